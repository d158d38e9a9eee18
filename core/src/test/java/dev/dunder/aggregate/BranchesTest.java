package dev.dunder.aggregate;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.max;
import static dev.dunder.Dunder.sum;
import static dev.dunder.fixture.TestDatabase.clauses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

class BranchesTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static QuerySet<Row> entries() {
        return DB.objects("entry");
    }

    private static QuerySet<Row> authors() {
        return DB.objects("author");
    }

    private static final String TAGS = "left outer join entry_tag";

    @Way.Both
    void aSingleBranchIsAPlainJoin(Way way) {
        QuerySet<Row> some = entries().annotate(count("tag").as("t"), max("tag__name").as("last")).orderBy("id");

        assertThat(way.list(some.valuesList("t"))).containsExactly(
                List.of(2L), List.of(1L), List.of(1L), List.of(0L), List.of(0L));
        assertThat(clauses(some)).contains("group by entry.id").doesNotContain("branch");
    }

    @Way.Both
    void twoBranchesDoNotMultiplyEachOther(Way way) {
        QuerySet<Row> some = entries()
                .annotate(count("tag").as("t"), count("comment").as("c"), sum("comment__stars").as("s"))
                .orderBy("id");

        assertThat(way.list(some.valuesList("t", "c", "s"))).containsExactly(List.of(2L, 2L, 8L),
                Arrays.asList(1L, 1L, null), List.of(1L, 1L, 1L), Arrays.asList(0L, 0L, null),
                Arrays.asList(0L, 0L, null));
        assertThat(clauses(some)).containsOnlyOnce(") as branch on").containsOnlyOnce(") as branch_2 on")
                .doesNotContain("branch_3");
        assertThat(DB.statements()).hasSize(1);
    }

    @Way.Both
    void valuesOfTheRowItselfAreNotMultiplied(Way way) {
        assertThat(way.list(authors().annotate(sum("age").as("a"), count("entry_author").as("n")).orderBy("id")
                .valuesList("a", "n"))).containsExactly(List.of(30L, 2L), List.of(40L, 1L), Arrays.asList(null, 2L),
                        List.of(20L, 0L));
    }

    @Way.Both
    void groupsOfAComputedKeyHaveBranchesToo(Way way) {
        QuerySet<List<Object>> some = entries().annotate(f("x").plus(1).as("y")).values("y")
                .annotate(count("tag").as("t"), count("comment").as("c")).orderBy("y").valuesList("y", "t", "c");

        assertThat(way.list(some)).containsExactly(List.of(2, 2L, 2L), List.of(5, 1L, 1L), List.of(8, 1L, 1L),
                List.of(10, 0L, 0L), Arrays.asList(null, 0L, 0L));
    }

    @Way.Both
    void groupsOfANullableKeyHaveBranchesToo(Way way) {
        assertThat(way.list(entries().values("editor").annotate(count("tag").as("t"), count("comment").as("c"))
                .orderBy("editor").valuesList("editor", "t", "c")))
                .containsExactly(List.of(1, 1L, 1L), List.of(2, 2L, 2L), List.of(3, 0L, 0L),
                        Arrays.asList(null, 1L, 1L));
    }

    @Way.Both
    void aFilterBeforehandStaysAsItIsInItsBranch(Way way) {
        QuerySet<Row> some = entries().filter("tag__name", "red").annotate(count("tag").as("t"),
                count("comment").as("c")).orderBy("id");

        assertThat(way.list(some.valuesList("id", "t", "c"))).containsExactly(List.of(1, 1L, 2L), List.of(2, 1L, 1L));
    }

    @Way.Both
    void aFilterAfterwardsHasNoSayInBranches(Way way) {
        assertThat(way.list(entries().annotate(count("tag").as("t"), count("comment").as("c"))
                .filter("tag__name", "red").orderBy("id").valuesList("id", "t", "c")))
                .containsExactly(List.of(1, 2L, 2L), List.of(2, 1L, 1L));
    }

    @Way.Both
    void aRelatedValueBesideDoesNotMultiply(Way way) {
        QuerySet<Row> some = entries().annotate(f("tag__name").as("tn"), count("comment").as("c"))
                .orderBy("id", "tn");

        assertThat(way.list(some.slice(0, 3).valuesList("id", "tn", "c")))
                .containsExactly(List.of(1, "blue", 2L), List.of(1, "red", 2L), List.of(2, "red", 1L));
        assertThat(clauses(some)).containsOnlyOnce(TAGS);
    }

    @Way.Both
    void branchesAreUsedByName(Way way) {
        QuerySet<Row> some = authors()
                .annotate(sum("entry_author__x").as("s"), count("entry_author__comment").as("c"))
                .annotate(f("s").plus(f("c")).as("z")).filter("z__gt", 1).orderBy("-z", "id");

        assertThat(way.list(some.valuesList("id", "z"))).containsExactly(List.of(3, 9L), List.of(1, 8L),
                List.of(2, 8L));
        assertThat(way.count(some)).isEqualTo(3);
    }

    @Way.Both
    void aggregatesOverAllRowsHaveBranchesToo(Way way) {
        QuerySet<Row> ann = authors().filter("name", "Ann");

        assertThat(way.aggregate(ann, count("entry_author"), count("entry_editor"), sum("age")).values())
                .containsExactly(2L, 1L, 30L);
        assertThat(way.aggregate(authors().filter("entry_author__published", true), count("entry_author"),
                count("entry_editor"), count("entry_author__comment"), sum("age")).values())
                .containsExactly(3L, 3L, 3L, 70L);
        assertThat(DB.statements()).hasSize(2);
    }

    @Way.Both
    void whereThereAreNoRowsThereIsOneRowOfAggregates(Way way) {
        assertThat(way.aggregate(authors().filter("id", 999), sum("age"), count("entry_author"),
                count("entry_editor")).values()).containsExactly(null, 0L, 0L);
    }

    @Way.Both
    void groupsOfValuesKeepTheFilterInEachBranch(Way way) {
        assertThat(way.list(entries().filter("published", true).values("author")
                .annotate(count("tag").as("t"), count("comment").as("c")).orderBy("author")
                .valuesList("author", "t", "c")))
                .containsExactly(List.of(1, 2L, 2L), List.of(2, 1L, 1L), List.of(3, 0L, 0L));
    }
}
