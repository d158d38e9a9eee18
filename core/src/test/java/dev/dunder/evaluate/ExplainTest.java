package dev.dunder.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunder.Explain;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExplainTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static QuerySet<Row> entries() {
        return DB.objects("entry");
    }

    @Test
    void thePlanIsText() {
        assertThat(entries().filter("x__gt", 1).explain()).contains("Scan on entry").contains("Filter");
        assertThat(entries().async().explain(Explain.json().analyze()).join()).startsWith("[")
                .contains("\"Actual Rows\"");
        assertThat(DB.statements()).element(0).asString().startsWith("explain (format text) select entry.id");
        assertThat(DB.statements()).element(1).asString().startsWith("explain (analyze, format json) select");
    }
}
