package dev.dunder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
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
