package dev.dunder.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IntoTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static QuerySet<Row> entries() {
        return DB.objects("entry");
    }

    record Headline(String headline, String authorName) {}

    record Wrong(String headline, Long x) {}

    record Primitive(int x) {}

    @Way.Both
    void rowsAreRecords(Way way) {
        QuerySet<Row> some = entries().values("author__name", "headline").filter("id__lte", 3).orderBy("id");
        List<Headline> expected = List.of(new Headline("cake", "Ann"), new Headline("rain", "Ann"),
                new Headline("tea", "Bo"));

        assertThat(way == Way.BLOCKING ? some.into(Headline.class) : some.async().into(Headline.class).join())
                .isEqualTo(expected);
    }

    @Test
    void componentsAreChecked() {
        assertThatThrownBy(() -> entries().values("headline").into(Headline.class))
                .isInstanceOf(LookupException.class).hasMessageContaining("authorName");
        assertThatThrownBy(() -> entries().values("headline", "x").into(Wrong.class))
                .hasMessage("'x' of Wrong is a Long, but the value is a Integer.");
        assertThat(DB.statements()).isEmpty();
        assertThatThrownBy(() -> entries().filter("id", 4).values("x").into(Primitive.class))
                .isInstanceOf(DunderException.class).hasMessageContaining("no value for a null");
    }
}
