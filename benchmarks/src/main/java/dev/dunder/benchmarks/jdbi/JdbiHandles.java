package dev.dunder.benchmarks.jdbi;

import com.zaxxer.hikari.HikariDataSource;
import dev.dunder.benchmarks.Concurrency;
import dev.dunder.benchmarks.Contender;
import dev.dunder.benchmarks.Values;
import java.util.HashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.JoinRow;
import org.jdbi.v3.core.mapper.JoinRowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** Statements as texts, rows mapped to records by their constructors. */
public final class JdbiHandles implements Contender<Values.Entry, Values.Joined, Values.Parent> {
    private static final String ENTRY = "select id, author_id, headline, body, x, rating, published, pub_date from entry ";

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final Jdbi joining;
    private final Concurrency concurrency = new Concurrency();

    public JdbiHandles(HikariDataSource pool) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool)
                .registerRowMapper(ConstructorMapper.factory(Values.Entry.class))
                .registerRowMapper(ConstructorMapper.factory(Values.Author.class))
                .registerRowMapper(ConstructorMapper.factory(Values.Totals.class))
                .registerRowMapper(ConstructorMapper.factory(Values.Counted.class));
        this.joining = Jdbi.create(pool)
                .registerRowMapper(ConstructorMapper.factory(Values.Entry.class, "e_"))
                .registerRowMapper(ConstructorMapper.factory(Values.Author.class, "a_"))
                .registerRowMapper(JoinRowMapper.forTypes(Values.Entry.class, Values.Author.class));
    }

    @Override
    public Values.Entry entry(long id) {
        return jdbi.withHandle(handle -> handle.createQuery(ENTRY + "where id = :id")
                .bind("id", id)
                .mapTo(Values.Entry.class)
                .one());
    }

    @Override
    public List<Values.Entry> entries(long after, int count) {
        return jdbi.withHandle(handle -> handle.createQuery(ENTRY + "where id > :after order by id limit :count")
                .bind("after", after)
                .bind("count", count)
                .mapTo(Values.Entry.class)
                .list());
    }

    @Override
    public List<Values.Joined> joined(long after, int count) {
        return joining.withHandle(handle -> handle.createQuery(
                "select e.id e_id, e.author_id e_author_id, e.headline e_headline, e.body e_body, e.x e_x,"
                        + " e.rating e_rating, e.published e_published, e.pub_date e_pub_date, a.id a_id, a.name a_name,"
                        + " a.email a_email, a.country a_country from entry e join author a on a.id = e.author_id"
                        + " where e.id > :after order by e.id limit :count")
                .bind("after", after)
                .bind("count", count)
                .mapTo(JoinRow.class)
                .map(row -> new Values.Joined(row.get(Values.Entry.class), row.get(Values.Author.class)))
                .list());
    }

    @Override
    public List<Values.Parent> parents(long after, int count) {
        return jdbi.withHandle(handle -> {
            List<Values.Parent> parents = handle.createQuery(
                    "select id, name, email, country from author where id > :after order by id limit :count")
                    .bind("after", after)
                    .bind("count", count)
                    .mapTo(Values.Author.class)
                    .map(author -> new Values.Parent(author, new ArrayList<>()))
                    .list();
            Map<Long, Values.Parent> byKey = new HashMap<>();
            parents.forEach(parent -> byKey.put(parent.author().id(), parent));
            handle.createQuery(ENTRY + "where author_id = any (:authors) order by id")
                    .bindArray("authors", Long.class, new ArrayList<>(byKey.keySet()))
                    .mapTo(Values.Entry.class)
                    .forEach(entry -> {
                        Values.Parent parent = byKey.get(entry.authorId());
                        if (parent != null) {
                            parent.entries().add(entry);
                        }
                    });
            return parents;
        });
    }

    @Override
    public Values.Totals totals(long author) {
        return jdbi.withHandle(handle -> handle.createQuery(
                "select count(*) entries, avg(rating) mean_rating, max(x) highest_x from entry where author_id = :author")
                .bind("author", author)
                .mapTo(Values.Totals.class)
                .one());
    }

    @Override
    public List<Values.Counted> counted(int count) {
        return jdbi.withHandle(handle -> handle.createQuery(
                "select a.id, (select count(*) from entry e where e.author_id = a.id) entries,"
                        + " (select count(*) from entry e join comment c on c.entry_id = e.id"
                        + " where e.author_id = a.id) comments from author a order by a.id limit :count")
                .bind("count", count)
                .mapTo(Values.Counted.class)
                .list());
    }

    @Override
    public long insert(Values.Draft draft) {
        return jdbi.withHandle(handle -> handle.createUpdate(
                "insert into draft (author_id, headline, body, x, rating, published, pub_date)"
                        + " values (:authorId, :headline, :body, :x, :rating, :published, :pubDate)")
                .bindMethods(draft)
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one());
    }

    @Override
    public List<Values.Entry> atOnce(List<Long> ids) {
        return concurrency.all(ids, this::entry);
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
