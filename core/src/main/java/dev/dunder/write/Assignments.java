package dev.dunder.write;

import dev.dunder.compose.NamedValue;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
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
    /** Why an identity is not given. */
    static final String NUMBERED = "the database alone gives it values, GENERATED ALWAYS AS IDENTITY. Leave it out.";

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

    /** Refuses what only the database gives values to. */
    void refuseNumbered(Model model) {
        for (Statement.Assignment assignment : all) {
            if (assignment.attribute().numbered()) {
                throw new LookupException("Cannot assign to '" + assignment.attribute().name() + "' on " + model.name()
                        + ": " + NUMBERED);
            }
        }
    }

    void add(Statement.Assignment assignment) {
        all.add(assignment);
    }

    boolean has(Attribute attribute) {
        return find(attribute) != null;
    }

    Statement.@Nullable Assignment find(Attribute attribute) {
        for (Statement.Assignment one : all) {
            if (one.attribute() == attribute) {
                return one;
            }
        }
        return null;
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
     * The tables of a row that are written, in that order: a parent whose key is another then comes last, as the children's
     * follow it, and are found by the old one before. What is computed of a table that is written before would be of the new
     * row, where the old one is meant.
     */
    List<RowTable> tables(Model model) {
        List<RowTable> tables = new ArrayList<>();
        Set<Name> before = new HashSet<>();
        List<RowTable> all = RowTable.of(model);
        for (RowTable table : changesParents(model) ? all.reversed() : all) {
            List<Statement.Assignment> own = of(table);
            own.forEach(assignment -> refuseComputedOf(before, assignment));
            if (!own.isEmpty()) {
                tables.add(table);
                before.add(table.model().table());
            }
        }
        return tables;
    }

    /** Refuses what is computed of tables that are written before. */
    static void refuseComputedOf(Set<Name> before, Statement.Assignment assignment) {
        new ReadModels((read, level) -> {
            if (before.contains(read.table())) {
                throw new LookupException("'" + assignment.attribute().name() + "' is computed of "
                        + read.name() + ", which is written by the same call. Write them by one call each.");
            }
        }).expression(assignment.value());
    }

    /** Whether what rows of a model refer to their parents by is to be another. */
    boolean changesParents(Model model) {
        for (RowTable table : RowTable.of(model)) {
            Hop link = table.link();
            if (link != null && all.stream().anyMatch(one -> link.far().contains(one.attribute().origin()))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a part of a row's key is, in any of its tables. */
    boolean changesKeys(Model model) {
        List<Attribute> keys = RowTable.keys(model);
        return all.stream().anyMatch(one -> keys.contains(one.attribute().origin()));
    }

    /** Those of one table, to its own columns. */
    List<Statement.Assignment> of(RowTable table) {
        return all.stream()
                .filter(one -> table.has(one.attribute()))
                .map(one -> new Statement.Assignment(one.attribute().origin(), one.value()))
                .toList();
    }
}
