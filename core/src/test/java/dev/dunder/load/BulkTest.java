package dev.dunder.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.DoesNotExist;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BulkTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static QuerySet<Row> entries() {
        return DB.objects("entry");
    }

    @Test
    void byKey() {
        Map<Object, Row> found = entries().inBulk(List.of(1, 4, 99));

        assertThat(found).containsOnlyKeys(1, 4);
        assertThat(found.get(4).get("headline")).isEqualTo("sea");
        assertThat(entries().inBulk(List.of())).isEmpty();
        assertThat(DB.objects("tag").async().inBulk(List.of("red"), "name").join()).containsOnlyKeys("red");
        assertThat(DB.statements()).hasSize(2);
    }

    @Test
    void rowsThatComeUpSeveralTimesAreThereOnce() {
        QuerySet<Row> tagged = entries().filter("tag__name__in", List.of("red", "blue"));

        assertThat(tagged.inBulk(List.of(1, 2, 5))).containsOnlyKeys(1, 2);
        assertThat(tagged.inBulk()).containsOnlyKeys(1, 2, 3);
        assertThat(DB.objects("tag").filter("entry__x__gt", 0).async().inBulk(List.of("red", "blue"), "name").join())
                .containsOnlyKeys("red", "blue");
        assertThat(DB.objects("tag").async().inBulk().join()).containsOnlyKeys(1, 2, 3);
        assertThat(DB.statements()).hasSize(4);
    }

    @Test
    void rowsAreFoundByTheKeysThatWereGiven() {
        Map<Object, Row> found = entries().prefetchRelated("tag").inBulk(Arrays.asList(1L, "2", null, 5_000_000_000L));

        assertThat(found).containsOnlyKeys(1L, "2");
        assertThat(found.get(1L).get("id")).isEqualTo(1);
        assertThat(found.get("2").many("tag").list()).hasSize(1);
        assertThat(DB.statements()).hasSize(2);
        assertThatThrownBy(() -> entries().inBulk(List.of("x"))).isInstanceOf(LookupException.class)
                .hasMessageContaining("id");
        assertThatThrownBy(() -> entries().union(entries()).inBulk(List.of(1))).isInstanceOf(DunderException.class);
    }

    @Test
    void whatIsNotUniqueIsRefused() {
        assertThatThrownBy(() -> entries().inBulk(List.of("cake"), "headline")).isInstanceOf(LookupException.class)
                .hasMessageContaining("not unique");
        assertThatThrownBy(() -> entries().slice(0, 1).inBulk(List.of(1))).isInstanceOf(DunderException.class);
    }

    @Test
    void theEarliestAndTheLatest() {
        assertThat(entries().orderBy("x").earliest("pub_date").get("id")).isEqualTo(1);
        assertThat(entries().async().latest("headline", "id").join().get("id")).isEqualTo(3);
        assertThat(entries().filter("published", false).latest("-pub_date").get("id")).isEqualTo(2);
        assertThatThrownBy(() -> entries().filter("id", 99).latest("id")).isInstanceOf(DoesNotExist.class);
        assertThatThrownBy(() -> entries().slice(0, 2).earliest("id")).isInstanceOf(DunderException.class);
    }
}
