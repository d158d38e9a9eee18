package dev.dunder;

import static dev.dunder.Dunder.q;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.query.Limits;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How large a query may become, what says so, and how it may become larger. */
class LimitsTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static QuerySet<Row> limited(Limits limits) {
        return Database.builder(DB.pool()).limits(limits).build().objects("entry");
    }

    private static QuerySet<Row> tags(QuerySet<Row> entries, int calls) {
        QuerySet<Row> set = entries;
        for (int i = 0; i < calls; i++) {
            set = set.filter("tag__name", "red");
        }
        return set;
    }

    private static Q<Object> nested(int depth) {
        Q<Object> condition = q("x", 1);
        for (int i = 0; i < depth; i++) {
            condition = condition.and(q("x", i)).or(q("x", i));
        }
        return condition;
    }

    @Way.Both
    void theJoinsOfAllCallsAreCounted(Way way) {
        Database small = Database.builder(DB.pool()).limits(Limits.USUAL.joins(6)).build();
        QuerySet<Row> entries = small.objects("entry");

        assertThat(way.count(tags(entries, 3))).isEqualTo(2);
        assertThatThrownBy(() -> way.list(tags(entries, 4))).isInstanceOf(DunderException.class)
                .hasMessageContaining("joins more than 6 tables").hasMessageContaining("limits(Limits.USUAL.joins(…))");
        assertThatThrownBy(() -> way.count(tags(entries, 2).filter("author__in",
                small.objects("author").filter("entry_author__tag__name", "red")))).hasMessageContaining("more than 6");
        assertThatThrownBy(() -> tags(entries, 4).sql()).hasMessageContaining("more than 6");
        assertThatThrownBy(() -> tags(entries, 4).toSelect()).hasMessageContaining("more than 6");
    }

    @Test
    void manyCallsAreRefusedAtOnce() {
        QuerySet<Row> entries = DB.objects("entry");

        assertThat(tags(entries, 50).sql()).contains("entry_tag_50");
        assertThatThrownBy(() -> tags(entries, 2_000).list()).hasMessageContaining("joins more than 100 tables");
        assertThat(DB.statements()).isEmpty();
    }

    @Test
    void pathsNestingConditionsAndValuesHaveLimitsOfTheirOwn() {
        QuerySet<Row> small = limited(Limits.USUAL.hops(2).depth(4).terms(9).values(12));

        assertThat(small.filter("author__country__name", "Chile").filter(nested(1)).count()).isEqualTo(0);
        assertThatThrownBy(() -> small.filter("author__country__author__name", "Ann"))
                .isInstanceOf(LookupException.class).hasMessageContaining("at most 2 relations")
                .hasMessageContaining("Limits.USUAL.hops(…)");
        assertThatThrownBy(() -> small.filter(nested(2))).hasMessageContaining("at most 4 conditions deep")
                .hasMessageContaining("Limits.USUAL.depth(…)");
        assertThatThrownBy(() -> small.filter("id", 1, "id", 2, "id", 3, "id", 4, "id", 5, "id", 6, "id", 7, "id", 8,
                "id", 9)).hasMessageContaining("at most 9 conditions").hasMessageContaining("Limits.USUAL.terms(…)");
        QuerySet<Row> full = small.filter("id__gt", 1, "id__gt", 2, "id__gt", 3, "id__gt", 4, "id__gt", 5, "id__gt", 6)
                .filter("id__gt", 1, "id__gt", 2, "id__gt", 3, "id__gt", 4, "id__gt", 5, "id__gt", 6);
        assertThatThrownBy(() -> full.filter("id", 1)).hasMessageContaining("at most 12 values")
                .hasMessageContaining("Limits.USUAL.values(…)");
        assertThat(limited(Limits.USUAL.depth(80).terms(200)).filter(nested(30)).list()).isEmpty();
        assertThatThrownBy(() -> DB.objects("entry").filter(nested(30))).hasMessageContaining("at most 50");
        assertThat(small.filter("id__in", List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14)).count()).isEqualTo(5);
    }

    @Test
    void aLimitIsANumberThatCanBeKept() {
        assertThatThrownBy(() -> Limits.USUAL.joins(0)).isInstanceOf(DunderException.class);
        assertThatThrownBy(() -> Limits.USUAL.values(40_000)).hasMessageContaining("32767");
    }
}
