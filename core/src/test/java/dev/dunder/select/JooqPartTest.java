package dev.dunder.select;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.exists;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.outerRef;
import static dev.dunder.Dunder.q;
import static dev.dunder.Dunder.sum;
import static dev.dunder.Dunder.value;
import static dev.dunder.Dunder.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Cte;
import dev.dunder.Database;
import dev.dunder.Inside;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.Limits;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Lookups;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jooq.types.DayToSecond;
import org.jooq.types.UInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Parts of jOOQ's in query sets: bound as values of ours are, wherever they stand. */
class JooqPartTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static final Field<Integer> ID = DSL.field(DSL.name("entry", "id"), SQLDataType.INTEGER);
    private static final Field<Integer> X = DSL.field(DSL.name("entry", "x"), SQLDataType.INTEGER);
    private static final Field<String> HEADLINE = DSL.field(DSL.name("headline"), SQLDataType.CLOB);

    private static QuerySet<Row> entries() {
        return DB.objects("entry").orderBy("id");
    }

    private static List<Object> ids(QuerySet<?> set) {
        return set.valuesList("id").list().stream().<Object>map(row -> row.get(0)).toList();
    }

    private static List<Object> ids(Way way, QuerySet<Row> set) {
        return way.list(set).stream().map(row -> row.get("id")).toList();
    }

    @Way.Both
    void aConditionIsBoundBesideOurValues(Way way) {
        QuerySet<Row> set = entries().filter("id__gt", 1).filter(X.gt(3).and(HEADLINE.ne("tea"))).filter("id__lt", 9);

        assertThat(ids(way, set)).containsExactly(2, 5);
        assertThat(set.sql()).contains("(\"entry\".\"x\" > ? and \"entry\".\"headline\" <> ?)").doesNotContain("tea");
        assertThat(set.toSelect().getBindValues()).containsExactly(1, 3, "tea", 9);
    }

    @Way.Both
    void thePlanIsTheSameForAllValuesAndAnotherForInlinedOnes(Way way) {
        assertThat(ids(way, entries().filter(X.gt(3)))).containsExactly(2, 3, 5);
        assertThat(ids(way, entries().filter(X.gt(DSL.inline(8))))).containsExactly(5);
        assertThat(ids(way, entries().filter(X.gt(8)))).containsExactly(5);
        assertThat(ids(way, entries().filter(X.gt(DSL.param("least", 6))))).containsExactly(3, 5);
        assertThat(ids(way, entries().filter(X.gt(DSL.inline(3))))).containsExactly(2, 3, 5);
        assertThat(DB.statements().stream().filter(sql -> sql.contains("x > ?)")).distinct())
                .hasSize(1);
        assertThat(Inside.request(entries().filter(X.gt(3))).query())
                .isEqualTo(Inside.request(entries().filter(X.gt(8))).query())
                .isNotEqualTo(Inside.request(entries().filter(X.gt(DSL.inline(3)))).query());
    }

    @Test
    void lookupsOnATableOfJooqs() {
        Condition condition = Lookups.on(new Entry()).condition("headline__icontains", "CA");

        assertThat(ids(entries().filter(condition))).containsExactly(1, 5);
        assertThat(ids(entries().exclude(condition))).containsExactly(2, 3, 4);
        assertThat(ids(entries().filter(Lookups.on(new Entry()).condition("x__in", List.of(1, 9)))))
                .containsExactly(1, 5);
    }

    /** A table as jOOQ's generator writes it. */
    private static final class Entry extends org.jooq.impl.TableImpl<Record> {
        private static final long serialVersionUID = 1;

        Entry() {
            super(DSL.name("entry"), DSL.schema(DSL.name("public")));
            createField(DSL.name("id"), SQLDataType.INTEGER, this, "");
            createField(DSL.name("x"), SQLDataType.INTEGER, this, "");
            createField(DSL.name("headline"), SQLDataType.CLOB, this, "");
        }
    }

    @Test
    void whatIsUnknownIsExcludedByNothing() {
        assertThat(ids(entries().exclude(X.gt(3)))).containsExactly(1, 4);
        assertThat(ids(entries().filter(q(X.gt(3)).not()))).containsExactly(1, 4);
        assertThat(ids(entries().filter(q(X.gt(3)).not().not()))).containsExactly(2, 3, 5);
        assertThat(ids(entries().filter(q(X.gt(3)).or(q("headline", "sea"))))).containsExactly(2, 3, 4, 5);
        assertThat(ids(entries().exclude("x", DSL.val(4)))).containsExactly(1, 3, 4, 5);
        assertThat(
                ids(entries().exclude("x__in", DSL.select(DSL.val(4)).union(DSL.select(DSL.castNull(Integer.class))))))
                .containsExactly(1, 3, 4, 5);
    }

    @Way.Both
    void fieldsAreAnnotatedOrderedByAndSelected(Way way) {
        QuerySet<Row> set = DB.objects("entry").annotate(X.plus(10).as("more"), DSL.concat(HEADLINE, "!").as("loud"))
                .filter("more__gt", 13).orderBy(X.mod(5).desc().nullsLast(), ID);

        assertThat(way.list(set).stream().map(row -> row.get("id") + ":" + row.get("more") + row.get("loud")))
                .containsExactly("2:14rain!", "5:19cake!", "3:17tea!");
        assertThat(way
                .list(DB.objects("entry").values(X.plus(1).as("y"), HEADLINE).orderBy(DSL.field(DSL.name("y")).desc())
                        .slice(1, 2))
                .stream().map(row -> row.get("y") + "" + row.get("headline"))).containsExactly("10cake");
        assertThat(DB.objects("entry").annotate(X.plus(1).as("y")).alias(DSL.val(3).as("three")).distinct("y")
                .orderBy("y").count()).isEqualTo(5);
    }

    @Test
    void groupsAndAggregatesOfJooqs() {
        assertThat(DB.objects("entry").values(X.mod(2).as("odd")).annotate(count("id").as("n")).orderBy("odd").list()
                .stream().map(row -> row.get("odd") + ":" + row.get("n"))).containsExactly("0:1", "1:3", "null:1");
        assertThat(DB.objects("entry").values("author_id").annotate(DSL.sum(X.plus(1)).as("s")).filter("s__gt", 5)
                .orderBy("author_id").list().stream().map(row -> row.get("author_id") + ":" + row.get("s")))
                .containsExactly("1:7", "2:8", "3:10");
        assertThat(DB.objects("entry").values("author_id").annotate(count("id").filter(q(X.gt(3))).as("n"))
                .orderBy("author_id").list().stream().map(row -> row.get("n"))).containsExactly(1L, 1L, 1L);
        assertThat(DB.objects("entry").aggregate(sum("x").filter(q(X.gt(4)))).longValue()).isEqualTo(16);
        assertThat(DB.objects("entry").annotate(DSL.rowNumber().over().orderBy(X.desc().nullsLast()).as("place"))
                .orderBy("place").list().stream().map(row -> row.get("id"))).containsExactly(5, 3, 2, 1, 4);
    }

    @Way.Both
    void insideOfOtherQuerySetsTheRowIsTheirs(Way way) {
        QuerySet<Row> large = DB.objects("entry").filter(X.gt(6));

        assertThat(ids(way, entries().filter("parent__in", DB.objects("entry").filter(HEADLINE.eq("cake")))))
                .containsExactly(2, 3);
        assertThat(ids(way, entries().filter(X.lt(5)).filter(exists(large.filter("author", outerRef("author"))))))
                .isEmpty();
        assertThat(ids(way,
                entries().filter(exists(DB.objects("entry").filter(X.gt(3)).filter("author", outerRef("author"))))))
                .containsExactly(1, 2, 3, 4, 5);
        assertThat(way.list(DB.objects("entry").filter(X.lt(2)).union(large).orderBy("id")).stream()
                .map(row -> row.get("id")))
                .containsExactly(1, 3, 5);
        Cte cte = Cte.of("large", large);
        assertThat(way.list(entries().filter("id__gt", 3).withCte(cte.on("id", "id").inner()).values("id", "large__x"))
                .stream().map(row -> row.get("large__x"))).containsExactly(9);
        assertThat(way.count(DB.objects("author").filter("entry_author__in", large))).isEqualTo(2);
    }

    @Test
    void selectsOfJooqsAreValues() {
        var red = DSL.select(DSL.field(DSL.name("entry_tag", "entry_id"), Integer.class))
                .from(DSL.table(DSL.name("entry_tag")))
                .where(DSL.field(DSL.name("tag_id"), Integer.class).eq(1));
        var most = DSL.select(DSL.max(X)).from(DSL.table(DSL.name("entry"))).where(X.lt(9));

        assertThat(ids(entries().filter("id__lt", 9, "id__in", red))).containsExactly(1, 2);
        assertThat(ids(entries().exclude("id__in", red))).containsExactly(3, 4, 5);
        assertThat(ids(entries().filter("x", most))).containsExactly(3);
        assertThat(ids(entries().filter("x__gte", most))).containsExactly(3, 5);
        assertThat(entries().annotate(value(most).as("most")).list().get(0).get("most")).isEqualTo(7);
        assertThat(ids(entries().filter(ID.in(red).and(X.gt(2))))).containsExactly(2);
        assertThat(ids(entries().filter(DSL.exists(DSL.selectOne().from(DSL.table(DSL.name("entry_tag")))
                .where(DSL.field(DSL.name("entry_tag", "entry_id"), Integer.class).eq(ID)))))).containsExactly(1, 2, 3);
        assertThatThrownBy(() -> entries().filter("id__in", DSL.select(ID, X).from(DSL.table(DSL.name("entry")))))
                .isInstanceOf(LookupException.class).hasMessageContaining("2 columns");
    }

    @Test
    void valuesOfAllTypesAreBound() {
        QuerySet<Row> one = DB.objects("entry").filter("id", 1);
        OBJECTS.forEach(
                value -> assertThat(one.filter(value.eq(value)).count()).as(value.getType().getName()).isEqualTo(1));
        assertThat(one.filter(DSL.val(DayToSecond.valueOf(1000)).gt(DSL.val(DayToSecond.valueOf(10)))).exists())
                .isTrue();
        assertThat(one.filter(ID.eq(DSL.val(UInteger.valueOf(1)).cast(Integer.class))).exists()).isTrue();
        assertThat(one.filter(DSL.condition("{0} ?? {1}", DSL.val(JSONB.valueOf("{\"a\": 1}")), DSL.val("a"))).exists())
                .isTrue();
        assertThat(one.filter(DSL.condition("'?' = ?", "?")).exists()).isTrue();
        assertThatThrownBy(() -> one.filter(HEADLINE.eq("a\0"))).isInstanceOf(LookupException.class);
    }

    private static final List<Field<Object>> OBJECTS = objects(DSL.val("x"), DSL.val(1L), DSL.val((short) 1),
            DSL.val(1.5),
            DSL.val(1.5f), DSL.val(BigDecimal.ONE), DSL.val(true), DSL.val(LocalDate.EPOCH),
            DSL.val(java.time.Instant.EPOCH),
            DSL.val(java.time.LocalDateTime.MIN.withYear(2000)),
            DSL.val(java.time.OffsetDateTime.parse("2000-01-01T00:00Z")),
            DSL.val(java.util.UUID.randomUUID()), DSL.val(new byte[]{1}), DSL.val(new Integer[]{1, 2}),
            DSL.val(new String[]{"a", "b"}), DSL.val(JSONB.valueOf("{}")),
            DSL.val(java.sql.Date.valueOf("2000-01-01")));

    @SuppressWarnings("unchecked")
    private static List<Field<Object>> objects(Field<?>... fields) {
        return List.of(fields).stream().map(field -> (Field<Object>) field).toList();
    }

    @Test
    void theyGoWithWhateverIsOurs() {
        assertThat(ids(entries().filter("x", DSL.val(3).plus(1)))).containsExactly(2);
        assertThat(ids(entries().filter(f("x").plus(DSL.val(1)).gt(7)))).containsExactly(3, 5);
        assertThat(ids(entries().filter("x__in", List.of(1, DSL.val(4))))).containsExactly(1, 2);
        assertThat(entries().annotate(when(q(X.gt(3)), value("high")).otherwise(value("low")).as("how")).list().stream()
                .map(row -> row.get("how"))).containsExactly("low", "high", "high", "low", "high");
        assertThat(ids(entries().filter("author__name", "Ann").filter(ID.gt(1)).filter("tag__name", "red")))
                .containsExactly(2);
    }

    @Test
    void limitsCountTheirValues() {
        QuerySet<Row> small = Database.builder(DB.pool()).limits(Limits.USUAL.values(3)).build().objects("entry");

        assertThatThrownBy(() -> small.filter(X.in(1, 2, 3, 4))).hasMessageContaining("at most 3 values");
    }
}
