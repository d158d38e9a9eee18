package dev.dunder.filter;

import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.value;
import static dev.dunder.Functions.cast;
import static dev.dunder.TextFunctions.lower;
import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Expr;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.LookupException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.extension.RegisterExtension;

class ArrayTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of("""
            create table post (id int primary key, tags varchar(10)[], nums int[], n int, title text);
            insert into post values (1, '{tea,"a,b"}', '{1}', 1, 'Tea'), (2, '{cake}', '{2,3}', 2, 'Rain'),
                (3, '{}', '{3,20}', 3, 'Cake'), (4, null, null, 4, null);
            """);

    private static QuerySet<Row> posts() {
        return DB.objects("post").orderBy("id");
    }

    @Way.Both
    void anArrayIsOneOfSeveral(Way way) {
        assertThat(ids(way.list(posts().filter("nums__in", List.of(List.of(1), List.of(3, 20)))))).containsExactly(1,
                3);
        assertThat(ids(way.list(posts().filter("tags__in", List.of(List.of("tea", "a,b"), List.of())))))
                .containsExactly(1, 3);
        assertThat(ids(way.list(posts().exclude("nums__in", List.of(List.of(1)))))).containsExactly(2, 3, 4);
    }

    @Way.Both
    void aQuerySetOfArraysIsASetOfTheirMembers(Way way) {
        QuerySet<Row> some = DB.objects("post").filter("n__in", List.of(2, 3)).values("nums");

        assertThat(ids(way.list(posts().filter("nums__overlap", some)))).containsExactly(2, 3);
        assertThat(DB.statements().getLast()).contains("post.nums && cast(array(select");
        assertThat(ids(way.list(posts().filter("nums__overlap", DB.objects("post").values("n")))))
                .containsExactly(1, 2, 3);
        assertThat(ids(way.list(posts().filter("nums__contains", some.filter("n", 2).values("n"))))).containsExactly(2);
    }

    @Way.Both
    void aListWithExpressionsIsAnArray(Way way) {
        assertThat(ids(way.list(posts().filter("nums", List.of(value(1)))))).containsExactly(1);
        assertThat(ids(way.list(posts().filter("nums__contains", List.of(f("n"), 20))))).containsExactly(3);
        assertThat(DB.statements().getLast()).contains("post.nums @> cast(array[post.n, ?] as int[])");
        assertThat(ids(way.list(posts().filter("nums__contained_by", List.of(f("n"), 3))))).containsExactly(1, 2);
        assertThat(ids(way.list(posts().filter("tags__overlap", List.of(lower("title"), "cake")))))
                .containsExactly(1, 2);
        assertThatThrownBy(() -> posts().filter("n__gt", List.of(f("n")))).isInstanceOf(LookupException.class)
                .hasMessageContaining("Lookup 'gt' takes no list with expressions in it.");
        assertThatThrownBy(() -> posts().filter("nums__contains", List.of(f("n"), "two")))
                .isInstanceOf(LookupException.class);
    }

    /** The same call with members of another precision or length is another statement, in whichever order they come. */
    @Way.Both
    void castsAreToldApartByWhatTheirMembersAre(Way way) {
        BigDecimal[] prices = {new BigDecimal("1.1234")};
        for (int i = 0; i < 2; i++) {
            for (int scale : new int[]{1, 3}) {
                var numeric = SQLDataType.NUMERIC(5, scale).getArrayDataType();
                BigDecimal[] rounded = {prices[0].setScale(scale, RoundingMode.HALF_UP)};
                assertThat(one(way, value(prices, numeric))).isEqualTo(rounded);
                assertThat(one(way, cast(value(prices), numeric))).isEqualTo(rounded);
                assertThat(one(way, cast("nums", numeric)))
                        .isEqualTo(new BigDecimal[]{BigDecimal.ONE.setScale(scale)});
                assertThat(DB.statements().getLast()).contains("cast(post.nums as numeric(5, " + scale + ")[])");
                // Of an array in an array, too.
                var nested = numeric.getArrayDataType();
                assertThat(one(way, cast(cast(value("{{1.1234}}"), SQLDataType.CLOB), nested)))
                        .isEqualTo(new BigDecimal[][]{rounded});
            }
            for (int length : new int[]{1, 2}) {
                assertThat(one(way, cast(value(new String[]{"abc", "de"}),
                        SQLDataType.VARCHAR(length).getArrayDataType())))
                        .isEqualTo(new String[]{"abc".substring(0, length), "de".substring(0, length)});
            }
        }
    }

    private static Object one(Way way, Expr expression) {
        return way.list(posts().filter("id", 1).values(expression.as("it"))).get(0).get("it");
    }
}
