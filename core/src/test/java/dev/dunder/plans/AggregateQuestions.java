package dev.dunder.plans;

import static dev.dunder.Dunder.avg;
import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.max;
import static dev.dunder.Dunder.q;
import static dev.dunder.Dunder.sum;

import dev.dunder.Database;
import dev.dunder.Prefetch;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import java.util.List;

/** Aggregates of what belongs to rows: of pages, of some and of all, and groups. */
final class AggregateQuestions extends Questions {
    AggregateQuestions(Database database) {
        super(database);
    }

    private QuerySet<Row> counted() {
        return authors().annotate(count("entry").as("n"), count("entry__comment").as("m"));
    }

    private static String counted(String page) {
        return "select a.*, (select count(*) from entry e where e.author_id = a.id) as n, (select count(*) from entry e"
                + " join comment c on c.entry_id = e.id where e.author_id = a.id) as m from (" + page + ") a ";
    }

    @Override
    List<Question> all() {
        return List.of(
                question("counts over two relations on a page", () -> counted().orderBy("id").slice(0, 20).list(),
                        counted("select * from author order by id limit 20") + "order by id"),
                question("counts on a page in an order without an index",
                        () -> counted().orderBy("name").slice(0, 20).list(),
                        counted("select * from author order by name limit 20") + "order by name"),
                question("counts far behind", () -> counted().orderBy("id").slice(5000, 5020).list(),
                        counted("select * from author order by id limit 20 offset 5000") + "order by id"),
                question("one count on a page in an order without an index",
                        () -> authors().annotate(count("entry").as("n")).orderBy("name").slice(0, 20).list(),
                        "select *, (select count(*) from entry e where e.author_id = a.id) from (select * from"
                                + " author order by name limit 20) a"),
                question("counts of a filtered page",
                        () -> counted().filter("country__name", "country 7").orderBy("joined").slice(0, 20).list(),
                        counted("select a.* from author a join country c on c.id = a.country_id where c.name = 'country 7'"
                                + " order by joined limit 20")),
                question("counts of all of a country", () -> counted().filter("country", 7).list(),
                        counted("select * from author where country_id = 7")),
                question("counts of those whose name is like this",
                        () -> counted().filter("name__contains", "abc").list(),
                        counted("select * from author where name like '%abc%'")),
                question("counts of a row by key", () -> counted().get("id", 77),
                        counted("select * from author where id = 77")),
                question("one count of a row by key", () -> authors().annotate(count("entry").as("n")).get("id", 77),
                        "select *, (select count(*) from entry e where e.author_id = a.id) from author a where id"
                                + " = 77"),
                question("counts of rows by keys", () -> counted().inBulk(SOME),
                        counted("select * from author where id = " + KEYS)),
                question("counts of the first", () -> counted().first(),
                        counted("select * from author order by id limit 1")),
                question("counts of the last joined", () -> counted().latest("joined"),
                        counted("select * from author order by joined desc limit 1")),
                question("counts of all", () -> counted().list(),
                        "select a.*, n, m from author a left join (select author_id, count(*) as n from entry"
                                + " group by 1) e on e.author_id = a.id left join (select author_id, count(*) as m from"
                                + " entry e join comment c on c.entry_id = e.id group by 1) c on c.author_id = a.id"),
                question("those with the most entries", () -> counted().orderBy("-n", "id").slice(0, 10).list(),
                        "select a.*, n, m from author a left join (select author_id, count(*) as n from entry"
                                + " group by 1) e on e.author_id = a.id left join (select author_id, count(*) as m from"
                                + " entry e join comment c on c.entry_id = e.id group by 1) c on c.author_id = a.id order by"
                                + " n desc, id limit 10"),
                question("those of a country with the most entries",
                        () -> counted().filter("country", 7).orderBy("-m", "id").slice(0, 10).list(),
                        counted("select * from author where country_id = 7") + "order by m desc, id limit 10"),
                question("those with more than nine entries",
                        () -> authors().annotate(count("entry").as("n")).filter("n__gt", 9).count(),
                        "select count(*) from (select author_id from entry group by 1 having count(*) > 9) e"),
                question("a filter over a relation after a count",
                        () -> authors().annotate(count("entry").as("n")).filter("entry__comment__stars", 7)
                                .orderBy("id").slice(0, 20).list(),
                        "select *, (select count(*) from entry e where e.author_id = a.id) from (select * from"
                                + " author a where exists (select 1 from entry e join comment c on c.entry_id = e.id where"
                                + " e.author_id = a.id and c.stars = 7) order by id limit 20) a order by id"),
                question("a filter over the same relation before a count",
                        () -> authors().filter("entry__published", true).annotate(count("entry").as("n")).orderBy("id")
                                .slice(0, 20).list(),
                        "select *, (select count(*) from entry e where e.author_id = a.id and published) from"
                                + " (select * from author a where exists (select 1 from entry e where e.author_id = a.id and"
                                + " published) order by id limit 20) a order by id"),
                question("a page and its number", () -> counted().orderBy("id").page(3, 20),
                        "select count(*) from author",
                        counted("select * from author order by id limit 20 offset 40") + "order by id"),
                question("how many there are of an annotated set", () -> counted().count(),
                        "select count(*) from author"),
                question("whether there is one of an annotated set", () -> counted().filter("country", 7).exists(),
                        "select 1 from author where country_id = 7 limit 1"),
                question("whether one has so many",
                        () -> authors().annotate(count("entry").as("n")).filter("n__gt", 5).exists(),
                        "select 1 from author a where (select count(*) from entry e where e.author_id = a.id) > 5"
                                + " limit 1"),
                question("a keyset page with counts",
                        () -> counted().orderBy("joined").pageAfter(counted().orderBy("joined").firstPage(20).next(),
                                20),
                        counted("select * from author order by joined, id limit 21"),
                        counted("select * from author where (joined, id) > ('2000-01-11', 5010) order by joined, id limit"
                                + " 21")),
                question("an average on a page",
                        () -> entries().annotate(avg("comment__stars").as("s"), count("tag").as("t"))
                                .orderBy("-pub_date", "-id").slice(0, 20).list(),
                        "select e.*, (select avg(stars) from comment c where c.entry_id = e.id), (select count(*)"
                                + " from entry_tag t where t.entry_id = e.id) from (select * from entry order by pub_date"
                                + " desc, id desc limit 20) e"),
                question("the entries of each with their counts", () -> authors().orderBy("id").slice(0, 50)
                        .prefetchRelated(new Prefetch("entry",
                                entries().annotate(count("comment").as("c"), count("tag").as("t"))))
                        .list(),
                        "select * from author order by id limit 50",
                        "select e.*, (select count(*) from comment c where c.entry_id = e.id), (select count(*)"
                                + " from entry_tag t where t.entry_id = e.id) from entry e where author_id between 1 and 50"),
                question("groups", () -> entries().values("author__country")
                        .annotate(count("id").as("n"), avg("rating").as("mean")).orderBy("-n").slice(0, 10).list(),
                        "select a.country_id, count(*), avg(rating) from entry e join author a on a.id ="
                                + " e.author_id group by 1 order by 2 desc limit 10"),
                question("groups over two relations", () -> authors().filter("country__lt", 10).values("country")
                        .annotate(count("entry").as("n"), sum("age").as("a")).list(),
                        "select a.country_id, sum(n), sum(age) from author a join lateral (select count(*) as n"
                                + " from entry e where e.author_id = a.id) e on true where a.country_id < 10 group by 1"),
                question("aggregates over all",
                        () -> entries().filter("author__country", 7).aggregate(count("id"), avg("comment__stars"),
                                max("pub_date")),
                        "select * from (select count(*), max(pub_date) from entry e join author a on a.id ="
                                + " e.author_id where a.country_id = 7) a, (select avg(c.stars) from comment c join entry e"
                                + " on e.id = c.entry_id join author a on a.id = e.author_id where a.country_id = 7) b"),
                question("an aggregate with a filter of its own",
                        () -> authors().annotate(count("entry").filter(q("entry__published", true)).as("p"))
                                .orderBy("joined", "id").slice(0, 20).list(),
                        "select a.*, (select count(*) from entry e where e.author_id = a.id and published) from"
                                + " (select * from author order by joined, id limit 20) a"),
                question("values computed of aggregates",
                        () -> counted().annotate(f("m").dividedBy(f("n")).as("each")).orderBy("id").slice(0, 20).list(),
                        counted("select * from author order by id limit 20")),
                question("tags with the most entries",
                        () -> tags().annotate(count("entry").as("n")).orderBy("-n", "id").slice(0, 10).list(),
                        "select t.*, n from tag t left join (select tag_id, count(*) as n from entry_tag group by"
                                + " 1) e on e.tag_id = t.id order by n desc nulls last, id limit 10"),
                question("tags and their entries' comments on a page",
                        () -> tags().annotate(count("entry").as("n"), count("entry__comment").as("m")).orderBy("name")
                                .slice(0, 5).list(),
                        "select t.*, (select count(*) from entry_tag e where e.tag_id = t.id), (select count(*)"
                                + " from entry_tag e join comment c on c.entry_id = e.entry_id where e.tag_id = t.id) from"
                                + " (select * from tag order by name limit 5) t"),
                question("the latest ones by what belongs to them",
                        () -> authors().annotate(max("entry__pub_date").as("last")).orderBy("-last", "id").slice(0, 10)
                                .list(),
                        "select a.*, last from author a join (select author_id, max(pub_date) as last from entry"
                                + " group by 1) e on e.author_id = a.id order by last desc, id limit 10"),
                question("how many groups are large",
                        () -> entries().filter("published", true).values("author").annotate(count("id").as("n"))
                                .filter("n__gt", 3).count(),
                        "select count(*) from (select author_id from entry where published group by 1 having"
                                + " count(*) > 3) e"),
                question("distinct related ones of each on a page",
                        () -> authors()
                                .annotate(count("entry__tag").distinct().as("t"), count("entry__comment").as("m"))
                                .orderBy("id").slice(0, 20).list(),
                        "select a.*, (select count(distinct t.tag_id) from entry e join entry_tag t on t.entry_id"
                                + " = e.id where e.author_id = a.id), (select count(*) from entry e join comment c on"
                                + " c.entry_id = e.id where e.author_id = a.id) from (select * from author order by id limit"
                                + " 20) a"),
                question("a page of those that have enough",
                        () -> authors().annotate(count("entry").as("n")).filter("n__gt", 9).orderBy("id").slice(0, 20)
                                .list(),
                        "select * from (select *, (select count(*) from entry e where e.author_id = a.id) as n"
                                + " from author a) a where n > 9 order by id limit 20"),
                question("those who have none by count",
                        () -> authors().annotate(count("entry").as("n")).filter("n", 0).count(),
                        "select count(*) from author a where not exists (select 1 from entry e where e.author_id ="
                                + " a.id)"),
                question("those with the most comments and how many there are",
                        () -> entries().filter("author__country", 7).annotate(count("comment").as("n"))
                                .orderBy("-n", "id").page(1, 10),
                        "select e.*, (select count(*) from comment c where c.entry_id = e.id) as n from entry e"
                                + " join author a on a.id = e.author_id where a.country_id = 7 order by n desc, id limit 10",
                        "select count(*) from entry e join author a on a.id = e.author_id where a.country_id = 7"),
                question("groups over two relations of filtered rows",
                        () -> entries().filter("author__country", 7).values("author")
                                .annotate(count("comment").as("c"), count("tag").as("t")).orderBy("author").list(),
                        "select author_id, sum(c), sum(t) from (select e.author_id, (select count(*) from comment"
                                + " c where c.entry_id = e.id) as c, (select count(*) from entry_tag t where t.entry_id ="
                                + " e.id) as t from entry e join author a on a.id = e.author_id where a.country_id = 7) e"
                                + " group by 1 order by 1"));
    }
}
