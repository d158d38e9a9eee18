package dev.dunder.benchmarks.ebean;

import com.zaxxer.hikari.HikariDataSource;
import dev.dunder.benchmarks.Concurrency;
import dev.dunder.benchmarks.Contender;
import dev.dunder.benchmarks.Values;
import io.ebean.Database;
import io.ebean.DatabaseFactory;
import io.ebean.SqlRow;
import io.ebean.config.DatabaseConfig;
import java.util.List;
import java.util.Objects;

/** Entities, each question by itself. */
public final class EbeanQueries implements Contender<Entry, Entry, Author> {
    private final HikariDataSource pool;
    private final Database db;
    private final Concurrency concurrency = new Concurrency();

    public EbeanQueries(HikariDataSource pool) {
        this.pool = pool;
        DatabaseConfig config = new DatabaseConfig();
        config.setName("benchmarks");
        config.setDataSource(pool);
        config.setDefaultServer(false);
        config.setRegister(false);
        config.setDdlGenerate(false);
        config.setDdlRun(false);
        config.addClass(Author.class);
        config.addClass(Entry.class);
        config.addClass(Draft.class);
        config.addClass(Comment.class);
        this.db = DatabaseFactory.create(config);
    }

    @Override
    public Entry entry(long id) {
        return Objects.requireNonNull(db.find(Entry.class, id));
    }

    @Override
    public List<Entry> entries(long after, int count) {
        return db.find(Entry.class).where().gt("id", after).orderBy("id").setMaxRows(count).findList();
    }

    @Override
    public List<Entry> joined(long after, int count) {
        return db.find(Entry.class)
                .fetch("author")
                .where()
                .gt("id", after)
                .orderBy("id")
                .setMaxRows(count)
                .findList();
    }

    @Override
    public List<Author> parents(long after, int count) {
        return db.find(Author.class)
                .fetchQuery("entries")
                .where()
                .gt("id", after)
                .orderBy("id")
                .setMaxRows(count)
                .findList();
    }

    @Override
    public Values.Totals totals(long author) {
        SqlRow totals = Objects.requireNonNull(db.sqlQuery(
                "select count(*) entries, avg(rating) mean, max(x) highest from entry where author_id = ?")
                .setParameter(author)
                .findOne());
        return new Values.Totals(
                totals.getLong("entries"), totals.getDouble("mean"), totals.getInteger("highest"));
    }

    @Override
    public List<Values.Counted> counted(int count) {
        return db.sqlQuery(
                "select a.id, (select count(*) from entry e where e.author_id = a.id) entries,"
                        + " (select count(*) from entry e join comment c on c.entry_id = e.id"
                        + " where e.author_id = a.id) comments from author a order by a.id limit ?")
                .setParameter(count)
                .findList()
                .stream()
                .map(row -> new Values.Counted(row.getLong("id"), row.getLong("entries"), row.getLong("comments")))
                .toList();
    }

    @Override
    public long insert(Values.Draft values) {
        Draft draft = new Draft();
        draft.authorId = values.authorId();
        draft.headline = values.headline();
        draft.body = values.body();
        draft.x = values.x();
        draft.rating = values.rating();
        draft.published = values.published();
        draft.pubDate = values.pubDate();
        db.insert(draft);
        return draft.id;
    }

    @Override
    public List<Entry> atOnce(List<Long> ids) {
        return concurrency.all(ids, this::entry);
    }

    @Override
    public Values.Entry entryOf(Entry entry) {
        return new Values.Entry(
                entry.id,
                entry.author().id,
                entry.headline,
                entry.body,
                entry.x,
                entry.rating,
                entry.published,
                entry.pubDate);
    }

    @Override
    public Values.Joined joinedOf(Entry joined) {
        return new Values.Joined(entryOf(joined), authorOf(joined.author()));
    }

    @Override
    public Values.Parent parentOf(Author parent) {
        return new Values.Parent(authorOf(parent), parent.entries.stream().map(this::entryOf).toList());
    }

    private static Values.Author authorOf(Author author) {
        return new Values.Author(author.id, author.name, author.email, author.country);
    }

    @Override
    public void close() {
        concurrency.close();
        db.shutdown();
        pool.close();
    }
}
