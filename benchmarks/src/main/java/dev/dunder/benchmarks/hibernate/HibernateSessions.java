package dev.dunder.benchmarks.hibernate;

import com.zaxxer.hikari.HikariDataSource;
import dev.dunder.benchmarks.Concurrency;
import dev.dunder.benchmarks.Contender;
import dev.dunder.benchmarks.Values;
import java.util.List;
import org.hibernate.Hibernate;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.hibernate.cfg.JdbcSettings;

/** A session for each question; entities that are read are not watched for changes. */
public final class HibernateSessions implements Contender<Entry, Entry, Author> {
    static {
        // It logs where the others do, which is nowhere.
        System.setProperty("org.jboss.logging.provider", "slf4j");
    }

    private final HikariDataSource pool;
    private final SessionFactory sessions;
    private final Concurrency concurrency = new Concurrency();

    public HibernateSessions(HikariDataSource pool) {
        this.pool = pool;
        Configuration configuration = new Configuration()
                .addAnnotatedClass(Author.class)
                .addAnnotatedClass(Entry.class)
                .addAnnotatedClass(Draft.class)
                .addAnnotatedClass(Comment.class);
        configuration.getProperties().put(JdbcSettings.JAKARTA_NON_JTA_DATASOURCE, pool);
        this.sessions = configuration.buildSessionFactory();
    }

    @Override
    public Entry entry(long id) {
        return sessions.fromSession(session -> {
            session.setDefaultReadOnly(true);
            return session.find(Entry.class, id);
        });
    }

    @Override
    public List<Entry> entries(long after, int count) {
        return entries("from Entry e where e.id > :after order by e.id", after, count);
    }

    @Override
    public List<Entry> joined(long after, int count) {
        return entries("from Entry e join fetch e.author where e.id > :after order by e.id", after, count);
    }

    private List<Entry> entries(String query, long after, int count) {
        return sessions.fromSession(session -> session.createSelectionQuery(query, Entry.class)
                .setParameter("after", after)
                .setMaxResults(count)
                .setReadOnly(true)
                .getResultList());
    }

    @Override
    public List<Author> parents(long after, int count) {
        return sessions.fromSession(session -> {
            session.setDefaultReadOnly(true);
            List<Author> authors = session
                    .createSelectionQuery("from Author a where a.id > :after order by a.id", Author.class)
                    .setParameter("after", after)
                    .setMaxResults(count)
                    .getResultList();
            // The first one's entries come with those of all, by @BatchSize.
            authors.forEach(author -> Hibernate.initialize(author.entries));
            return authors;
        });
    }

    @Override
    public Values.Totals totals(long author) {
        return sessions.fromSession(session -> {
            Object[] totals = session.createSelectionQuery(
                    "select count(e), avg(e.rating), max(e.x) from Entry e where e.author.id = :author",
                    Object[].class)
                    .setParameter("author", author)
                    .getSingleResult();
            return new Values.Totals((Long) totals[0], (Double) totals[1], (Integer) totals[2]);
        });
    }

    @Override
    public List<Values.Counted> counted(int count) {
        return sessions.fromSession(session -> session.createSelectionQuery(
                "select a.id, (select count(e) from Entry e where e.author = a),"
                        + " (select count(c) from Comment c where c.entry.author = a) from Author a order by a.id",
                Object[].class)
                .setMaxResults(count)
                .getResultList()
                .stream()
                .map(row -> new Values.Counted((Long) row[0], (Long) row[1], (Long) row[2]))
                .toList());
    }

    @Override
    public long insert(Values.Draft values) {
        return sessions.fromTransaction(session -> {
            Draft draft = new Draft();
            draft.authorId = values.authorId();
            draft.headline = values.headline();
            draft.body = values.body();
            draft.x = values.x();
            draft.rating = values.rating();
            draft.published = values.published();
            draft.pubDate = values.pubDate();
            session.persist(draft);
            return draft.id;
        });
    }

    @Override
    public List<Entry> atOnce(List<Long> ids) {
        return concurrency.all(ids, this::entry);
    }

    @Override
    public Values.Entry entryOf(Entry entry) {
        return new Values.Entry(
                entry.id,
                entry.authorId,
                entry.headline,
                entry.body,
                entry.x,
                entry.rating,
                entry.published,
                entry.pubDate);
    }

    @Override
    public Values.Joined joinedOf(Entry joined) {
        return new Values.Joined(entryOf(joined), authorOf((Author) Hibernate.unproxy(joined.author)));
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
        sessions.close();
        pool.close();
    }
}
