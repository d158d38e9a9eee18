package dev.dunder;

import dev.dunder.lookups.EnumLabels;
import dev.dunder.lookups.Filtered;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.query.Expression;
import dev.dunder.query.Named;
import dev.dunder.query.Query;
import dev.dunder.query.Selection;
import dev.dunder.work.Evaluation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DataType;
import org.jooq.EnumType;
import org.jspecify.annotations.Nullable;

/**
 * How many rows there are for each value of a column: what {@link QuerySet#facets} gives.
 *
 * {@snippet :
 * for (Facet.Value value : entries.facets(asked).get("rating").values()) {
 *     System.out.println(value.value() + " (" + value.count() + ")");
 * }
 * }
 *
 * <p>Immutable and safe to share between threads.
 *
 * @param path the column
 * @param values the most frequent first, equally frequent ones in their own order; of an enum and of truths those without rows
 *        too
 * @param more whether there are others, which are less frequent
 */
public record Facet(String path, List<Value> values, boolean more) {
    private static final String NUMBER = "facet_number";
    private static final String VALUE = "facet_value_";
    private static final String ROWS = "facet_rows";
    private static final String TABLE = "facet_rows_of_";

    /**
     * A value and its rows.
     *
     * @param value as a row has it; null for those that have none
     * @param count how many rows have it
     */
    public record Value(@Nullable Object value, long count) {}

    /** The facets that are asked for, of these rows. */
    static Evaluation<Map<String, Facet>> counting(QuerySet<?> set, Filtered asked) {
        List<String> paths = LookupException.given(asked, "what is asked for").facets();
        List<Counted> counted = new ArrayList<>();
        for (String path : paths) {
            counted.add(Counted.of(set.filter(asked.without(path)), path));
        }
        if (counted.isEmpty()) {
            return Evaluation.of(set.request().session(), Map::of);
        }
        List<DataType<?>> types = counted.stream().<DataType<?>>map(Counted::type).toList();
        List<QuerySet<Row>> parts = new ArrayList<>();
        for (int i = 0; i < counted.size(); i++) {
            parts.add(counted.get(i).rows(i, types, asked.facetValues()));
        }
        QuerySet<Row> all = parts.size() == 1
                ? parts.get(0)
                : parts.get(0).unionAll(parts.get(1), parts.subList(2, parts.size()).toArray(QuerySet[]::new));
        return all.evaluations().listing().map(rows -> read(rows, counted, asked.facetValues()));
    }

    private static Map<String, Facet> read(List<Row> rows, List<Counted> counted, int most) {
        Map<String, Facet> facets = new LinkedHashMap<>();
        for (int i = 0; i < counted.size(); i++) {
            List<Value> values = new ArrayList<>();
            for (Row row : rows) {
                Integer number = row.get(NUMBER, Integer.class);
                Long count = row.get(ROWS, Long.class);
                if (number != null && number == i && count != null) {
                    values.add(new Value(row.get(VALUE + i), count));
                }
            }
            facets.put(counted.get(i).path(), of(counted.get(i), values, most));
        }
        return Collections.unmodifiableMap(facets);
    }

    private static Facet of(Counted counted, List<Value> found, int most) {
        boolean more = found.size() > most;
        List<Value> values = new ArrayList<>(more ? found.subList(0, most) : found);
        for (Object choice : choices(counted.type())) {
            if (values.size() < most && values.stream().noneMatch(value -> choice.equals(value.value()))) {
                values.add(new Value(choice, 0));
            }
        }
        return new Facet(counted.path(), List.copyOf(values), more);
    }

    /** All values of a type that has few. */
    private static List<?> choices(DataType<?> type) {
        if (type.getType() == Boolean.class) {
            return List.of(true, false);
        }
        if (EnumType.class.isAssignableFrom(type.getType())) {
            return Arrays.asList(type.getType().getEnumConstants());
        }
        List<String> labels = EnumLabels.of(type);
        return labels == null ? List.of() : labels;
    }

    /**
     * One facet.
     *
     * @param rows the rows that are counted
     * @param path the column
     * @param type of its values
     */
    private record Counted(QuerySet<?> rows, String path, DataType<?> type) {
        static Counted of(QuerySet<?> rows, String path) {
            Query query = rows.request().query();
            if (query.grouping() instanceof Query.Grouping.Values) {
                throw new LookupException("The rows of a facet are counted, and groups of values are none.");
            }
            if (rows.values(path).request().query().selection() instanceof Selection.Columns(List<Named> columns)
                    && columns.size() == 1 && !(columns.get(0).expression() instanceof Expression.Tuple)) {
                return new Counted(rows, path, columns.get(0).expression().type());
            }
            throw new LookupException("'" + path + "' is a key of several columns, which is no facet.");
        }

        /** The number of the facet, the place for the value of each, and the number of rows; most frequent first. */
        QuerySet<Row> rows(int number, List<DataType<?>> types, int most) {
            Query query = rows.request().query();
            boolean plain = query.grouping() instanceof Query.Grouping.None && query.distinct() == null;
            QuerySet<Row> counted = plain ? grouped(rows, path, number, types) : ofTable(number, types);
            return counted.orderBy("-" + ROWS, VALUE + number).slice(0, most + 1);
        }

        private static QuerySet<Row> grouped(QuerySet<?> rows, String path, int number, List<DataType<?>> types) {
            Expr[] columns = new Expr[types.size()];
            for (int i = 0; i < columns.length; i++) {
                Expr value = i == number ? Dunder.f(path) : Dunder.value(null, types.get(i));
                columns[i] = value.as(VALUE + i);
            }
            boolean keyed = !rows.request().model().primaryKey().isEmpty();
            return rows.values(Dunder.value(number).as(NUMBER), columns)
                    .annotate(Dunder.count(keyed ? "pk" : "*").as(ROWS));
        }

        /** Where rows have aggregates or are distinct they are rows first, each with each of its values once, and counted then. */
        private QuerySet<Row> ofTable(int number, List<DataType<?>> types) {
            List<Expr> columns = new ArrayList<>();
            for (Attribute part : rows.request().model().primaryKey()) {
                columns.add(Dunder.f(part.name()).as("facet_key_" + columns.size()));
            }
            boolean keyed = !columns.isEmpty();
            QuerySet<Row> chosen = rows.orderBy().values(Dunder.f(path).as("facet_value"),
                    columns.toArray(Expr[]::new));
            Cte table = Cte.of(TABLE + number, keyed ? chosen.distinct() : chosen);
            Expr[] values = new Expr[types.size()];
            for (int i = 0; i < values.length; i++) {
                Expr value = i == number ? Dunder.f("facet_value") : Dunder.value(null, types.get(i));
                values[i] = value.as(VALUE + i);
            }
            return table.objects().values(Dunder.value(number).as(NUMBER), values)
                    .annotate(Dunder.count("*").as(ROWS));
        }
    }
}
