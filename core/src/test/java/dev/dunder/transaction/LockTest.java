package dev.dunder.transaction;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.sum;
import static dev.dunder.Dunder.window;
import static dev.dunder.WindowFunctions.rank;
import static dev.dunder.WindowFunctions.rowNumber;
import static dev.dunder.fixture.TestDatabase.clauses;
import static dev.dunder.fixture.TestDatabase.ids;
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
        assertThat(lock(Locking.nowait())).isEqualTo("for update nowait");
        assertThat(lock(Locking.skipLocked().of("self"))).isEqualTo("for update of entry skip locked");
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
    void rowsOfWhichThereMayBeNoneAreNotLocked(Way way) {
        QuerySet<Row> edited = entries().selectRelated("author", "editor").orderBy("id").selectForUpdate();

        assertThat(clauses(edited)).endsWith("order by entry.id asc for update of entry, author");
        assertThat(DB.database().atomic(() -> way.list(edited))).hasSize(5);
        QuerySet<Row> others = entries().exclude("editor__name", "Ann").selectForUpdate(Locking.skipLocked());
        assertThat(clauses(others)).endsWith("for update of entry skip locked");
        assertThat(DB.database().atomic(() -> way.list(others))).hasSize(4);
        assertThat(clauses(entries().filter("editor__name", "Ann").selectForUpdate())).endsWith("= ? for update");
        assertThatThrownBy(() -> way.list(edited.selectForUpdate(Locking.waiting().of("editor"))))
                .isInstanceOf(LookupException.class).hasMessageContaining("Filter these out");
    }

    @Way.Both
    void rowsThatAreNoneOfATableCannotBeLocked(Way way) {
        QuerySet<Row> authors = DB.objects("author");
        QuerySet<Row> busy = authors.annotate(count("entry_author").as("n")).filter("n__gt", 1);

        for (QuerySet<Row> some : List.of(busy, busy.orderBy("n").slice(0, 1), authors.distinct(),
                authors.annotate(rowNumber().over(window().orderBy("id")).as("n")).filter("n", 1),
                authors.orderBy(rank().over(window().orderBy("age"))))) {
            assertThatThrownBy(() -> way.list(some.selectForUpdate())).isInstanceOf(LookupException.class)
                    .hasMessageContaining("filter(\"pk__in\", set).selectForUpdate()");
            assertThat(DB.statements()).isEmpty();
        }
        QuerySet<Row> unused = authors.alias(rowNumber().over(window().orderBy("id")).as("n"),
                count("entry_author").as("m"));
        assertThat(DB.database().atomic(() -> way.list(unused.selectForUpdate()))).hasSize(4);
        assertThat(ids(
                DB.database().atomic(() -> way.list(authors.filter("pk__in", busy).orderBy("id").selectForUpdate()))))
                .containsExactly(1, 3);
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
