package dev.dunder.plans;

import static dev.dunder.Dunder.exists;
import static dev.dunder.Dunder.outerRef;
import static dev.dunder.Dunder.q;
import static dev.dunder.Dunder.subquery;

import dev.dunder.Database;
import dev.dunder.Prefetch;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Which rows, in which order, and what belongs to them. */
final class RowQuestions extends Questions {
    RowQuestions(Database database) {
        super(database);
    }

    @Override
    List<Question> all() {
        return List.of(
                question("a keyset page", () -> entries().orderBy("pub_date")
                        .pageAfter(entries().orderBy("pub_date").firstPage(20).next(), 20),
                        "select * from entry order by pub_date, id limit 21",
                        "select * from entry where (pub_date, id) > ('2010-01-01', 80000) order by pub_date, id"
                                + " limit 21"),
                question("rows with a related one",
                        () -> entries().filter("tag__name", "tag 32").orderBy("id").slice(0, 20).list(),
                        "select e.* from entry e join entry_tag t on t.entry_id = e.id join tag on tag.id ="
                                + " t.tag_id where tag.name = 'tag 32' order by e.id limit 20"),
                question("rows without a related one",
                        () -> authors().exclude("entry__published", true).orderBy("id").slice(0, 20).list(),
                        "select * from author a where not exists (select 1 from entry e where e.author_id = a.id"
                                + " and published) order by id limit 20"),
                question("distinct rows with a related one",
                        () -> authors().filter("entry__comment__stars", 7).distinct().count(),
                        "select count(*) from author a where exists (select 1 from entry e join comment c on"
                                + " c.entry_id = e.id where e.author_id = a.id and c.stars = 7)"),
                question("a page of distinct rows of which most have a related one",
                        () -> authors().filter("entry__published", true).distinct().orderBy("id").slice(0, 20).list(),
                        "select * from author a where exists (select 1 from entry e where e.author_id = a.id"
                                + " and published) order by id limit 20"),
                question("a page of distinct rows with a related one",
                        () -> authors().filter("entry__rating", 3).distinct().orderBy("id").slice(0, 20).list(),
                        "select * from author a where exists (select 1 from entry e where e.author_id = a.id and"
                                + " rating = 3) order by id limit 20"),
                question("rows among those of another query",
                        () -> entries().filter("author__in", authors().filter("country", 7)).list(),
                        "select e.* from entry e join author a on a.id = e.author_id where a.country_id = 7"),
                question("rows for which there is one", () -> authors().filter("country", 7)
                        .filter(exists(entries().filter("author", outerRef("id"), "rating", 3))).list(),
                        "select * from author a where country_id = 7 and exists (select 1 from entry e where"
                                + " e.author_id = a.id and rating = 3)"),
                question("a page joined with the related row",
                        () -> entries().selectRelated("author__country").orderBy("-pub_date", "-id").slice(0, 20)
                                .list(),
                        "select e.*, a.*, c.* from entry e join author a on a.id = e.author_id left join country c"
                                + " on c.id = a.country_id order by pub_date desc, e.id desc limit 20"),
                question("a page far behind", () -> entries().orderBy("pub_date", "id").slice(20000, 20020).list(),
                        "select * from entry order by pub_date, id limit 20 offset 20000"),
                question("rows and all that belong to them",
                        () -> authors().orderBy("id").slice(0, 50).prefetchRelated("entry__comment").list(),
                        "select * from author order by id limit 50",
                        "select * from entry where author_id between 1 and 50",
                        "select c.* from comment c where entry_id = any(array(select id from entry where author_id"
                                + " between 1 and 50))"),
                question("the newest three of each", () -> authors().orderBy("id").slice(0, 50)
                        .prefetchRelated(
                                new Prefetch("entry", entries().orderBy("-pub_date", "-id").slice(0, 3)))
                        .list(),
                        "select * from author order by id limit 50",
                        "select e.* from (select * from author order by id limit 50) a cross join lateral (select"
                                + " * from entry e where e.author_id = a.id order by pub_date desc, id desc limit 3) e"),
                question("the newest of each as a value", () -> authors()
                        .annotate(subquery(entries().filter("author", outerRef("id")).orderBy("-pub_date")
                                .values("headline").slice(0, 1)).as("newest"))
                        .orderBy("id").slice(0, 20).list(),
                        "select a.*, (select headline from entry e where e.author_id = a.id order by pub_date desc"
                                + " limit 1) from (select * from author order by id limit 20) a"),
                question("the newest of each by distinct",
                        () -> entries().orderBy("author", "-pub_date", "-id").distinct("author").count(),
                        "select count(*) from (select distinct on (author_id) * from entry order by author_id,"
                                + " pub_date desc, id desc) e"),
                question("a union",
                        () -> entries().filter("author", 7).union(entries().filter("author", 8)).orderBy("id")
                                .slice(0, 10).list(),
                        "select * from entry where author_id in (7, 8) order by id limit 10"),
                question("words", () -> entries().filter("headline__icontains", "abc").count(),
                        "select count(*) from entry where headline ilike '%abc%'"),
                question("JSON that contains", () -> entries().filter("extra__contains", Map.of("kind", 7)).count(),
                        "select count(*) from entry where extra @> '{\"kind\": 7}'"),
                question("a key of JSON", () -> entries().filter("extra__kind", 7).count(),
                        "select count(*) from entry where extra -> 'kind' = '7'"),
                question("rows by keys", () -> entries().inBulk(SOME),
                        "select * from entry where id = " + KEYS),
                question("a year", () -> entries().filter("pub_date__year", 2015).count(),
                        "select count(*) from entry where pub_date between '2015-01-01' and '2015-12-31'"),
                question("rows with both of two",
                        () -> entries().filter("tag", 32).filter("tag", 532).orderBy("id").slice(0, 20).list(),
                        "select e.* from entry e where exists (select 1 from entry_tag t where t.entry_id = e.id"
                                + " and t.tag_id = 32) and exists (select 1 from entry_tag t where t.entry_id = e.id and"
                                + " t.tag_id = 532) order by id limit 20"),
                question("a distinct page with any of several",
                        () -> entries().filter("tag__in", List.of(32, 63, 94)).distinct().orderBy("-pub_date", "-id")
                                .slice(0, 20).list(),
                        "select * from entry e where exists (select 1 from entry_tag t where t.entry_id = e.id and"
                                + " t.tag_id in (32, 63, 94)) order by pub_date desc, id desc limit 20"),
                question("how many have none", () -> entries().filter("comment__isnull", true).count(),
                        "select count(*) from entry e where not exists (select 1 from comment c where c.entry_id ="
                                + " e.id)"),
                question("how many have not this one", () -> entries().exclude("tag__name", "tag 32").count(),
                        "select count(*) from entry e where not exists (select 1 from entry_tag t join tag on"
                                + " tag.id = t.tag_id where t.entry_id = e.id and tag.name = 'tag 32')"),
                question("whether each has one",
                        () -> authors()
                                .annotate(exists(entries().filter("author", outerRef("id"), "published", true)).as("p"))
                                .orderBy("id").slice(0, 20).list(),
                        "select *, exists (select 1 from entry e where e.author_id = a.id and published) from"
                                + " author a order by id limit 20"),
                question("months", () -> entries().dates("pub_date", "month").list(),
                        "select distinct date_trunc('month', pub_date) from entry order by 1"),
                question("full text", () -> entries().filter("body__search", "words").filter("author", 7).count(),
                        "select count(*) from entry where author_id = 7 and to_tsvector(body) @@"
                                + " plainto_tsquery('words')"),
                question("comments under a tag", () -> comments().filter("entry__tag__name", "tag 32").count(),
                        "select count(*) from comment c join entry_tag t on t.entry_id = c.entry_id join tag on"
                                + " tag.id = t.tag_id where tag.name = 'tag 32'"),
                question("a page in the order of a related column",
                        () -> entries().orderBy("author__name", "id").slice(0, 20).list(),
                        "select e.* from entry e join author a on a.id = e.author_id order by a.name, e.id limit"
                                + " 20"),
                question("queries in queries",
                        () -> entries().filter("author__in",
                                authors().filter("country__in", objects("country").filter("name", "country 7")))
                                .count(),
                        "select count(*) from entry e join author a on a.id = e.author_id join country c on c.id ="
                                + " a.country_id where c.name = 'country 7'"),
                question("distinct values across relations",
                        () -> entries().values("author__country__name").distinct().list(),
                        "select distinct c.name from entry e join author a on a.id = e.author_id left join country"
                                + " c on c.id = a.country_id"),
                question("how many are in a union",
                        () -> entries().filter("author", 7).union(entries().filter("author", 8)).count(),
                        "select count(*) from (select * from entry where author_id = 7 union select * from entry"
                                + " where author_id = 8) e"),
                question("whether there is one over relations",
                        () -> authors().filter("entry__comment__stars", 7).exists(),
                        "select 1 from comment c join entry e on e.id = c.entry_id where stars = 7 limit 1"),
                question("a page of a range of time", () -> entries()
                        .filter("pub_date__gte", LocalDate.of(2015, 1, 1), "pub_date__lt", LocalDate.of(2015, 2, 1))
                        .orderBy("pub_date", "id").slice(0, 50).list(),
                        "select * from entry where pub_date >= '2015-01-01' and pub_date < '2015-02-01' order by"
                                + " pub_date, id limit 50"),
                question("or over relations",
                        () -> entries().filter(q("author", 7).or(q("tag", 32))).distinct().orderBy("id").slice(0, 20)
                                .list(),
                        "select * from entry e where author_id = 7 or exists (select 1 from entry_tag t where"
                                + " t.entry_id = e.id and t.tag_id = 32) order by id limit 20"),
                question("many to many of a page",
                        () -> entries().orderBy("-pub_date", "-id").slice(0, 50).prefetchRelated("tag").list(),
                        "select * from entry order by pub_date desc, id desc limit 50",
                        "select t.*, et.entry_id from (select * from entry order by pub_date desc, id desc limit"
                                + " 50) e join entry_tag et on et.entry_id = e.id join tag t on t.id = et.tag_id"),
                question("comments on entries of a country",
                        () -> comments().filter("entry__author__country", 7, "stars__gt", 95).count(),
                        "select count(*) from comment c join entry e on e.id = c.entry_id join author a on a.id ="
                                + " e.author_id where a.country_id = 7 and stars > 95"));
    }
}
