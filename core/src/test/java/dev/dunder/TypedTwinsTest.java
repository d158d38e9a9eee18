package dev.dunder;

import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.q;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.LookupException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever takes names of attributes takes typed paths, too, and does the same with them. */
class TypedTwinsTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static final ColumnPath<Row, Integer> ID = new ColumnPath<>("id");
    private static final ColumnPath<Row, String> HEADLINE = new ColumnPath<>("headline");
    private static final ColumnPath<Row, String> NAME = new ColumnPath<>("name");
    private static final ColumnPath<Row, Integer> X = new ColumnPath<>("x");
    private static final ColumnPath<Row, Integer> AUTHOR_ID = new ColumnPath<>("author_id");
    private static final DatePath<Row, LocalDate> PUB_DATE = new DatePath<>("pub_date", LocalDate.class);
    private static final RelationPath<Row, Row> AUTHOR = new RelationPath<>("author") {
    };
    private static final RelationPath<Row, Row> TAG = new RelationPath<>("tag") {
    };
    private static final RelationPath<Row, Row> ENTRY = new RelationPath<>("entry_author") {
    };

    /** What takes a text that is no name of an attribute, or names what no path has: aliases, databases, statements, cursors. */
    private static final Set<String> OTHERS = Set.of("using", "named", "raw", "pageAfter", "pageBefore", "executor",
            "one", "many", "loaded", "isLoaded", "keyValue", "show", "copyIn", "copyOut");

    private static final Set<Class<?>> TYPED = Set.of(ColumnPath.class, OrderedPath.class, DatePath.class,
            DateTimePath.class, RelationPath.class, Assignment.class, Ordering.class, Q.class);

    @Test
    void everyMethodThatTakesNamesHasATypedTwin() {
        for (Class<?> type : List.of(QuerySet.class, AsyncQuerySet.class, Instance.class, AsyncInstance.class,
                Returning.class, AsyncReturning.class, Bulk.class)) {
            Set<String> named = new TreeSet<>();
            Set<String> typed = new TreeSet<>();
            for (Method method : type.getDeclaredMethods()) {
                if (!Modifier.isPublic(method.getModifiers()) || method.isSynthetic()) {
                    continue;
                }
                List<Class<?>> parameters = Arrays.stream(method.getParameterTypes())
                        .<Class<?>>map(one -> one.isArray() ? one.getComponentType() : one).toList();
                if (parameters.stream().anyMatch(TYPED::contains) || method.toGenericString().contains("Assignment<")) {
                    typed.add(method.getName());
                } else if (parameters.contains(String.class) || parameters.contains(Map.class)) {
                    named.add(method.getName());
                }
            }
            named.removeAll(OTHERS);
            assertThat(typed).as(type.getSimpleName()).containsAll(named);
        }
    }

    private static QuerySet<Row> entries() {
        return DB.objects("entry");
    }

    /** Both are sent the same statements, and give the same. */
    private static <R> R same(Way way, Supplier<R> named, Supplier<R> typed, Supplier<CompletableFuture<R>> async) {
        R expected = named.get();
        List<String> statements = List.copyOf(DB.statements());
        DB.sent().clear();
        R found = way.of(typed, async);
        assertThat(found).isEqualTo(expected);
        // Prefetched side by side, in whichever order.
        assertThat(DB.statements()).containsExactlyInAnyOrderElementsOf(statements);
        DB.sent().clear();
        return found;
    }

    @Way.Both
    void theFirstAndTheLast(Way way) {
        assertThat(same(way, () -> entries().earliest("pub_date", "id"), () -> entries().earliest(PUB_DATE, ID),
                () -> entries().async().earliest(PUB_DATE, ID)).get("id")).isEqualTo(1);
        assertThat(same(way, () -> entries().latest("pub_date"), () -> entries().latest(PUB_DATE),
                () -> entries().async().latest(PUB_DATE)).get("id")).isEqualTo(5);
    }

    @Way.Both
    void datesAndRelations(Way way) {
        assertThat(same(way, () -> entries().dates("pub_date", "year", true).list(),
                () -> entries().dates(PUB_DATE, "year", true).list(),
                () -> entries().dates(PUB_DATE, "year", true).async().list())).hasSize(1);
        Row entry = same(way, () -> entries().selectRelated("author").prefetchRelated("tag").get("id", 1),
                () -> entries().selectRelated(AUTHOR).prefetchRelated(TAG).get("id", 1),
                () -> entries().selectRelated(AUTHOR).prefetchRelated(TAG).async().get("id", 1));
        assertThat(entry.isLoaded("author")).isTrue();
        assertThat(entry.isLoaded("tag")).isTrue();
        Row bare = entries().get("id", 1);
        DB.sent().clear();
        assertThat(same(way, () -> bare.load("author"), () -> bare.load(AUTHOR), () -> bare.async().load(AUTHOR))
                .isLoaded("author")).isTrue();
        same(way, () -> bare.refresh("x"), () -> bare.refresh(X), () -> bare.async().refresh(X));
    }

    @Way.Both
    void filteredRelationsAndPrefetches(Way way) {
        QuerySet<Row> authors = DB.objects("author").orderBy("id");
        assertThat(same(way,
                () -> authors.filteredRelation("good", "entry_author", q("entry_author__x__gt", 2))
                        .filter("good__isnull", true).list(),
                () -> authors.filteredRelation("good", ENTRY, q("entry_author__x__gt", 2)).filter("good__isnull", true)
                        .list(),
                () -> authors.filteredRelation("good", ENTRY, q("entry_author__x__gt", 2)).filter("good__isnull", true)
                        .async()
                        .list()))
                .isNotEmpty();
        assertThat(same(way, () -> authors.filteredRelation("other", "entry_author").filter("other__x", 1).list(),
                () -> authors.filteredRelation("other", ENTRY).filter("other__x", 1).list(),
                () -> authors.filteredRelation("other", ENTRY).filter("other__x", 1).async().list())).isNotEmpty();
        QuerySet<Row> some = entries().filter("x__gt", 1).orderBy("id").limit(1);
        List<Row> loaded = same(way,
                () -> authors
                        .prefetchRelated(new Prefetch("entry_author"), new Prefetch("entry_author", some).to("first"))
                        .list(),
                () -> authors.prefetchRelated(new Prefetch(ENTRY), new Prefetch(ENTRY, some).to("first")).list(),
                () -> authors.prefetchRelated(new Prefetch(ENTRY), new Prefetch(ENTRY, some).to("first")).async()
                        .list());
        assertThat(loaded).allSatisfy(author -> assertThat(author.isLoaded("entry_author")).isTrue())
                .anySatisfy(author -> assertThat(author.loaded("first")).hasSize(1));
        // Beside names, in either order.
        assertThat(same(way, () -> entries().prefetchRelated("tag", new Prefetch("author").to("writer")).get("id", 1),
                () -> entries().prefetchRelated("tag", new Prefetch(AUTHOR).to("writer")).get("id", 1),
                () -> entries().prefetchRelated("tag", new Prefetch(AUTHOR).to("writer")).async().get("id", 1))
                .isLoaded("writer")).isTrue();
        assertThat(same(way, () -> entries().prefetchRelated("tag", "author").get("id", 1),
                () -> entries().prefetchRelated(new Prefetch(TAG), AUTHOR).get("id", 1),
                () -> entries().prefetchRelated(new Prefetch(TAG), AUTHOR).async().get("id", 1)).isLoaded("author"))
                .isTrue();
    }

    @Way.Both
    void valuesByName(Way way) {
        QuerySet<Row> tags = DB.objects("tag");
        try {
            Map<String, Object> plum = new HashMap<>(Map.of("name", "plum"));
            Row made = way.of(() -> tags.create(plum), () -> tags.async().create(plum));
            plum.put("name", "changed");
            assertThat(tags.get("id", made.get("id")).get("name")).isEqualTo("plum");
            assertThat(tags.with(Map.of("name", "olive")).insert().get("name")).isEqualTo("olive");
            assertThatThrownBy(() -> tags.create((Map<String, Object>) null)).isInstanceOf(LookupException.class);
            assertThatThrownBy(() -> tags.with((Map<String, Object>) null)).isInstanceOf(LookupException.class);
        } finally {
            DB.execute("delete from tag where name in ('plum', 'olive')");
        }
    }

    @Way.Both
    void rowsThatAreFoundOrMade(Way way) {
        QuerySet<Row> tags = DB.objects("tag");
        try {
            Created<Row> made = way.of(() -> tags.getOrCreate(NAME.to("teal")),
                    () -> tags.async().getOrCreate(NAME.to("teal")));
            assertThat(made.created()).isTrue();
            DB.sent().clear();
            same(way, () -> tags.getOrCreate("name", "teal").instance(),
                    () -> tags.getOrCreate(NAME.to("teal")).instance(),
                    () -> tags.async().getOrCreate(NAME.to("teal")).thenApply(Created::instance));
            same(way, () -> tags.getOrCreate(Map.of("name", "teal"), Map.of("id", 77)).created(),
                    () -> tags.getOrCreate(List.of(NAME.to("teal")), List.of(ID.to(77))).created(),
                    () -> tags.async().getOrCreate(List.of(NAME.to("teal")), List.of(ID.to(77)))
                            .thenApply(Created::created));
            same(way, () -> entries().updateOrCreate(Map.of("id", 1), Map.of("x", 1)).created(),
                    () -> entries().updateOrCreate(List.of(ID.to(1)), List.of(X.to(1))).created(),
                    () -> entries().async().updateOrCreate(List.of(ID.to(1)), List.of(X.to(1)))
                            .thenApply(Created::created));
            Created<Row> new_ = way.of(
                    () -> entries().updateOrCreate(List.of(ID.to(50)), List.of(X.to(1)),
                            List.of(HEADLINE.to("new"), AUTHOR_ID.to(1))),
                    () -> entries().async().updateOrCreate(List.of(ID.to(50)), List.of(X.to(1)),
                            List.of(HEADLINE.to("new"), AUTHOR_ID.to(1))));
            assertThat(new_.created()).isTrue();
            assertThat(new_.instance().get("x")).isNull();
            assertThat(new_.instance().get("headline")).isEqualTo("new");
        } finally {
            DB.execute("delete from tag where name = 'teal'; delete from entry where id = 50");
        }
    }

    @Way.Both
    void rowsThatAreChanged(Way way) {
        Row entry = entries().get("id", 2);
        Row changed = entry.with(X.to(4), HEADLINE.to("rain"));
        DB.sent().clear();
        same(way, () -> entries().bulkUpdate(List.of(changed), "x", "headline"),
                () -> entries().bulkUpdate(List.of(changed), X, HEADLINE),
                () -> entries().async().bulkUpdate(List.of(changed), X, HEADLINE));
        same(way, () -> entries().bulkUpdate(List.of(changed), Bulk.USUAL.batch(1), "x"),
                () -> entries().bulkUpdate(List.of(changed), Bulk.USUAL.batch(1), X),
                () -> entries().async().bulkUpdate(List.of(changed), Bulk.USUAL.batch(1), X));
        same(way, () -> entries().filter("id", 2).returning("id", "x").update("x", f("x")).toString(),
                () -> entries().filter("id", 2).returning(ID, X).update(X.toValueOf(f("x"))).toString(),
                () -> entries().filter("id", 2).returning(ID, X).async().update(X.toValueOf(f("x")))
                        .thenApply(Object::toString));
        QuerySet<Row> tags = DB.objects("tag");
        List<Row> red = List.of(tags.with(ID.to(1), NAME.to("red")));
        same(way, () -> tags.bulkCreate(red, Bulk.updatingConflicts("id").changing("name")),
                () -> tags.bulkCreate(red, Bulk.updatingConflicts(ID).changing(NAME)),
                () -> tags.async().bulkCreate(red, Bulk.updatingConflicts(ID).changing(NAME)));
    }

    @Test
    void nullsAreRefused() {
        Collection<Assignment<Row>> without = Arrays.asList((Assignment<Row>) null);
        assertThatThrownBy(() -> entries().getOrCreate(without, List.of())).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> entries().dates((DatePath<Row, LocalDate>) null, "year"))
                .isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> entries().selectRelated((RelationPath<Row, Row>) null))
                .isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> entries().filteredRelation("other", (RelationPath<Row, Row>) null))
                .isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> new Prefetch((RelationPath<Row, Row>) null)).isInstanceOf(LookupException.class);
    }
}
