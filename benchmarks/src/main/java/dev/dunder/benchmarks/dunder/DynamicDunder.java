package dev.dunder.benchmarks.dunder;

import static dev.dunder.Dunder.avg;
import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.max;

import com.zaxxer.hikari.HikariDataSource;
import dev.dunder.Database;
import dev.dunder.KeysetPage;
import dev.dunder.PlanText;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.benchmarks.Concurrency;
import dev.dunder.benchmarks.Contender;
import dev.dunder.benchmarks.Values;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Models that are read from the catalog, lookups as texts. */
public final class DynamicDunder implements Contender<Row, Row, Row>, Contender.Composing<Row>, Contender.BulkInserting, Contender.Copying, Contender.BulkUpdating<Row>, Contender.Coalescing<Row>, Contender.Paging<Row>, Contender.Streaming {
    private final HikariDataSource pool;
    private final Database db;
    private final Database together;

    public DynamicDunder(HikariDataSource pool) {
        this.pool = pool;
        this.db = Database.of(pool);
        this.together = Database.builder(pool).coalesceGets().build();
    }

    @Override
    public Row entry(long id) {
        return db.objects("entry").get("id", id);
    }

    @Override
    public List<Row> entries(long after, int count) {
        return db.objects("entry").filter("id__gt", after).orderBy("id").slice(0, count).list();
    }

    @Override
    public List<Row> joined(long after, int count) {
        return db.objects("entry")
                .selectRelated("author")
                .filter("id__gt", after)
                .orderBy("id")
                .slice(0, count)
                .list();
    }

    @Override
    public List<Row> parents(long after, int count) {
        return db.objects("author")
                .prefetchRelated("entry")
                .filter("id__gt", after)
                .orderBy("id")
                .slice(0, count)
                .list();
    }

    @Override
    public Values.Totals totals(long author) {
        Row totals = db.objects("entry")
                .filter("author_id", author)
                .aggregate(count("id").as("entries"), avg("rating").as("mean"), max("x").as("highest"));
        return new Values.Totals(
                value(totals, "entries", Long.class),
                value(totals, "mean", Double.class),
                value(totals, "highest", Integer.class));
    }

    @Override
    public List<Values.Counted> counted(int count) {
        return db.objects("author")
                .annotate(count("entry").as("entries"), count("entry__comment").as("comments"))
                .orderBy("id")
                .slice(0, count)
                .list()
                .stream()
                .map(DynamicDunder::counted)
                .toList();
    }

    private static Values.Counted counted(Row author) {
        return new Values.Counted(
                value(author, "id", Long.class),
                value(author, "entries", Long.class),
                value(author, "comments", Long.class));
    }

    @Override
    public long insert(Values.Draft draft) {
        return value(unsaved(draft).insert(), "id", Long.class);
    }

    private Row unsaved(Values.Draft draft) {
        return db.objects("draft")
                .with(
                        "author_id", draft.authorId(),
                        "headline", draft.headline(),
                        "body", draft.body(),
                        "x", draft.x(),
                        "rating", draft.rating(),
                        "published", draft.published(),
                        "pub_date", draft.pubDate());
    }

    @Override
    public List<Long> insertAll(List<Values.Draft> drafts) {
        return db.objects("draft")
                .bulkCreate(drafts.stream().map(this::unsaved).toList())
                .stream()
                .map(row -> value(row, "id", Long.class))
                .toList();
    }

    @Override
    public long copyIn(Batch batch) {
        return db.objects("draft").copyIn(batch.drafts().stream().map(this::unsaved));
    }

    @Override
    public List<Row> drafts(List<Long> ids) {
        return db.objects("draft").filter("id__in", ids).orderBy("id").list();
    }

    @Override
    public long updateAll(List<Row> drafts, List<Integer> x) {
        List<Row> changed = new ArrayList<>(drafts.size());
        for (int i = 0; i < drafts.size(); i++) {
            changed.add(drafts.get(i).with("x", x.get(i)));
        }
        return db.objects("draft").bulkUpdate(changed, "x");
    }

    @Override
    public List<Row> atOnce(List<Long> ids) {
        return Concurrency.answers(ids.stream().map(id -> db.objects("entry").async().get("id", id)).toList());
    }

    private QuerySet<Row> byKey() {
        return db.objects("entry").orderBy("id");
    }

    @Override
    public List<Row> numbered(int page, int size) {
        return byKey().slice((page - 1) * size, page * size).list();
    }

    @Override
    public Object before(int page, int size) {
        KeysetPage<Row> first = byKey().firstPage((page - 1) * size);
        return Objects.requireNonNull(first.next());
    }

    @Override
    public List<Row> following(Object before, int size) {
        return byKey().pageAfter((String) before, size).rows();
    }

    @Override
    public long streamed() {
        try (Stream<Row> rows = byKey().stream()) {
            return rows.mapToLong(row -> Objects.requireNonNull(row.get("headline", String.class)).length()).sum();
        }
    }

    @Override
    public List<Row> coalesced(List<Long> ids) {
        return Concurrency.answers(ids.stream().map(id -> together.objects("entry").async().get("id", id)).toList());
    }

    @Override
    public String composed(String name, int x) {
        return PlanText.of(query(name, x));
    }

    @Override
    public List<Row> rows(String name, int x) {
        return query(name, x).list();
    }

    private QuerySet<Row> query(String name, int x) {
        return db.objects("entry")
                .filter("author__name__icontains", name)
                .filter("x__gt", x)
                .orderBy("-id")
                .slice(0, 10);
    }

    @Override
    public Values.Entry entryOf(Row entry) {
        return new Values.Entry(
                value(entry, "id", Long.class),
                value(entry, "author_id", Long.class),
                value(entry, "headline", String.class),
                value(entry, "body", String.class),
                value(entry, "x", Integer.class),
                value(entry, "rating", Double.class),
                value(entry, "published", Boolean.class),
                value(entry, "pub_date", OffsetDateTime.class));
    }

    @Override
    public Values.Joined joinedOf(Row joined) {
        return new Values.Joined(entryOf(joined), authorOf(Objects.requireNonNull(joined.one("author"))));
    }

    @Override
    public Values.Parent parentOf(Row parent) {
        return new Values.Parent(
                authorOf(parent), parent.many("entry").list().stream().map(this::entryOf).toList());
    }

    private static Values.Author authorOf(Row author) {
        return new Values.Author(
                value(author, "id", Long.class),
                value(author, "name", String.class),
                value(author, "email", String.class),
                value(author, "country", String.class));
    }

    private static <V> V value(Row row, String name, Class<V> type) {
        return Objects.requireNonNull(row.get(name, type), name);
    }

    @Override
    public void close() {
        db.close();
        pool.close();
    }
}
