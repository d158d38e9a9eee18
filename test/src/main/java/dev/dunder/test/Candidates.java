package dev.dunder.test;

import dev.dunder.lookups.DunderException;
import dev.dunder.test.TableFacts.Column;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.XML;
import org.jspecify.annotations.Nullable;

/** Values that a column may have, those first that are likely: another one each time, then what its rules speak of. */
final class Candidates {
    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final LocalDate DAY = LocalDate.of(2024, 1, 1);
    private static final Pattern TEXT = Pattern.compile("'((?:[^']|'')*)'");
    /** The server writes those that are negative or large as {@code '-5'::integer}. */
    private static final Pattern NUMBER = Pattern
            .compile("(?<![\\w.'])-?\\d+(?:\\.\\d+)?(?![\\w'])|(?<=')-?\\d+(?:\\.\\d+)?(?='::)");
    private static final List<String> TEXTS = List.of("a", "A", "abc", "ABC", "Abc", "ab", "AB", "1", "12345",
            "123456789",
            "a1@example.org", "https://example.org", "+15550100", "a-1", "2024-01-01", "abcdefghijklmnopqrstuvwxyz");
    private static final List<String> SIZES = List.of("1", "0", "2", "3", "5", "10", "50", "100", "1000", "-1", "0.5");

    private Candidates() {}

    /**
     * The candidates.
     *
     * @param column the column
     * @param rules what is said of it, in SQL, for the values that stand in it
     * @param next the next number, where the column is to have another one each time; null where that does not matter
     */
    static List<Object> of(Column column, List<String> rules, @Nullable Long next) {
        long number = NUMBERS.incrementAndGet();
        Set<Object> all = new LinkedHashSet<>();
        switch (column.base()) {
            case "int2", "int4", "int8", "oid" -> numbers(all, rules, next, false, -1);
            case "numeric" -> numbers(all, rules, next, true, column.length());
            case "float4", "float8", "money" -> numbers(all, rules, next, true, -1);
            case "text", "varchar", "bpchar", "citext", "name" -> texts(all, column, rules, number);
            case "bool" -> Collections.addAll(all, false, true);
            case "enum" -> rotated(all, column.labels(), number);
            case "uuid" -> all.add(UUID.randomUUID());
            case "date" -> days(number).forEach(all::add);
            case "timestamp" -> days(number).forEach(day -> all.add(day.atTime(12, 0)));
            case "timestamptz" -> days(number).forEach(day -> all.add(day.atTime(12, 0).atOffset(ZoneOffset.UTC)));
            case "time" -> hours().forEach(all::add);
            case "timetz" -> hours().forEach(time -> all.add(OffsetTime.of(time, ZoneOffset.UTC)));
            case "interval" -> Collections.addAll(all, Duration.ofDays(1), Duration.ofHours(1), Duration.ZERO);
            case "bytea" -> all.add(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
            case "json", "jsonb" -> Collections.addAll(all, Map.of(), List.of());
            case "xml" -> all.add(XML.valueOf("<a/>"));
            case "array" -> all.add(List.of());
            case "range" -> Collections.addAll(all, "empty", "{}");
            case "inet", "cidr" ->
                all.add("10." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255));
            case "macaddr" -> all.add("08:00:2b:01:02:" + String.format(Locale.ROOT, "%02x", number & 255));
            case "bit", "varbit" -> all.add("0".repeat(Math.max(1, column.length())));
            case "tsvector", "hstore" -> all.add("");
            case "point" -> all.add("(0,0)");
            default -> throw new DunderException("'" + column.name() + "' is of the type " + column.type()
                    + ", of which no value is known. Give it one: with(\"" + column.name() + "\", …).");
        }
        return List.copyOf(all);
    }

    private static void rotated(Set<Object> all, List<String> labels, long number) {
        for (int i = 0; i < labels.size(); i++) {
            all.add(labels.get((int) ((number + i) % labels.size())));
        }
    }

    private static List<LocalDate> days(long number) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        LocalDate first = DAY.plusDays(number % 100_000);
        return List.of(first, first.plusDays(1), today, today.plusDays(1), today.minusDays(1), today.minusYears(30),
                today.plusYears(1));
    }

    private static List<LocalTime> hours() {
        return List.of(LocalTime.NOON, LocalTime.of(13, 0), LocalTime.MIDNIGHT, LocalTime.of(23, 0));
    }

    private static void numbers(Set<Object> all, List<String> rules, @Nullable Long next, boolean fractions,
            int digits) {
        List<BigDecimal> found = new ArrayList<>();
        if (next != null) {
            found.add(BigDecimal.valueOf(next));
        }
        SIZES.forEach(size -> found.add(new BigDecimal(size)));
        for (String rule : rules) {
            for (Matcher number = NUMBER.matcher(rule); number.find();) {
                BigDecimal said = new BigDecimal(number.group());
                found.addAll(List.of(said, said.add(BigDecimal.ONE), said.subtract(BigDecimal.ONE)));
            }
        }
        for (BigDecimal one : found) {
            boolean whole = one.stripTrailingZeros().scale() <= 0;
            boolean fits = digits < 0 || one.precision() - one.scale() <= digits || one.signum() == 0;
            boolean isLong = one.toBigInteger().bitLength() < Long.SIZE;
            if (fits && isLong && (fractions || whole)) {
                all.add(whole ? (Object) one.longValueExact() : one);
            }
        }
    }

    private static void texts(Set<Object> all, Column column, List<String> rules, long number) {
        String name = column.name() + " " + number;
        int most = column.length() < 0 ? Integer.MAX_VALUE : column.length();
        // The end of it is what makes it another.
        String digits = Long.toString(number, Character.MAX_RADIX);
        all.add(name.length() <= most
                ? name
                : digits.length() <= most ? digits : digits.substring(digits.length() - most));
        List<String> found = new ArrayList<>();
        for (String rule : rules) {
            for (Matcher text = TEXT.matcher(rule); text.find();) {
                found.add(text.group(1).replace("''", "'"));
            }
        }
        found.add("a" + number + "@example.org");
        found.add(Long.toString(number));
        found.addAll(TEXTS);
        for (char letter = 'A'; letter <= 'Z'; letter++) {
            found.add(String.valueOf(letter).repeat(most > 100 ? 2 : most));
            found.add(String.valueOf(letter));
        }
        found.stream().filter(text -> text.length() <= most).forEach(all::add);
    }
}
