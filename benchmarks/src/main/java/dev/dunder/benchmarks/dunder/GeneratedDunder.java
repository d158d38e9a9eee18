package dev.dunder.benchmarks.dunder;

import static dev.dunder.Dunder.count;

import com.zaxxer.hikari.HikariDataSource;
import dev.dunder.Database;
import dev.dunder.KeysetPage;
import dev.dunder.PlanText;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.benchmarks.Concurrency;
import dev.dunder.benchmarks.Contender;
import dev.dunder.benchmarks.Values;
import dev.dunder.benchmarks.models.Author;
import dev.dunder.benchmarks.models.Draft;
import dev.dunder.benchmarks.models.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Generated models, and lookups by typed paths. */
public final class GeneratedDunder implements Contender<Entry, Entry, Author>, Contender.Composing<Entry>, Contender.BulkInserting, Contender.Copying, Contender.BulkUpdating<Draft>, Contender.Coalescing<Entry>, Contender.Paging<Entry>, Contender.Streaming {
    private final HikariDataSource pool;
    private final Database db;
    private final Database together;

    public GeneratedDunder(HikariDataSource pool) {
        this.pool = pool;
        this.db = Database.of(pool);
        this.together = Database.builder(pool).coalesceGets().build();
    }

    @Override
    public Entry entry(long id) {
        return db.objects(Entry.class).get(Entry.ID.exact(id));
    }

    @Override
    public List<Entry> entries(long after, int count) {
        return db.objects(Entry.class).filter(Entry.ID.gt(after)).orderBy(Entry.ID.asc()).slice(0, count).list();
    }

    @Override
    public List<Entry> joined(long after, int count) {
        return db.objects(Entry.class)
                .selectRelated("author")
                .filter(Entry.ID.gt(after))
                .orderBy(Entry.ID.asc())
                .slice(0, count)
                .list();
    }

    @Override
    public List<Author> parents(long after, int count) {
        return db.objects(Author.class)
                .prefetchRelated("entry")
                .filter(Author.ID.gt(after))
                .orderBy(Author.ID.asc())
                .slice(0, count)
                .list();
    }

    @Override
    public Values.Totals totals(long author) {
        Row totals = db.objects(Entry.class)
                .filter(Entry.AUTHOR_ID.exact(author))
                .aggregate(
                        Entry.ID.count().as("entries"), Entry.RATING.avg().as("mean"), Entry.X.max().as("highest"));
        return new Values.Totals(
                value(totals, "entries", Long.class),
                value(totals, "mean", Double.class),
                value(totals, "highest", Integer.class));
    }

    @Override
    public List<Values.Counted> counted(int count) {
        return db.objects(Author.class)
                .annotate(count("entry").as("entries"), count("entry__comment").as("comments"))
                .orderBy(Author.ID.asc())
                .values("id", "entries", "comments")
                .slice(0, count)
                .into(Values.Counted.class);
    }

    @Override
    public long insert(Values.Draft draft) {
        return unsaved(draft).insert().id();
    }

    private Draft unsaved(Values.Draft draft) {
        return db.objects(Draft.class)
                .with()
                .authorId(draft.authorId())
                .headline(draft.headline())
                .body(draft.body())
                .x(draft.x())
                .rating(draft.rating())
                .published(draft.published())
                .pubDate(draft.pubDate());
    }

    @Override
    public List<Long> insertAll(List<Values.Draft> drafts) {
        return db.objects(Draft.class)
                .bulkCreate(drafts.stream().map(this::unsaved).toList())
                .stream()
                .map(Draft::id)
                .toList();
    }

    @Override
    public long copyIn(Batch batch) {
        return db.objects(Draft.class).copyIn(batch.drafts().stream().map(this::unsaved));
    }

    @Override
    public List<Draft> drafts(List<Long> ids) {
        return db.objects(Draft.class).filter(Draft.ID.in(ids)).orderBy(Draft.ID.asc()).list();
    }

    @Override
    public long updateAll(List<Draft> drafts, List<Integer> x) {
        List<Draft> changed = new ArrayList<>(drafts.size());
        for (int i = 0; i < drafts.size(); i++) {
            changed.add(drafts.get(i).x(x.get(i)));
        }
        return db.objects(Draft.class).bulkUpdate(changed, "x");
    }

    @Override
    public List<Entry> atOnce(List<Long> ids) {
        return Concurrency.answers(
                ids.stream().map(id -> db.objects(Entry.class).async().get(Entry.ID.exact(id))).toList());
    }

    private QuerySet<Entry> byKey() {
        return db.objects(Entry.class).orderBy(Entry.ID.asc());
    }

    @Override
    public List<Entry> numbered(int page, int size) {
        return byKey().slice((page - 1) * size, page * size).list();
    }

    @Override
    public Object before(int page, int size) {
        KeysetPage<Entry> first = byKey().firstPage((page - 1) * size);
        return Objects.requireNonNull(first.next());
    }

    @Override
    public List<Entry> following(Object before, int size) {
        return byKey().pageAfter((String) before, size).rows();
    }

    @Override
    public long streamed() {
        try (Stream<Entry> rows = byKey().stream()) {
            return rows.mapToLong(row -> row.headline().length()).sum();
        }
    }

    @Override
    public List<Entry> coalesced(List<Long> ids) {
        return Concurrency.answers(
                ids.stream().map(id -> together.objects(Entry.class).async().get(Entry.ID.exact(id))).toList());
    }

    @Override
    public String composed(String name, int x) {
        return PlanText.of(query(name, x));
    }

    @Override
    public List<Entry> rows(String name, int x) {
        return query(name, x).list();
    }

    private QuerySet<Entry> query(String name, int x) {
        return db.objects(Entry.class)
                .filter(Entry.AUTHOR.NAME.icontains(name))
                .filter(Entry.X.gt(x))
                .orderBy(Entry.ID.desc())
                .slice(0, 10);
    }

    @Override
    public Values.Entry entryOf(Entry entry) {
        return new Values.Entry(
                entry.id(),
                entry.authorId(),
                entry.headline(),
                entry.body(),
                entry.x(),
                entry.rating(),
                entry.published(),
                entry.pubDate());
    }

    @Override
    public Values.Joined joinedOf(Entry joined) {
        return new Values.Joined(entryOf(joined), authorOf(joined.author()));
    }

    @Override
    public Values.Parent parentOf(Author parent) {
        return new Values.Parent(
                authorOf(parent), parent.entries().list().stream().map(this::entryOf).toList());
    }

    private static Values.Author authorOf(Author author) {
        return new Values.Author(author.id(), author.name(), author.email(), author.country());
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
