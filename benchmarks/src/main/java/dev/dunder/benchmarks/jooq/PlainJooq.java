package dev.dunder.benchmarks.jooq;

import static dev.dunder.benchmarks.jooq.Tables.AUTHOR;
import static dev.dunder.benchmarks.jooq.Tables.AUTHOR_COUNTRY;
import static dev.dunder.benchmarks.jooq.Tables.AUTHOR_EMAIL;
import static dev.dunder.benchmarks.jooq.Tables.AUTHOR_ID;
import static dev.dunder.benchmarks.jooq.Tables.AUTHOR_NAME;
import static dev.dunder.benchmarks.jooq.Tables.COMMENT;
import static dev.dunder.benchmarks.jooq.Tables.COMMENT_ENTRY_ID;
import static dev.dunder.benchmarks.jooq.Tables.DRAFT;
import static dev.dunder.benchmarks.jooq.Tables.ENTRY;
import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.avg;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.selectCount;

import com.zaxxer.hikari.HikariDataSource;
import dev.dunder.benchmarks.Concurrency;
import dev.dunder.benchmarks.Contender;
import dev.dunder.benchmarks.Values;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record8;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;
import org.jooq.SelectConditionStep;
import org.jooq.impl.DSL;

/** jOOQ's own language on tables that are described by hand, its rows mapped to records. */
public final class PlainJooq implements Contender<Values.Entry, Values.Joined, Values.Parent>, Contender.Composing<Values.Entry>, Contender.BulkInserting {
    private final HikariDataSource pool;
    private final DSLContext dsl;
    private final Concurrency concurrency = new Concurrency();

    public PlainJooq(HikariDataSource pool) {
        this.pool = pool;
        this.dsl = DSL.using(pool, SQLDialect.POSTGRES);
    }

    private SelectConditionStep<Record8<Long, Long, String, String, Integer, Double, Boolean, OffsetDateTime>> entriesThat(
            Condition condition) {
        return dsl.select(
                ENTRY.id(),
                ENTRY.authorId(),
                ENTRY.headline(),
                ENTRY.body(),
                ENTRY.x(),
                ENTRY.rating(),
                ENTRY.published(),
                ENTRY.pubDate())
                .from(ENTRY.table())
                .where(condition);
    }

    @Override
    public Values.Entry entry(long id) {
        return Objects.requireNonNull(entriesThat(ENTRY.id().eq(id)).fetchOne(mapping(Values.Entry::new)));
    }

    @Override
    public List<Values.Entry> entries(long after, int count) {
        return entriesThat(ENTRY.id().gt(after)).orderBy(ENTRY.id()).limit(count).fetch(mapping(Values.Entry::new));
    }

    @Override
    public List<Values.Joined> joined(long after, int count) {
        return dsl.select(
                ENTRY.id(),
                ENTRY.authorId(),
                ENTRY.headline(),
                ENTRY.body(),
                ENTRY.x(),
                ENTRY.rating(),
                ENTRY.published(),
                ENTRY.pubDate(),
                AUTHOR_ID,
                AUTHOR_NAME,
                AUTHOR_EMAIL,
                AUTHOR_COUNTRY)
                .from(ENTRY.table())
                .join(AUTHOR)
                .on(AUTHOR_ID.eq(ENTRY.authorId()))
                .where(ENTRY.id().gt(after))
                .orderBy(ENTRY.id())
                .limit(count)
                .fetch(mapping((id, author, headline, body, x, rating, published, date, authorId, name, email,
                        country) -> new Values.Joined(
                                new Values.Entry(id, author, headline, body, x, rating, published, date),
                                new Values.Author(authorId, name, email, country))));
    }

    @Override
    public List<Values.Parent> parents(long after, int count) {
        List<Values.Author> authors = dsl.select(AUTHOR_ID, AUTHOR_NAME, AUTHOR_EMAIL, AUTHOR_COUNTRY)
                .from(AUTHOR)
                .where(AUTHOR_ID.gt(after))
                .orderBy(AUTHOR_ID)
                .limit(count)
                .fetch(mapping(Values.Author::new));
        Long[] keys = authors.stream().map(Values.Author::id).toArray(Long[]::new);
        Map<Long, List<Values.Entry>> entries = entriesThat(ENTRY.authorId().eq(DSL.any(keys)))
                .orderBy(ENTRY.id())
                .fetchGroups(ENTRY.authorId(), mapping(Values.Entry::new));
        return authors.stream()
                .map(author -> new Values.Parent(author, entries.getOrDefault(author.id(), List.of())))
                .toList();
    }

    @Override
    public Values.Totals totals(long author) {
        return Objects.requireNonNull(dsl.select(count(), avg(ENTRY.rating()), max(ENTRY.x()))
                .from(ENTRY.table())
                .where(ENTRY.authorId().eq(author))
                .fetchOne(
                        mapping((entries, mean, highest) -> new Values.Totals(entries, mean.doubleValue(), highest))));
    }

    @Override
    public List<Values.Counted> counted(int count) {
        return dsl.select(
                AUTHOR_ID,
                DSL.field(selectCount().from(ENTRY.table()).where(ENTRY.authorId().eq(AUTHOR_ID))),
                DSL.field(selectCount()
                        .from(ENTRY.table())
                        .join(COMMENT)
                        .on(COMMENT_ENTRY_ID.eq(ENTRY.id()))
                        .where(ENTRY.authorId().eq(AUTHOR_ID))))
                .from(AUTHOR)
                .orderBy(AUTHOR_ID)
                .limit(count)
                .fetch(mapping((author, entries, comments) -> new Values.Counted(author, entries, comments)));
    }

    @Override
    public long insert(Values.Draft draft) {
        return Objects.requireNonNull(dsl.insertInto(DRAFT.table())
                .columns(
                        DRAFT.authorId(),
                        DRAFT.headline(),
                        DRAFT.body(),
                        DRAFT.x(),
                        DRAFT.rating(),
                        DRAFT.published(),
                        DRAFT.pubDate())
                .values(
                        draft.authorId(),
                        draft.headline(),
                        draft.body(),
                        draft.x(),
                        draft.rating(),
                        draft.published(),
                        draft.pubDate())
                .returningResult(DRAFT.id())
                .fetchOne())
                .value1();
    }

    @Override
    public List<Long> insertAll(List<Values.Draft> drafts) {
        return dsl.insertInto(DRAFT.table())
                .columns(
                        DRAFT.authorId(),
                        DRAFT.headline(),
                        DRAFT.body(),
                        DRAFT.x(),
                        DRAFT.rating(),
                        DRAFT.published(),
                        DRAFT.pubDate())
                .valuesOfRows(drafts.stream()
                        .map(draft -> row(
                                draft.authorId(),
                                draft.headline(),
                                draft.body(),
                                draft.x(),
                                draft.rating(),
                                draft.published(),
                                draft.pubDate()))
                        .toList())
                .returningResult(DRAFT.id())
                .fetch(mapping(id -> id));
    }

    @Override
    public List<Values.Entry> atOnce(List<Long> ids) {
        return Concurrency.answers(ids.stream()
                .map(id -> entriesThat(ENTRY.id().eq(id))
                        .fetchAsync(concurrency.threads())
                        .thenApply(found -> found.map(mapping(Values.Entry::new)).get(0))
                        .toCompletableFuture())
                .toList());
    }

    @Override
    public String composed(String name, int x) {
        return query(name, x).getSQL();
    }

    @Override
    public List<Values.Entry> rows(String name, int x) {
        return query(name, x).fetch(mapping(Values.Entry::new));
    }

    private ResultQuery<Record8<Long, Long, String, String, Integer, Double, Boolean, OffsetDateTime>> query(
            String name, int x) {
        return dsl.select(
                ENTRY.id(),
                ENTRY.authorId(),
                ENTRY.headline(),
                ENTRY.body(),
                ENTRY.x(),
                ENTRY.rating(),
                ENTRY.published(),
                ENTRY.pubDate())
                .from(ENTRY.table())
                .join(AUTHOR)
                .on(AUTHOR_ID.eq(ENTRY.authorId()))
                .where(AUTHOR_NAME.containsIgnoreCase(name))
                .and(ENTRY.x().gt(x))
                .orderBy(ENTRY.id().desc())
                .limit(10);
    }

    @Override
    public Values.Entry entryOf(Values.Entry entry) {
        return entry;
    }

    @Override
    public Values.Joined joinedOf(Values.Joined joined) {
        return joined;
    }

    @Override
    public Values.Parent parentOf(Values.Parent parent) {
        return parent;
    }

    @Override
    public void close() {
        concurrency.close();
        pool.close();
    }
}
