package dev.dunder.lookups;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks for lookup strings and values that break the {@link Oracle}. In every build it tries the inputs known so far. */
class LookupFuzzTest {
    private static final List<String> PARTS = List.of("parent", "id", "x_", "a__b", "big", "num", "ratio", "flag",
            "name", "code", "day", "stamp", "instant", "time", "uid", "raw", "data", "json", "tags", "nums", "a_hstore",
            "a_int4range", "a_tstzrange", "a_citext", "a_inet", "a_tsvector", "a_mood", "exact", "iexact", "contains",
            "icontains", "in", "gt", "lt", "range", "isnull", "regex", "startswith", "has_key", "has_keys", "overlap",
            "search", "unaccent", "lower", "abs", "date", "year", "iso_year", "time", "second", "0", "0_2", "len", "",
            "_");

    private final Oracle oracle = new Oracle();

    @FuzzTest(maxDuration = "10m")
    void theTextDoesNotChangeWithTheValues(FuzzedDataProvider data) {
        String lookup = lookup(data);
        oracle.accepts(lookup, value(data, 3));
        oracle.accepts(lookup);
    }

    private static String lookup(FuzzedDataProvider data) {
        List<String> parts = new ArrayList<>();
        int count = data.consumeInt(1, 8);
        for (int i = 0; i < count; i++) {
            parts.add(data.consumeBoolean() ? data.pickValue(PARTS) : data.consumeString(20));
        }
        return String.join("__", parts);
    }

    private static @Nullable Object value(FuzzedDataProvider data, int depth) {
        return switch (data.consumeInt(0, depth == 0 ? 8 : 10)) {
            case 0 -> null;
            case 1 -> data.consumeInt();
            case 2 -> data.consumeLong();
            case 3 -> data.consumeDouble();
            case 4 -> data.consumeBoolean();
            case 5 -> new BigDecimal(BigInteger.valueOf(data.consumeLong()), data.consumeInt());
            case 6 -> data.consumeFloat();
            case 7 -> data.consumeString(50);
            case 8 -> data.consumeAsciiString(50);
            case 9 -> {
                List<@Nullable Object> list = new ArrayList<>();
                int count = data.consumeInt(0, 4);
                for (int i = 0; i < count; i++) {
                    list.add(value(data, depth - 1));
                }
                yield list;
            }
            default -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                map.put(data.consumeString(10), value(data, depth - 1));
                yield map;
            }
        };
    }
}
