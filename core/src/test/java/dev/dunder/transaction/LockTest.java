package dev.dunder.transaction;

import static dev.dunder.Dunder.sum;
import static dev.dunder.fixture.TestDatabase.clauses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Locking;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LockTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static QuerySet<Row> entries() {
        return DB.objects("entry");
    }

    private static String lock(Locking locking) {
        String sql = entries().selectRelated("author").selectForUpdate(locking).sql().replace("\"", "");
        return sql.substring(sql.indexOf("for "));
    }

    @Test
    void rowsAreLocked() {
        assertThat(clauses(entries().selectForUpdate())).isEqualTo("from entry for update");
        assertThat(lock(Locking.waiting().nowait())).isEqualTo("for update nowait");
        assertThat(lock(Locking.waiting().skipLocked().of("self"))).isEqualTo("for update of entry skip locked");
        assertThat(lock(Locking.waiting().noKey().of("self", "author")))
                .isEqualTo("for no key update of entry, author");
        assertThatThrownBy(() -> lock(Locking.waiting().of("tag"))).isInstanceOf(LookupException.class)
                .hasMessageContaining("many rows");
    }

    @Way.Both
    void onlyRowsThatAreReadAreLocked(Way way) {
        QuerySet<Row> alone = entries().selectForUpdate(Locking.waiting().of("author"));

        assertThatThrownBy(() -> way.list(alone)).isInstanceOf(LookupException.class)
                .hasMessageContaining("selectRelated(…)");
        assertThat(DB.statements()).isEmpty();
        assertThat(DB.database().atomic(() -> way.list(alone.selectRelated("author")))).hasSize(5);
    }

    @Way.Both
    void outsideOfATransactionNothingIsLocked(Way way) {
        QuerySet<Row> locked = entries().orderBy("id").selectForUpdate();
        for (Runnable evaluation : List.<Runnable>of(() -> way.list(locked), () -> way.first(locked),
                () -> way.get(locked, "id", 1), () -> way.stream(locked),
                () -> locked.slice(0, 2).iterator(10).close())) {
            assertThatThrownBy(evaluation::run).isInstanceOf(DunderException.class)
                    .hasMessageContaining("db.atomic(…)");
        }
        assertThat(DB.statements()).isEmpty();
        DB.database().atomic(() -> {
            assertThat(way.list(locked.all())).hasSize(5);
            assertThat(way.first(locked.all())).isNotNull();
            assertThat(way.stream(locked.all())).hasSize(5);
        });
        assertThat(DB.database().async().atomic(tx -> locked.using(tx).async().list()).join()).hasSize(5);
        assertThat(DB.statements()).hasSize(4).allMatch(sql -> sql.endsWith("for update"));
    }

    @Way.Both
    void countingLocksNothing(Way way) {
        assertThat(way.count(entries().selectForUpdate())).isEqualTo(5);
        assertThat(way.aggregate(entries().selectForUpdate(), sum("x"))).isEqualTo(21L);
        assertThat(DB.statements()).noneMatch(sql -> sql.contains("for update"));
    }
}
