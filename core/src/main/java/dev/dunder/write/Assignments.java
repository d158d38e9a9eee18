package dev.dunder.write;

import dev.dunder.compose.NamedValue;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.query.Expression;
import dev.dunder.query.ReadModels;
import dev.dunder.query.Statement;
import dev.dunder.resolve.Resolver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Name;
import org.jspecify.annotations.Nullable;

/** The columns that one write gives values to, each once. For one thread. */
final class Assignments {
    private final List<Statement.Assignment> all = new ArrayList<>();

    /** What was said, in its order. */
    static Assignments of(List<NamedValue> values, Resolver resolver) {
        Assignments assignments = new Assignments();
        for (NamedValue value : values) {
            for (Statement.Assignment assignment : resolver.assignments(value.attribute(), value.value())) {
                if (assignments.has(assignment.attribute())) {
                    throw new LookupException("'" + value.attribute() + "' is given twice.");
                }
                assignments.add(assignment);
            }
        }
        return assignments;
    }

    void add(Statement.Assignment assignment) {
        all.add(assignment);
    }

    boolean has(Attribute attribute) {
        return all.stream().anyMatch(one -> one.attribute() == attribute);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    List<Statement.Assignment> all() {
        return Collections.unmodifiableList(all);
    }

    /** The values that are known before they are stored, by the names of their attributes. */
    Map<String, @Nullable Object> known(List<? extends @Nullable Object> values) {
        Map<String, @Nullable Object> known = new LinkedHashMap<>();
        for (Statement.Assignment assignment : all) {
            if (assignment.value() instanceof Expression.Param param) {
                known.put(assignment.attribute().name(), values.get(param.index()));
            }
        }
        return known;
    }

    /**
     * The tables of a row that are written, in that order. What is computed of a table that is written before would be of
     * the new row, where the old one is meant.
     */
    List<RowTable> tables(Model model) {
        List<RowTable> tables = new ArrayList<>();
        Set<Name> before = new HashSet<>();
        for (RowTable table : RowTable.of(model)) {
            List<Statement.Assignment> own = of(table);
            for (Statement.Assignment assignment : own) {
                new ReadModels((read, level) -> {
                    if (before.contains(read.table())) {
                        throw new LookupException("'" + assignment.attribute().name() + "' is computed of "
                                + read.name() + ", which is written by the same call. Write them by one call each.");
                    }
                }).expression(assignment.value());
            }
            if (!own.isEmpty()) {
                tables.add(table);
                before.add(table.model().table());
            }
        }
        return tables;
    }

    /** Those of one table, to its own columns. */
    List<Statement.Assignment> of(RowTable table) {
        return all.stream()
                .filter(one -> table.has(one.attribute()))
                .map(one -> new Statement.Assignment(one.attribute().origin(), one.value()))
                .toList();
    }
}
