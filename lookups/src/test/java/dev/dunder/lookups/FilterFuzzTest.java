package dev.dunder.lookups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Looks for requests that break what filters promise: parameters, trees and cursors. In every build it tries the inputs known so
 * far, and some thousands that are drawn by chance, always the same.
 */
class FilterFuzzTest {
    private static final DSLContext JOOQ = DSL.using(SQLDialect.POSTGRES);
    private static final Lookups LOOKUPS = Lookups.on(Everything.TABLE);
    private static final int ROUNDS = 2_000;

    private static final Filters FILTERS = Filters.on(Everything.TABLE)
            .allow("id", "exact", "gt", "in", "range", "isnull").allow("name", "exact", "icontains", "regex")
            .allow("day", "gt", "range").allow("instant", "lt").allow("data", "exact", "contains", "has_keys")
            .allow("tags", "contains", "overlap").allow("a_int4range", "contains", "overlap")
            .allow("a_hstore", "contains", "has_key").allow("num", "exact", "gte").allow("flag")
            .allow("parent", "exact", "in").allow("parent__name", "icontains").allow("parent__parent__id", "lt")
            .orderBy("id", "name").fields("id", "parent__name").facets("flag")
            .cursors("a key of the application's own".getBytes(StandardCharsets.UTF_8))
            .treeParameter("filter", text -> Map.of("id", text));

    private static final Set<String> LISTED = listed();

    private static final List<String> NAMES = List.of("and", "or", "not", "id", "id__gt", "id__in", "id__range",
            "id__isnull",
            "name", "name__icontains", "name__regex", "day__gt", "day__range", "instant__lt", "data", "data__contains",
            "data__has_keys", "tags__contains", "tags__overlap", "a_int4range__contains", "a_hstore__contains", "num",
            "num__gte", "flag", "parent", "parent__name", "parent__parent", "gt", "in", "exact", "icontains", "uid",
            "raw",
            "secret", "__proto__", "", "_", "__", "order_by", "page", "page_size", "fields", "facets", "after",
            "before",
            "filter");

    /** What chance, or whoever looks for new inputs, decides. */
    private interface Chooser {
        int number(int least, int most);

        String text(int longest);
    }

    private record Fuzzed(FuzzedDataProvider data) implements Chooser {
        @Override
        public int number(int least, int most) {
            return data.consumeInt(least, most);
        }

        @Override
        public String text(int longest) {
            return data.consumeString(longest);
        }
    }

    private record Drawn(Random random) implements Chooser {
        @Override
        public int number(int least, int most) {
            return least + random.nextInt(most - least + 1);
        }

        @Override
        public String text(int longest) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(longest + 1);
            for (int i = 0; i < length; i++) {
                int c = switch (random.nextInt(5)) {
                    case 0 -> random.nextInt(0x10ffff);
                    case 1 -> random.nextInt(32);
                    default -> "0123456789,.-[](){}'\"\\%_abc:/*".charAt(random.nextInt(30));
                };
                text.appendCodePoint(c);
            }
            return text.toString();
        }
    }

    private static Set<String> listed() {
        Set<String> listed = new TreeSet<>();
        FILTERS.describe().conditions().forEach(one -> listed.addAll(one.names()));
        return listed;
    }

    @FuzzTest(maxDuration = "10m")
    void aRequestIsRefusedOrAsksForWhatIsAllowed(FuzzedDataProvider data) {
        check(new Fuzzed(data));
    }

    @Test
    void requestsDrawnByChanceAreRefusedOrAskForWhatIsAllowed() {
        int asked = 0;
        for (int i = 0; i < ROUNDS; i++) {
            asked += check(new Drawn(new Random(i))) ? 1 : 0;
        }
        assertThat(asked).isGreaterThan(ROUNDS / 20);
    }

    /** Whether it asks for something. */
    private static boolean check(Chooser chooser) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        int count = Math.max(0, chooser.number(-6, 2));
        for (int i = 0; i < count; i++) {
            parameters.put(name(chooser), chooser.number(0, 2) == 0
                    ? List.of(chooser.text(20), chooser.text(5))
                    : chooser.text(20));
        }
        Filtered asked;
        try {
            asked = FILTERS.parse(parameters, object(chooser, chooser.number(0, 14)));
        } catch (FilterException refused) {
            refused(refused);
            return false;
        }
        assertThat(paths(asked.terms(), new ArrayList<>())).hasSizeLessThanOrEqualTo(20).allSatisfy(
                lookup -> assertThat(LISTED).contains(lookup));
        assertThat(JOOQ.render(asked.condition(LOOKUPS))).doesNotContain("\"uid\"", "\"raw\"");
        cursors(asked, chooser);
        return !asked.terms().isEmpty();
    }

    private static void refused(FilterException refused) {
        assertThat(refused.faults()).hasSizeBetween(1, 50).allSatisfy(fault -> {
            assertThat(fault.message()).hasSizeLessThan(6_000);
            assertThat(fault.parameter()).hasSizeLessThan(500);
            assertThat(fault.allowed()).doesNotContain("uid", "raw", "secret");
        });
        assertThat(refused.getMessage().codePoints().filter(c -> c != '\n')).noneMatch(Character::isISOControl);
        assertThat(refused.problem()).containsEntry("status", 400);
    }

    private static List<String> paths(List<Filtered.Term> terms, List<String> all) {
        for (Filtered.Term term : terms) {
            switch (term) {
                case Filtered.Term.Lookup lookup -> all.add(lookup.lookup());
                case Filtered.Term.And(List<Filtered.Term> both) -> paths(both, all);
                case Filtered.Term.Or(List<Filtered.Term> either) -> paths(either, all);
                case Filtered.Term.Not(Filtered.Term negated) -> paths(List.of(negated), all);
            }
        }
        return all;
    }

    /** What was signed comes back, and nothing else does. */
    private static void cursors(Filtered asked, Chooser chooser) {
        Filtered plain = FILTERS.parse(Map.of());
        String signed = String.valueOf(plain.signed("MTp4"));
        assertThat(FILTERS.parse(Map.of("after", signed)).after()).isEqualTo("MTp4");
        String forged = chooser.number(0, 1) == 0
                ? chooser.text(60)
                : signed.substring(0, chooser.number(0, signed.length())) + chooser.text(10);
        if (!forged.equals(signed)) {
            assertThatThrownBy(() -> FILTERS.parse(Map.of("before", forged))).isInstanceOf(FilterException.class);
        }
        if (!asked.terms().isEmpty()) {
            assertThat(asked.signed("MTp4")).isNotEqualTo(signed);
        }
    }

    private static String name(Chooser chooser) {
        return chooser.number(0, 5) == 0
                ? chooser.text(12)
                : NAMES.get(chooser.number(0, (chooser.number(0, 3) == 0 ? NAMES.size() : 23) - 1));
    }

    private static Map<String, @Nullable Object> object(Chooser chooser, int deep) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        int count = chooser.number(1, 2);
        for (int i = 0; i < count; i++) {
            String name = name(chooser);
            object.put(name, chooser.number(0, 4) == 0 ? value(chooser, deep) : fitting(name, chooser, deep));
        }
        return object;
    }

    private static List<@Nullable Object> list(Chooser chooser, int deep) {
        List<@Nullable Object> list = new ArrayList<>();
        int count = chooser.number(1, 3);
        for (int i = 0; i < count; i++) {
            list.add(object(chooser, deep / 2));
        }
        return list;
    }

    /** What such a condition takes, mostly. */
    private static @Nullable Object fitting(String name, Chooser chooser, int deep) {
        return switch (name) {
            case "and", "or" -> list(chooser, deep);
            case "not" -> object(chooser, deep / 2);
            case "id", "id__gt", "parent", "num", "num__gte", "exact", "gt", "a_int4range__contains" ->
                chooser.number(-9, 9);
            case "id__in", "id__range", "in", "a_int4range__overlap" -> List.of(1, chooser.number(1, 9));
            case "id__isnull", "flag" -> chooser.number(0, 1) == 0;
            case "day__gt", "instant__lt" -> "2024-02-0" + chooser.number(0, 9);
            case "day__range" -> List.of("2024-02-01", "2024-02-0" + chooser.number(0, 9));
            case "data__has_keys", "tags__contains", "tags__overlap" -> List.of("a", chooser.text(5));
            case "name", "name__icontains", "name__regex", "icontains", "parent__name", "a_hstore__has_key" ->
                chooser.text(9);
            default -> value(chooser, deep);
        };
    }

    private static @Nullable Object value(Chooser chooser, int deep) {
        return switch (chooser.number(0, deep > 0 ? 8 : 5)) {
            case 0 -> null;
            case 1 -> chooser.number(-10, 10);
            case 2 -> chooser.number(0, 1) == 0;
            case 3 -> chooser.text(20);
            case 4 -> List.of("a", "b");
            case 5 -> List.of(1, chooser.number(0, 9));
            default -> object(chooser, deep - 1);
        };
    }
}
