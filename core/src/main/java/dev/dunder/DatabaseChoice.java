package dev.dunder;

import dev.dunder.lookups.Limits;
import dev.dunder.model.Model;
import org.jspecify.annotations.Nullable;

/**
 * Where a query set is evaluated, and how.
 *
 * @param database null where the router chooses, or else the default database
 * @param terms how
 */
record DatabaseChoice(@Nullable Database database, RunOptions terms) {
    /** Nothing said. */
    static final DatabaseChoice DEFAULT = new DatabaseChoice(null, RunOptions.USUAL);

    static DatabaseChoice of(Database database) {
        return new DatabaseChoice(database, database.terms());
    }

    DatabaseChoice using(Database other) {
        return new DatabaseChoice(other, terms);
    }

    DatabaseChoice with(RunOptions others) {
        return new DatabaseChoice(database, others);
    }

    /** The database to read a model from. */
    Database reading(Model model) {
        return (database != null ? database : Dunder.reading(model.source())).on(terms);
    }

    /** How large its queries may become. */
    Limits limits() {
        return database != null ? database.limits() : Dunder.limits();
    }

    /** The database to write a model to. */
    Database writing(Model model) {
        return (database != null ? database : Dunder.writing(model.source())).on(terms);
    }
}
