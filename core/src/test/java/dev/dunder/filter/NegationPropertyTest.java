package dev.dunder.filter;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.exists;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.outerRef;
import static dev.dunder.Dunder.q;
import static dev.dunder.TextFunctions.lower;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dunder.Q;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A filter keeps the rows for which there are related ones so that the condition holds, {@code exclude} of the same call all
 * others. What holds is told here by going through all rows there are.
 */
class NegationPropertyTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase
            .of("""
                    create table town (id int primary key, name text);
                    create table author (id int primary key, name text, age int, town_id int references town,
                        mentor_id int references author, data jsonb);
                    create table book (id int primary key, author_id int references author, title text, price int not null, data jsonb);
                    create table page (id int primary key, book_id int references book, n int);
                    create table label (id int primary key, name text not null);
                    create table book_label (book_id int references book, label_id int references label);
                    create table award (id int primary key, author_id int not null references author, points int);
                    insert into town values (1, 'Ulm'), (2, 'bo'), (3, null);
                    insert into author select n, (array['Ann', 'bo', 'Cy', null, 'Di'])[1 + n % 5], case when n % 4 > 0 then n % 7 end,
                        nullif(n % 4, 0), nullif(n * 5 % 12, n), (array['{"a": 1}', '{"a": null}', '{"b": 1}', null, 'null', '{"a": "x"}'])[1 + n * 7 % 6]::jsonb
                        from generate_series(0, 13) n;
                    insert into book select n, case when n % 6 > 0 then n * 3 % 11 end, (array['t1', 't2', null, 'T1'])[1 + n % 4], n * 5 % 8,
                        (array['{"k": 1}', '{"k": 2}', '{}', null])[1 + n * 3 % 4]::jsonb from generate_series(1, 26) n;
                    insert into page select n, case when n % 9 > 0 then n * 7 % 23 + 1 end, nullif(n % 4, 3) from generate_series(1, 24) n;
                    insert into label values (1, 'x'), (2, 'y'), (3, 'z');
                    insert into book_label select b, l from generate_series(1, 26) b, generate_series(1, 3) l where (b * l) % 5 < 2;
                    insert into award select n, n * 3 % 13, case when n % 5 > 0 then n * 7 % 6 end from generate_series(1, 17) n;
                    """);

    private static final List<String> TABLES = List.of("town", "author", "book", "page", "label", "book_label",
            "award");

    /** A condition, and when it holds: unknown is null. */
    private sealed interface Term {
        Q<Row> q();

        record Leaf(Q<Row> q, Set<String> paths,
                Function<Map<String, Map<String, Object>>, @Nullable Boolean> holds) implements Term {
            @Override
            public String toString() {
                return q.toString();
            }
        }

        record And(List<Term> terms) implements Term {
            @Override
            public Q<Row> q() {
                return terms.stream().map(Term::q).reduce((one, other) -> one.and(other)).orElseThrow();
            }
        }

        record Or(List<Term> terms) implements Term {
            @Override
            public Q<Row> q() {
                return terms.stream().map(Term::q).reduce((one, other) -> one.or(other)).orElseThrow();
            }
        }

        record Xor(List<Term> terms) implements Term {
            @Override
            public Q<Row> q() {
                return terms.stream().map(Term::q).reduce((one, other) -> one.xor(other)).orElseThrow();
            }
        }

        record Not(Term term) implements Term {
            @Override
            public Q<Row> q() {
                return term.q().not();
            }
        }
    }

    private static final Map<String, List<Map<String, Object>>> DATA = new HashMap<>();

    @ParameterizedTest
    @ValueSource(strings = {"plain", "annotated", "counted", "ordered", "related"})
    void oneOrTheOther(String way) {
        for (String table : TABLES) {
            DATA.put(table, DB.objects(table).list().stream().map(Row::toMap).toList());
        }
        UnaryOperator<QuerySet<Row>> made = switch (way) {
            case "annotated" -> set -> set.annotate(lower("name").as("l"), f("mentor__age").plus(1).as("m"));
            case "counted" -> set -> set.annotate(count("award").as("n"));
            case "ordered" -> set -> set.orderBy("town__name", "-id");
            case "related" -> set -> set.filteredRelation("dear", "book", q("book__price__gt", 3))
                    .filteredRelation("mine", "book__label", q("book__label__name", "x"))
                    .filteredRelation("own", "book__page", q("book__title", "t1"));
            default -> set -> set;
        };
        Random random = new Random(10061 + way.hashCode());
        for (int round = 0; round < 300; round++) {
            Term term = term(random, 1 + random.nextInt(3), way);
            QuerySet<Row> rows = made.apply(DB.objects("author"));
            QuerySet<Row> kept = rows.filter(term.q());
            QuerySet<Row> others = rows.exclude(term.q());
            Set<Object> wanted = new TreeSet<>();
            Set<Object> unwanted = new TreeSet<>();
            for (Map<String, Object> author : DATA.get("author")) {
                (some(term, Map.of("", author)) ? wanted : unwanted).add(author.get("id"));
            }
            String what = round + " " + term;
            assertThat(ids(kept)).as("%s%n%s", what, kept.sql()).isEqualTo(wanted);
            assertThat(ids(others)).as("not %s%n%s", what, others.sql()).isEqualTo(unwanted);
            if (!way.equals("counted")) {
                assertThat(others.count()).as(what).isEqualTo(unwanted.size());
            }
        }
    }

    private static Set<Object> ids(QuerySet<Row> rows) {
        return rows.list().stream().map(row -> row.get("id")).collect(Collectors.toCollection(TreeSet::new));
    }

    // ---- What is said ----

    private static Term term(Random random, int depth, String way) {
        if (depth == 0) {
            return leaf(random, way);
        }
        List<Term> terms = new ArrayList<>();
        for (int i = 0, n = 2 + random.nextInt(2); i < n; i++) {
            terms.add(term(random, depth - 1 - random.nextInt(Math.min(depth, 2)), way));
        }
        return switch (random.nextInt(7)) {
            case 0, 1 -> new Term.And(terms);
            case 2, 3 -> new Term.Or(terms);
            case 4 -> new Term.Xor(terms);
            default -> terms.get(0) instanceof Term.Not(Term term) ? term : new Term.Not(terms.get(0));
        };
    }

    private static Term leaf(Random random, String way) {
        List<Term> leaves = new ArrayList<>(List.<Term>of(
                of(q("age__gt", 2), row -> more(row.get("").get("age"), 2)),
                of(q("name", "bo"), row -> equal(row.get("").get("name"), "bo")),
                of(q("town__name", "Ulm"), row -> equal(town(row).get("name"), "Ulm")),
                of(q("town__name__isnull", true), row -> town(row).get("name") == null),
                of(q("mentor__age__lt", 4), row -> more(4, mentor(row).get("age"))),
                of(q("name", f("town__name")), row -> equal(row.get("").get("name"), town(row).get("name"))),
                of(q("name", lower("town__name")), row -> equal(row.get("").get("name"), low(town(row).get("name")))),
                of(q("age__gt", f("mentor__age").plus(1)),
                        row -> more(row.get("").get("age"), plus(mentor(row).get("age"), 1))),
                of(lower("name").lookup("exact", "ann"), row -> equal(low(row.get("").get("name")), "ann")),
                of(q("id__in", DB.objects("book").values("author")),
                        row -> DATA.get("book").stream().anyMatch(
                                book -> Objects.equals(book.get("author_id"), row.get("").get("id"))) ? true : null),
                of(q("age__in", Arrays.asList(1, 3, null)), row -> in(row.get("").get("age"), 1, 3)),
                of(q("data__a", 1), row -> json(row.get(""), "data", "\"a\": 1")),
                of(q("data__a", null), row -> json(row.get(""), "data", "\"a\": null")),
                of(q("data__a__in", Arrays.asList(1, null)),
                        row -> or(json(row.get(""), "data", "\"a\": 1"), json(row.get(""), "data", "\"a\": null"))),
                of(q("data__has_key", "a"), row -> json(row.get(""), "data", "\"a\"")),
                of(exists(DB.objects("book").filter("author", outerRef("id"), "price__gt", 5)),
                        row -> DATA.get("book").stream().anyMatch(
                                book -> Objects.equals(book.get("author_id"), row.get("").get("id"))
                                        && (Integer) book.get("price") > 5)),
                of(q("book__title", "t1"), row -> equal(row.get("book").get("title"), "t1"), "book"),
                of(q("book__title__iexact", "t1"), row -> equal(low(row.get("book").get("title")), "t1"), "book"),
                of(lower("book__title").lookup("exact", "t1"), row -> equal(low(row.get("book").get("title")), "t1"),
                        "book"),
                of(q("book__price__gt", 3), row -> more(row.get("book").get("price"), 3), "book"),
                of(q("book__price__range", List.of(2, 5)), row -> in(row.get("book").get("price"), 2, 3, 4, 5), "book"),
                of(q("book__isnull", true), row -> row.get("book").get("id") == null, "book"),
                of(q("book__isnull", false), row -> row.get("book").get("id") != null, "book"),
                of(q("book__title__isnull", true), row -> row.get("book").get("title") == null, "book"),
                of(q("book__title__isnull", false), row -> row.get("book").get("title") != null, "book"),
                of(q("book__data__k", 1), row -> json(row.get("book"), "data", "\"k\": 1"), "book"),
                of(q("book__in", DB.objects("page").filter("n__gt", 0).values("book")),
                        row -> row.get("book").get("id") == null
                                ? null
                                : DATA.get("page").stream().anyMatch(
                                        page -> Objects.equals(page.get("book_id"), row.get("book").get("id"))
                                                && Boolean.TRUE.equals(more(page.get("n"), 0))) ? true : null,
                        "book"),
                of(q("age", f("book__price")), row -> equal(row.get("").get("age"), row.get("book").get("price")),
                        "book"),
                of(q("book__price__gt", f("age").plus(1)),
                        row -> more(row.get("book").get("price"), plus(row.get("").get("age"), 1)), "book"),
                of(q("book__label__name", "x"), row -> equal(row.get("book.label").get("name"), "x"), "book.label"),
                of(q("book__label__name__in", List.of("y", "z")),
                        row -> in(row.get("book.label").get("name"), "y", "z"),
                        "book.label"),
                of(q("book__label__isnull", true), row -> row.get("book.label").get("id") == null, "book.label"),
                of(q("book__label", 2), row -> equal(row.get("book.label").get("id"), 2), "book.label"),
                of(q("book__page__n__gt", 1), row -> more(row.get("book.page").get("n"), 1), "book.page"),
                of(q("book__page__n__isnull", true), row -> row.get("book.page").get("n") == null, "book.page"),
                of(q("book__page__n__lt", f("book__price")),
                        row -> more(row.get("book").get("price"), row.get("book.page").get("n")), "book.page"),
                of(q("award__points", 3), row -> equal(row.get("award").get("points"), 3), "award"),
                of(q("award__points__lt", f("book__price")),
                        row -> more(row.get("book").get("price"), row.get("award").get("points")), "award", "book"),
                of(q("award__isnull", true), row -> row.get("award").get("id") == null, "award")));
        if (way.equals("annotated")) {
            leaves.add(of(q("l", "ann"), row -> equal(low(row.get("").get("name")), "ann")));
            leaves.add(of(q("m__lt", 5), row -> more(5, plus(mentor(row).get("age"), 1))));
            leaves.add(of(q("age", f("m")), row -> equal(row.get("").get("age"), plus(mentor(row).get("age"), 1))));
            leaves.add(of(q("book__price", f("m")),
                    row -> equal(row.get("book").get("price"), plus(mentor(row).get("age"), 1)), "book"));
        }
        if (way.equals("related")) {
            leaves = leaves.stream().filter(term -> random.nextInt(3) == 0).collect(Collectors.toList());
            leaves.add(of(q("dear__title", "t1"), row -> equal(row.get("dear").get("title"), "t1"), "dear"));
            leaves.add(of(q("dear__price__lt", 7), row -> more(7, row.get("dear").get("price")), "dear"));
            leaves.add(of(q("dear__isnull", true), row -> row.get("dear").get("id") == null, "dear"));
            leaves.add(of(q("dear__title__isnull", true), row -> row.get("dear").get("title") == null, "dear"));
            leaves.add(of(q("dear__page__n__gt", 1), row -> more(row.get("dear.page").get("n"), 1), "dear.page"));
            leaves.add(of(q("dear__page__isnull", true), row -> row.get("dear.page").get("id") == null, "dear.page"));
            leaves.add(of(q("mine__name", "x"), row -> equal(row.get("mine").get("name"), "x"), "mine"));
            leaves.add(of(q("mine__isnull", true), row -> row.get("mine").get("id") == null, "mine"));
            leaves.add(of(q("mine__isnull", false), row -> row.get("mine").get("id") != null, "mine"));
            leaves.add(of(q("mine", 1), row -> equal(row.get("mine").get("id"), 1), "mine"));
            leaves.add(of(q("own__n__gt", 0), row -> more(row.get("own").get("n"), 0), "own"));
            leaves.add(of(q("own__n", f("book__price")),
                    row -> equal(row.get("own").get("n"), row.get("book").get("price")), "own", "book"));
            leaves.add(of(q("own__isnull", true), row -> row.get("own").get("id") == null, "own"));
            leaves.add(of(q("age__in", DB.objects("page").filter("book", outerRef("dear__id")).values("n")),
                    row -> rows("page", page -> equal(page.get("book_id"), row.get("dear").get("id")) == Boolean.TRUE
                            && equal(page.get("n"), row.get("").get("age")) == Boolean.TRUE).isEmpty() ? null : true,
                    "dear"));
        }
        if (way.equals("counted")) {
            leaves.removeIf(term -> term instanceof Term.Leaf leaf && leaf.paths().contains("award"));
            leaves.add(of(q("n__gt", 1), row -> awards(row) > 1));
            leaves.add(of(q("age", f("n")), row -> row.get("").get("age") == null
                    ? null
                    : ((Integer) row.get("").get("age")).longValue() == awards(row)));
            leaves.add(of(q("book__price__gt", f("n")),
                    row -> more(row.get("book").get("price"), (int) awards(row)), "book"));
        }
        return leaves.get(random.nextInt(leaves.size()));
    }

    private static Term of(Q<Row> q, Function<Map<String, Map<String, Object>>, @Nullable Boolean> holds,
            String... paths) {
        Set<String> all = new LinkedHashSet<>();
        for (String path : paths) {
            if (path.contains(".")) {
                all.add(path.substring(0, path.indexOf('.')));
            }
            all.add(path);
        }
        return new Term.Leaf(q, all, holds);
    }

    // ---- What holds ----

    /** There are rows of the relations that a term is about so that it holds. */
    private static boolean some(Term term, Map<String, Map<String, Object>> rows) {
        Set<String> paths = new LinkedHashSet<>();
        paths(term, paths);
        paths.removeAll(rows.keySet());
        List<Map<String, Map<String, Object>>> all = List.of(rows);
        for (String path : paths) {
            List<Map<String, Map<String, Object>>> further = new ArrayList<>();
            for (Map<String, Map<String, Object>> one : all) {
                for (Map<String, Object> related : related(path, one)) {
                    Map<String, Map<String, Object>> with = new HashMap<>(one);
                    with.put(path, related);
                    further.add(with);
                }
            }
            all = further;
        }
        return all.stream().anyMatch(one -> Boolean.TRUE.equals(holds(term, one)));
    }

    private static void paths(Term term, Set<String> paths) {
        switch (term) {
            case Term.Leaf leaf -> paths.addAll(leaf.paths());
            case Term.And and -> and.terms().forEach(one -> paths(one, paths));
            case Term.Or or -> or.terms().forEach(one -> paths(one, paths));
            case Term.Xor xor -> xor.terms().forEach(one -> paths(one, paths));
            case Term.Not not -> {
            }
        }
    }

    private static @Nullable Boolean holds(Term term, Map<String, Map<String, Object>> rows) {
        return switch (term) {
            case Term.Leaf leaf -> leaf.holds().apply(rows);
            case Term.And and -> and.terms().stream().allMatch(one -> Boolean.TRUE.equals(holds(one, rows)));
            case Term.Or or -> or.terms().stream().anyMatch(one -> Boolean.TRUE.equals(holds(one, rows)));
            case Term.Xor xor ->
                xor.terms().stream().filter(one -> Boolean.TRUE.equals(holds(one, rows))).count() % 2 == 1;
            case Term.Not not -> !some(not.term(), rows);
        };
    }

    /** The rows that a path leads to; a row of nulls where there is none. */
    private static List<Map<String, Object>> related(String path, Map<String, Map<String, Object>> rows) {
        Object author = rows.get("").get("id");
        String before = path.contains("dear") ? "dear" : "book";
        Object book = rows.containsKey(before) ? rows.get(before).get("id") : null;
        List<Map<String, Object>> found = switch (path) {
            case "book" -> rows("book", row -> Objects.equals(row.get("author_id"), author));
            case "dear" -> rows("book",
                    row -> Objects.equals(row.get("author_id"), author) && (Integer) row.get("price") > 3);
            case "mine" -> rows("book_label", row -> row.get("label_id").equals(1)
                    && Objects.equals(one("book", row.get("book_id")).get("author_id"), author)).stream()
                    .map(pair -> one("label", pair.get("label_id"))).toList();
            case "own" -> rows("page",
                    row -> Objects.equals(one("book", row.get("book_id")).get("author_id"), author)
                            && "t1".equals(one("book", row.get("book_id")).get("title")));
            case "award" -> rows("award", row -> Objects.equals(row.get("author_id"), author));
            case "book.page", "dear.page" ->
                rows("page", row -> book != null && Objects.equals(row.get("book_id"), book));
            case "book.label" -> rows("label", row -> DATA.get("book_label").stream().anyMatch(
                    pair -> Objects.equals(pair.get("book_id"), book)
                            && Objects.equals(pair.get("label_id"), row.get("id"))));
            default -> throw new IllegalArgumentException(path);
        };
        return found.isEmpty() ? List.of(Map.of()) : found;
    }

    private static List<Map<String, Object>> rows(String table,
            java.util.function.Predicate<Map<String, Object>> wanted) {
        return DATA.get(table).stream().filter(wanted).toList();
    }

    private static Map<String, Object> town(Map<String, Map<String, Object>> rows) {
        return one("town", rows.get("").get("town_id"));
    }

    private static Map<String, Object> mentor(Map<String, Map<String, Object>> rows) {
        return one("author", rows.get("").get("mentor_id"));
    }

    private static long awards(Map<String, Map<String, Object>> rows) {
        return rows("award", row -> Objects.equals(row.get("author_id"), rows.get("").get("id"))).size();
    }

    private static Map<String, Object> one(String table, @Nullable Object id) {
        return DATA.get(table).stream().filter(row -> row.get("id").equals(id)).findFirst().orElse(Map.of());
    }

    private static @Nullable Boolean equal(@Nullable Object left, @Nullable Object right) {
        return left == null || right == null ? null : left.equals(right);
    }

    private static @Nullable Boolean more(@Nullable Object left, @Nullable Object right) {
        return left == null || right == null ? null : (Integer) left > (Integer) right;
    }

    private static @Nullable Boolean in(@Nullable Object left, Object... all) {
        return left == null ? null : List.of(all).contains(left);
    }

    private static @Nullable Boolean or(@Nullable Boolean left, @Nullable Boolean right) {
        return Boolean.TRUE.equals(left) || Boolean.TRUE.equals(right);
    }

    private static @Nullable Boolean json(Map<String, Object> row, String column, String part) {
        Object value = row.get(column);
        return value == null ? null : value.toString().replace(" ", "").contains(part.replace(" ", ""));
    }

    private static @Nullable Object low(@Nullable Object text) {
        return text == null ? null : ((String) text).toLowerCase(java.util.Locale.ROOT);
    }

    private static @Nullable Object plus(@Nullable Object number, int more) {
        return number == null ? null : (Integer) number + more;
    }
}
