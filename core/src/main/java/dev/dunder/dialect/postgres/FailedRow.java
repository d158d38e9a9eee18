package dev.dunder.dialect.postgres;

import dev.dunder.DatabaseException;
import dev.dunder.model.Attribute;
import dev.dunder.run.ListedRows;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Which of many rows of one statement a constraint has refused, or the server could not read. It tells values of it, {@code
 * Key (name)=(red) already exists.} or {@code Failing row contains (7, red, null).}, whose words are in its own language; those
 * values are looked for among the ones that were given. Where nothing is found, or what is found might be another, nothing is
 * said.
 */
final class FailedRow {
    /** More is cut by the server. */
    private static final int LONGEST = 60;
    /** More would be no answer. */
    private static final int MOST = 3;

    private static final String BETWEEN = ", ";

    /** Where the server says that it is about what was given, {@code unnamed portal parameter $3}, in whichever language. */
    private static final Pattern PARAMETER = Pattern.compile("\\$\\d+");

    private final ListedRows rows;

    private FailedRow(ListedRows rows) {
        this.rows = rows;
    }

    static DatabaseException of(DatabaseException told, ListedRows rows) {
        ServerErrorMessage server = told.getCause() instanceof PSQLException driver
                ? driver.getServerErrorMessage()
                : null;
        if (server == null || rows.size() == 0) {
            return told;
        }
        String state = Objects.requireNonNullElse(told.sqlState(), "");
        List<Integer> found = new FailedRow(rows).found(state, server);
        if (found.isEmpty() || found.size() > MOST) {
            return told;
        }
        String places = found.stream().map(row -> String.valueOf(rows.place().applyAsLong(row)))
                .collect(Collectors.joining(" or "));
        return PostgresFailures.saying(told, " (instance " + places + " of those given)");
    }

    private List<Integer> found(String state, ServerErrorMessage server) {
        String detail = Objects.requireNonNullElse(server.getDetail(), "");
        return switch (state) {
            case "23505", "23P01" -> byKey(detail);
            // Of several that refer to nothing it is the first.
            case "23503" -> byKey(detail).stream().limit(1).toList();
            case "23502" -> withoutValue(server.getColumn(), detail);
            case "23514" -> byValues(detail, row -> true);
            // What could not be read, or is out of range.
            default -> state.startsWith("22") ? byText(server) : List.of();
        };
    }

    /**
     * By {@code invalid input syntax for type inet: "x"}, where it is of a parameter: a list is read from its beginning, so
     * that it is the first row which has that text. Where several columns have it, or the server's language has other quotes,
     * nothing is said.
     */
    private List<Integer> byText(ServerErrorMessage server) {
        String message = Objects.requireNonNullElse(server.getMessage(), "");
        int start = message.indexOf('"') + 1;
        int end = message.lastIndexOf('"');
        if (start == 0 || end < start || !PARAMETER.matcher(Objects.requireNonNullElse(server.getWhere(), "")).find()) {
            return List.of();
        }
        String unread = message.substring(start, end);
        List<Integer> found = new ArrayList<>();
        for (int column = 0; column < rows.columns().size(); column++) {
            int place = column;
            rows(row -> rows.values().get(place)[row] != null && text(place, row).equals(unread)).stream().limit(1)
                    .forEach(found::add);
        }
        return found.size() == 1 ? found : List.of();
    }

    /** By {@code Key (a, b)=(1, x)}. */
    private List<Integer> byKey(String detail) {
        List<Integer> columns = new ArrayList<>();
        for (String name : PostgresFailures.keyColumns(detail)) {
            columns.add(column(name));
        }
        if (columns.isEmpty() || columns.contains(-1)) {
            return List.of();
        }
        int start = detail.indexOf(")=(") + ")=(".length();
        return rows(row -> {
            String key = columns.stream().map(column -> text(column, row)).collect(Collectors.joining(BETWEEN));
            return detail.startsWith(key + ")", start);
        });
    }

    private int column(@Nullable String name) {
        for (int i = 0; i < rows.columns().size(); i++) {
            if (rows.columns().get(i).column().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private List<Integer> withoutValue(@Nullable String name, String detail) {
        int column = column(name);
        if (column >= 0) {
            IntPredicate isNull = row -> rows.values().get(column)[row] == null;
            return rows.ordered() ? rows(isNull).stream().limit(1).toList() : byValues(detail, isNull);
        }
        // It was given of none.
        return rows.ordered() ? List.of(0) : List.of();
    }

    /** By {@code (7, red, null)}, the values of the whole row, in which those that were given are in their order. */
    private List<Integer> byValues(String detail, IntPredicate also) {
        int start = detail.indexOf('(');
        int end = detail.lastIndexOf(')');
        if (start < 0 || end < start) {
            return List.of();
        }
        String all = BETWEEN + detail.substring(start + 1, end) + BETWEEN;
        List<Integer> columns = IntStream.range(0, rows.columns().size()).filter(this::isPlain).boxed()
                .sorted(Comparator.comparingInt(column -> rows.columns().get(column).index())).toList();
        return columns.isEmpty() ? List.of() : rows(row -> also.test(row) && isIn(all, columns, row));
    }

    private boolean isIn(String all, List<Integer> columns, int row) {
        int from = 0;
        for (int column : columns) {
            String text = text(column, row);
            if (text.length() <= LONGEST) {
                int at = all.indexOf(BETWEEN + text + BETWEEN, from);
                if (at < 0) {
                    return false;
                }
                from = at + BETWEEN.length() + text.length();
            }
        }
        return true;
    }

    private List<Integer> rows(IntPredicate matching) {
        return IntStream.range(0, rows.size()).filter(matching).limit(MOST + 1L).boxed().toList();
    }

    /** Whether the server writes values of the column in one way alone. */
    private boolean isPlain(int column) {
        Class<?> type = rows.columns().get(column).type().getType();
        return type == String.class || type == Integer.class || type == Long.class || type == Short.class
                || type == Boolean.class || type == BigDecimal.class || type == UUID.class || type == LocalDate.class;
    }

    /** A value as the server writes it. */
    private String text(int column, int row) {
        Attribute attribute = rows.columns().get(column);
        Object value = rows.values().get(column)[row];
        return switch (value) {
            case null -> "null";
            case Boolean flag -> flag ? "t" : "f";
            case BigDecimal number -> number(attribute.type(), number);
            case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
                new BigDecimal(number).toPlainString();
            default -> TextForms.of(Codecs.stored(attribute.type(), value));
        };
    }

    private static String number(DataType<?> type, BigDecimal number) {
        return (type.precision() > 0 ? number.setScale(type.scale(), RoundingMode.HALF_UP) : number).toPlainString();
    }
}
