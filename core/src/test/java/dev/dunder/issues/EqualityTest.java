package dev.dunder.issues;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.sum;
import static dev.dunder.fixture.TestDatabase.clauses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Database;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.LookupException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows are told apart and grouped where the server does not know what is equal, and where it does not know a key. */
class EqualityTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase
            .of("""
                    create table doc (id int primary key, kind int, data json, page xml, place point, places point[]);
                    create table note (id int primary key, doc_id int references doc, words int);
                    create table paper (number int not null, kind int, data json);
                    create view shown as select id, kind, data from doc where kind < 3;
                    create table loose (number int not null, kind int, title text);
                    insert into doc values (1, 1, '{"a": 1}', '<a/>', '(1,2)', '{"(1,2)"}'), (2, 1, '{"a": 1}', '<a/>', '(1,2)', '{}'),
                        (3, 2, null, '<b/>', null, null);
                    insert into note values (1, 1, 10), (2, 1, 20), (3, 2, 40), (4, null, 80);
                    insert into paper values (1, 1, '[1]'), (1, 1, '[1]'), (2, 1, '[2]');
                    insert into loose values (1, 1, 'x'), (2, 2, 'y');
                    """);

    private static QuerySet<Row> docs() {
        return DB.objects("doc");
    }

    private static Database defined() {
        return DB.database().with(DB.database().schema().with(m -> {
            m.model("shown").primaryKey("id");
            m.model("note").foreignKey("shown", "doc_id", "shown", key -> key.reverse("note", "notes"));
            m.model("loose").primaryKey("number");
        }));
    }

    private static List<Object> of(Object... values) {
        return Arrays.asList(values);
    }

    @Way.Both
    void distinctRowsWithoutEqualityAreToldApartByTheirTexts(Way way) {
        QuerySet<Row> some = docs().filter("note__words__gt", 0).orderBy("id");

        assertThat(way.list(some)).hasSize(3);
        assertThat(way.list(some.distinct())).extracting(row -> row.get("id")).containsExactly(1, 2);
        assertThat(way.list(some.distinct()).get(0)).isEqualTo(way.list(docs().filter("id", 1)).get(0));
        assertThat(way.count(some.distinct())).isEqualTo(2);
        assertThat(way.count(docs().values("data", "place").distinct())).isEqualTo(2);
        assertThat(way.list(DB.objects("paper").distinct().orderBy("number").valuesList("number", "data")))
                .extracting(Object::toString).containsExactly("[1, [1]]", "[2, [2]]");
        assertThat(way.exists(some.distinct())).isTrue();
        assertThat(way.aggregate(some.distinct(), sum("kind"))).isEqualTo(2L);
    }

    @Way.Both
    void unionsTellThemApartToo(Way way) {
        QuerySet<Row> some = docs().filter("id__lt", 3).union(docs().filter("id__gt", 1)).orderBy("id");

        assertThat(way.list(some)).extracting(row -> row.get("id")).containsExactly(1, 2, 3);
        assertThat(way.count(some)).isEqualTo(3);
        assertThat(way.count(docs().values("data").difference(docs().filter("id", 3).values("data")))).isEqualTo(1);
    }

    @Way.Both
    void groupsOfThemAreOfTheirTexts(Way way) {
        assertThat(way.list(docs().values("data").annotate(count("id").as("n")).orderBy("n").values("n")))
                .extracting(row -> row.get("n")).containsExactly(1L, 2L);
        assertThat(way.aggregate(docs(), count("data").distinct().as("d"), count("place").distinct().as("p")).values())
                .containsExactly(1L, 1L);
        assertThat(way.list(DB.objects("note").selectRelated("doc").annotate(count("doc__note").as("n")).orderBy("id"))
                .stream().map(row -> row.get("n"))).containsExactly(2L, 2L, 1L, 0L);
    }

    @Way.Both
    void whatHasNoOrderIsNotOrderedBy(Way way) {
        for (String name : List.of("data", "place", "-data")) {
            assertThatThrownBy(() -> docs().orderBy(name)).isInstanceOf(LookupException.class)
                    .hasMessageContaining("the server knows no order of such values");
        }
        assertThatThrownBy(() -> DB.objects("note").orderBy(f("doc__place").desc()))
                .isInstanceOf(LookupException.class);
        assertThat(way.list(docs().distinct("data")).stream().map(row -> row.get("data")).distinct().count())
                .isEqualTo(way.list(docs().distinct("data")).size());
    }

    @Way.Both
    void aViewIsGroupedByAllThatIsRead(Way way) {
        QuerySet<Row> shown = defined().objects("shown").annotate(count("note").as("n"), sum("note__words").as("w"))
                .orderBy("id");

        assertThat(way.list(shown).stream().map(row -> of(row.get("id"), row.get("kind"), row.get("n"), row.get("w"))))
                .containsExactly(of(1, 1, 2L, 30L), of(2, 1, 1L, 40L), of(3, 2, 0L, null));
        assertThat(way.list(shown.filter("n__gt", 0).values("kind", "n"))).hasSize(2);
        assertThat(way.count(shown.filter("n__gt", 0))).isEqualTo(2);
        assertThat(way.list(shown.only("kind")).stream().map(row -> row.get("n"))).containsExactly(2L, 1L, 0L);
        assertThat(clauses(shown.only("kind"))).contains("group by shown.id, shown.kind");
    }

    @Way.Both
    void aKeyThatOnlyTheSchemaKnowsDeterminesNothing(Way way) {
        QuerySet<Row> loose = defined().objects("loose").annotate(count("number").as("n")).orderBy("number");

        assertThat(way.list(loose).stream().map(row -> of(row.get("title"), row.get("n"))))
                .containsExactly(of("x", 1L), of("y", 1L));
        assertThat(clauses(docs().annotate(count("note").as("n")))).endsWith("group by doc.id");
        assertThat(way.list(loose.annotate(f("title").as("t")).filter("n", 1).orderBy("-t").values("t")))
                .extracting(row -> row.get("t")).containsExactly("y", "x");
    }
}
