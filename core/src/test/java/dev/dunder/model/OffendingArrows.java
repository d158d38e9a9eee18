package dev.dunder.model;

import dev.dunder.QuerySet;
import dev.dunder.compose.Names;
import dev.dunder.convert.ValueConversion;
import dev.dunder.dialect.postgres.PostgresDriver;
import dev.dunder.evaluate.AggregateSpec;
import dev.dunder.fetch.Request;
import dev.dunder.query.Query;
import dev.dunder.resolve.Term;
import dev.dunder.run.Session;
import dev.dunder.sql.Plan;
import dev.dunder.transaction.ManagedTransaction;
import dev.dunder.watch.StatementListener;
import dev.dunder.work.Evaluation;
import dev.dunder.write.RelationWriter;

/** What is below knows nothing of what is above: this knows all. */
class OffendingArrows {
    QuerySet<?> faces;
    Names compose;
    ValueConversion<?> convert;
    PostgresDriver dialect;
    AggregateSpec evaluate;
    Request<?> fetch;
    Query query;
    Term resolve;
    Session run;
    Plan sql;
    ManagedTransaction transaction;
    StatementListener watch;
    Evaluation<?> work;
    RelationWriter write;
}
