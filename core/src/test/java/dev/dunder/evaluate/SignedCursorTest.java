package dev.dunder.evaluate;

import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dunder.KeysetPage;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.FilterException;
import dev.dunder.lookups.Filtered;
import dev.dunder.lookups.Filters;
import dev.dunder.lookups.LookupException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cursors that come back from the web. */
class SignedCursorTest {
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER = "another key of thirty-two bytes.".getBytes(StandardCharsets.UTF_8);

    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static QuerySet<Row> entries() {
        return DB.objects("entry");
    }

    private static Filters filters() {
        return Filters.on(DB.database().schema().model("entry"))
                .allow("x", "gt", "in").allow("published").allow("headline", "icontains")
                .orderBy("x", "pub_date", "rating").defaultOrder("-pub_date").pageSize(2, 10).cursors(KEY);
    }

    private static KeysetPage<Row> page(Way way, Filters filters, Map<String, String> parameters) {
        Filtered asked = filters.parse(parameters);
        return way.keysetPage(entries().filter(asked).orderBy(asked), asked);
    }

    private static Map<String, String> with(Map<String, String> parameters, String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.put(name, value);
        return all;
    }

    private static void refused(Filters filters, Map<String, String> parameters) {
        FilterException refused = catchThrowableOfType(FilterException.class, () -> filters.parse(parameters));
        assertThat(refused.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo(FilterException.Code.INVALID_CURSOR);
            assertThat(fault.parameter()).isIn("after", "before");
        });
    }

    @Way.Both
    void aRequestGoesOnFromARowAndBack(Way way) {
        Map<String, String> base = Map.of("order_by", "rating");
        List<Object> there = new ArrayList<>();
        KeysetPage<Row> page = page(way, filters(), base);
        assertThat(page.previous()).isNull();
        there.addAll(ids(page.rows()));
        while (page.next() != null) {
            page = page(way, filters(), with(base, "after", Objects.requireNonNull(page.next())));
            there.addAll(ids(page.rows()));
        }
        assertThat(there).containsExactly(1, 2, 4, 5, 3);

        page = page(way, filters(), with(base, "before", Objects.requireNonNull(page.previous())));
        assertThat(ids(page.rows())).containsExactly(4, 5);
        assertThat(page.hasNext()).isTrue();
    }

    @Test
    void aCursorIsGoodForItsConditionsAndItsOrderAlone() {
        Map<String, String> base = Map.of("published", "true", "x__in", "1,7,9", "order_by", "x");
        String cursor = Objects.requireNonNull(page(Way.BLOCKING, filters().pageSize(1, 9), base).next());

        assertThat(ids(page(Way.BLOCKING, filters(), with(base, "after", cursor)).rows())).containsExactly(3);
        // Neither the order of parameters nor the size of a page changes what is asked for.
        Map<String, String> turned = new LinkedHashMap<>();
        turned.put("after", cursor);
        turned.put("order_by", "x");
        turned.put("x__in", "1,7,9");
        turned.put("page_size", "5");
        turned.put("published", "true");
        assertThat(ids(page(Way.BLOCKING, filters(), turned).rows())).containsExactly(3);

        refused(filters(), with(with(base, "after", cursor), "order_by", "-x"));
        refused(filters(), with(with(base, "after", cursor), "published", "false"));
        refused(filters(), with(with(base, "after", cursor), "x__in", "1,7"));
        refused(filters(), with(with(base, "after", cursor), "headline__icontains", "a"));
        refused(filters(), Map.of("after", cursor));
    }

    @Test
    void whatWasNotSignedHereIsRefused() {
        String cursor = Objects.requireNonNull(page(Way.BLOCKING, filters(), Map.of()).next());
        String unsigned = cursor.substring(cursor.indexOf('.') + 1);

        for (String wrong : List.of(unsigned, "." + unsigned, "x", ".", "..", cursor + "=", cursor.substring(1),
                cursor.substring(0, cursor.length() - 1), cursor + "A", cursor.replace('.', ','), "\u0000", "\ud800",
                "é".repeat(20_000))) {
            refused(filters(), Map.of("after", wrong));
            refused(filters(), Map.of("before", wrong));
        }
        for (int i = 0; i < cursor.length(); i++) {
            char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
            refused(filters(), Map.of("after", cursor.substring(0, i) + other + cursor.substring(i + 1)));
        }
        refused(filters().cursors(OTHER), Map.of("after", cursor));
        Filters elsewhere = Filters.on(DB.database().schema().model("comment")).cursors(KEY);
        refused(elsewhere, Map.of("after", cursor));
    }

    @Test
    void oneThatWouldNotComeBackIsNotGiven() {
        DB.execute(
                "insert into entry (author_id, headline) select 1, repeat('a', 9000) || n from generate_series(1, 3) n");
        try {
            Filters byText = filters().orderBy("headline");
            assertThatThrownBy(() -> page(Way.BLOCKING, byText, Map.of("order_by", "headline")))
                    .isInstanceOf(LookupException.class).hasMessageContaining("at most 8000");
        } finally {
            DB.execute("delete from entry where length(headline) > 9000");
        }
    }

    @Test
    void keysAreReplacedInTime() {
        String cursor = Objects.requireNonNull(page(Way.BLOCKING, filters(), Map.of()).next());

        assertThat(ids(page(Way.BLOCKING, filters().cursors(OTHER, KEY), Map.of("after", cursor)).rows()))
                .containsExactly(3, 2);
        assertThat(page(Way.BLOCKING, filters().cursors(OTHER, KEY), Map.of()).next()).isNotEqualTo(cursor);
        assertThatThrownBy(() -> filters().cursors(new byte[15])).isInstanceOf(LookupException.class)
                .hasMessageContaining("16 bytes");
    }

    @Test
    void theKeyIsCopiedAndNotTold() {
        byte[] mine = KEY.clone();
        Filters filters = filters().cursors(mine);
        String cursor = Objects.requireNonNull(page(Way.BLOCKING, filters, Map.of()).next());
        mine[0]++;

        assertThat(ids(page(Way.BLOCKING, filters, Map.of("after", cursor)).rows())).containsExactly(3, 2);
        assertThat(filters.parse(Map.of("after", cursor)).toString()).doesNotContain("0123456789");
    }

    @Test
    void onePlaceIsSaidOnce() {
        String cursor = Objects.requireNonNull(page(Way.BLOCKING, filters(), Map.of()).next());

        assertThatThrownBy(() -> filters().parse(Map.of("after", cursor, "before", cursor)))
                .isInstanceOf(FilterException.class).hasMessageContaining("says already which page is meant");
        assertThatThrownBy(() -> filters().parse(Map.of("after", cursor, "page", "2")))
                .isInstanceOf(FilterException.class);
        assertThatThrownBy(() -> filters().parse(Map.of("after", new String[]{cursor, cursor})))
                .isInstanceOf(FilterException.class).hasMessageContaining("given 2 times");
    }

    @Test
    void aCursorOfAProgramThatHasChangedIsAFault() {
        Filtered first = filters().parse(Map.of());
        String cursor = Objects.requireNonNull(entries().filter(first).orderBy(first).keysetPage(first).next());
        Filtered next = filters().parse(Map.of("after", cursor));

        DB.sent().clear();
        assertThatThrownBy(() -> entries().filter(next).orderBy("x", "headline").keysetPage(next))
                .isInstanceOf(FilterException.class).hasMessageContaining("'after': This is no cursor of these rows");
        assertThat(DB.statements()).isEmpty();
    }

    @Test
    void withoutAKeyThereAreNoCursors() {
        Filters plain = Filters.on(DB.database().schema().model("entry"));

        assertThatThrownBy(() -> entries().keysetPage(plain.parse(Map.of()))).isInstanceOf(LookupException.class)
                .hasMessageContaining("Filters.cursors(key)");
        assertThatThrownBy(() -> plain.parse(Map.of("after", "x"))).isInstanceOf(FilterException.class)
                .hasMessageContaining("There is no such parameter. Choices: page, page_size.");
    }
}
