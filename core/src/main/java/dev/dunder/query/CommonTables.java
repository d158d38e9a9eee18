package dev.dunder.query;

import dev.dunder.lookups.LookupException;
import dev.dunder.model.Model;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The common table expressions of a statement, wherever in it they are read: each stands once, before all else. */
public final class CommonTables {
    private CommonTables() {}

    /**
     * Those that a statement reads.
     *
     * @param statement the statement
     * @return each once; what others read before these
     * @throws LookupException if two have one name, one has that of a table that is read too, or one is missing
     */
    public static List<CommonTable> of(Statement statement) {
        return switch (statement) {
            case Query query -> of(query, List.of());
            case Statement.Count(Query query) -> of(query, List.of());
            case Statement.Exists(Query query) -> of(query, List.of());
            case Statement.Explain explain -> of(explain.query(), List.of());
            case Statement.Aggregation(Query query, List<Named> aggregates) -> of(query, aggregates);
            case Statement.Insert insert -> of(Query.of(insert.model()), values(insert.assignments()));
            case Statement.Update update -> of(update.rows(), values(update.assignments()));
            case Statement.Delete delete -> of(delete.rows(), List.of());
            case Statement.UpdateRows update -> of(update.rows(), values(update.computed()));
            case Statement.InsertRows insert -> of(Query.of(insert.model()), values(insert.computed()));
            case Statement.InsertDefaults insert -> List.of();
            case Statement.NextKeys keys -> List.of();
            case Statement.CopyIn copy -> List.of();
            case Statement.CopyOut copy -> of(copy.query(), List.of());
        };
    }

    private static List<Named> values(List<Statement.Assignment> assignments) {
        return assignments.stream().map(one -> new Named(one.attribute().name(), one.value())).toList();
    }

    private static List<CommonTable> of(Query query, List<Named> further) {
        Set<String> read = new HashSet<>();
        Set<String> tables = new HashSet<>();
        ReadModels reads = new ReadModels((model, level) -> note(model, read, tables));
        reads.query(query);
        further.forEach(one -> reads.expression(one.expression()));
        Map<String, CommonTable> byName = new LinkedHashMap<>();
        for (CommonTable common : reads.commons()) {
            CommonTable other = byName.putIfAbsent(common.name(), common);
            if (other != null && !other.equals(common)) {
                throw clash(common.name());
            }
            if (tables.contains(common.name())) {
                throw new LookupException("A common table expression is called '" + common.name()
                        + "', and so is a table that the query reads. Give it a name of its own.");
            }
        }
        for (String name : read) {
            if (!byName.containsKey(name)) {
                throw new LookupException("'" + name + "' is read outside of the step that it was given to. Use what"
                        + " Cte.recursive(…) gives back.");
            }
        }
        return List.copyOf(byName.values());
    }

    /** Those that a query brings along, without asking whether they go together. */
    public static List<CommonTable> known(Query query) {
        ReadModels reads = new ReadModels((model, level) -> {});
        reads.query(query);
        return reads.commons();
    }

    private static void note(Model model, Set<String> read, Set<String> tables) {
        if (model.ofQuery()) {
            read.add(model.name());
        } else if (model.table().getName().length == 1) {
            tables.add(model.tableName());
        }
    }

    /** Two that are called the same. */
    public static LookupException clash(String name) {
        return new LookupException("Two different common table expressions are called '" + name
                + "' in one query. Give each a name of its own.");
    }
}
