package dev.dunder.lookups;

import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SortField;
import org.jooq.impl.DSL;

/**
 * What a request asks for, checked against what {@link Filters} allow.
 *
 * @param terms lookups and their values, all of which are to hold
 * @param orderBy paths to order by, with {@code -} before those that are descending
 * @param page which page, from 1
 * @param pageSize how many rows a page has
 */
public record Filtered(List<Term> terms, List<String> orderBy, int page, int pageSize) {
    /**
     * One lookup.
     *
     * @param lookup such as {@code author__name__icontains}: one of those that were allowed, never a text from outside
     * @param value the value, of the column's type where that is known
     */
    public record Term(String lookup, Object value) {}

    /**
     * How many rows to skip.
     *
     * @return those of the pages before
     */
    public int offset() {
        return (page - 1) * pageSize;
    }

    /**
     * The terms as a jOOQ condition.
     *
     * @param lookups of the table that the filters are on
     * @return the condition, its values bound; true where nothing is asked
     */
    public Condition condition(Lookups lookups) {
        List<Condition> conditions = new ArrayList<>();
        terms.forEach(term -> conditions.add(lookups.condition(term.lookup(), term.value())));
        return DSL.and(conditions);
    }

    /**
     * The ordering as jOOQ takes it.
     *
     * @param lookups of the table that the filters are on
     * @return the sort fields, empty where no order is asked for
     */
    public List<SortField<?>> sortFields(Lookups lookups) {
        List<SortField<?>> fields = new ArrayList<>();
        for (String criterion : orderBy) {
            boolean descending = criterion.startsWith("-");
            Field<?> field = lookups.field(descending ? criterion.substring(1) : criterion);
            fields.add(descending ? field.desc() : field.asc());
        }
        return fields;
    }
}
