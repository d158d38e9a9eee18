package dev.dunder.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.LookupException;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DatesTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static QuerySet<Row> entries() {
        return DB.objects("entry");
    }

    private static QuerySet<Row> authors() {
        return DB.objects("author");
    }

    @Way.Both
    void eachOnceInOrder(Way way) {
        assertThat(way.list(entries().dates("pub_date", "year"))).containsExactly(LocalDate.of(2024, 1, 1));
        assertThat(way.list(entries().filter("published", true).dates("pub_date", "month", true)))
                .containsExactly(LocalDate.of(2024, 4, 1), LocalDate.of(2024, 3, 1), LocalDate.of(2024, 1, 1));
        assertThat(way.count(entries().dates("pub_date", "day"))).isEqualTo(5);
    }

    @Way.Both
    void acrossRelations(Way way) {
        assertThat(way.list(authors().filter("name", "Cy").dates("entry_author__pub_date", "month")))
                .containsExactly(LocalDate.of(2024, 4, 1), LocalDate.of(2024, 5, 1));
    }

    @Test
    void mistakes() {
        assertThatThrownBy(() -> entries().dates("headline", "year")).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> entries().dates("pub_date", "hour")).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> entries().datetimes("pub_date", "hour")).isInstanceOf(LookupException.class);
    }
}
