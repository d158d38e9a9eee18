package dev.dunder.lookups;

import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for, checked against what {@link Filters} allow. Query sets take it, and so does jOOQ:
 *
 * <pre>{@code
 * Filtered asked = FILTERS.parse(request.getParameterMap());
 * entries.filter(asked).orderBy(asked).page(asked);
 * ctx.selectFrom(ENTRY).where(asked.condition(lookups)).orderBy(asked.sortFields(lookups));
 * }</pre>
 *
 * <p>Immutable and safe to share between threads.
 */
public final class Filtered {
    private final Parts parts;
    private final int facetValues;
    private final @Nullable FilterCursors cursors;

    /** A condition. */
    public sealed interface Term {
        /**
         * One lookup and its value.
         *
         * @param path a column or an annotation, with relations before it and transforms behind it: one that was allowed, never
         *     a text from outside
         * @param name of the lookup, such as {@code icontains}
         * @param value of the column's type where that is known
         */
        record Lookup(String path, String name, Object value) implements Term {
            /**
             * The lookup string.
             *
             * @return such as {@code author__name__icontains}
             */
            public String lookup() {
                return path + PathParser.SEPARATOR + name;
            }
        }

        /**
         * All of these hold.
         *
         * @param terms one at least
         */
        record And(List<Term> terms) implements Term {}

        /**
         * One of these holds at least.
         *
         * @param terms one at least
         */
        record Or(List<Term> terms) implements Term {}

        /**
         * The term does not hold; a row without a value to compare is among those.
         *
         * @param term the term
         */
        record Not(Term term) implements Term {}
    }

    /** All that is said, apart from how cursors are signed. */
    record Parts(
            String label, List<Term> terms, List<String> orderBy, int page, int pageSize, List<String> fields,
            List<String> facets, @Nullable String after, @Nullable String before) {
        Parts {
            terms = List.copyOf(terms);
            orderBy = List.copyOf(orderBy);
            fields = List.copyOf(fields);
            facets = List.copyOf(facets);
        }
    }

    Filtered(Parts parts, int facetValues, @Nullable FilterCursors cursors) {
        this.parts = parts;
        this.facetValues = facetValues;
        this.cursors = cursors;
    }

    /**
     * The conditions.
     *
     * @return all of these are to hold; none where nothing is asked
     */
    public List<Term> terms() {
        return parts.terms();
    }

    /**
     * The order.
     *
     * @return paths, with {@code -} before those that are descending; none where nothing is asked and there is no default
     */
    public List<String> orderBy() {
        return parts.orderBy();
    }

    /**
     * Which page.
     *
     * @return from 1
     */
    public int page() {
        return parts.page();
    }

    /**
     * How many rows a page has.
     *
     * @return 1 at least
     */
    public int pageSize() {
        return parts.pageSize();
    }

    /**
     * How many rows to skip.
     *
     * @return those of the pages before
     */
    public int offset() {
        return (page() - 1) * pageSize();
    }

    /**
     * The columns that are to be sent.
     *
     * @return paths; those of the request, or else the default ones, or else all that are allowed; none where no fields are
     *     allowed by name
     */
    public List<String> fields() {
        return parts.fields();
    }

    /**
     * The columns whose values are to be counted.
     *
     * @return paths
     */
    public List<String> facets() {
        return parts.facets();
    }

    /**
     * How many values a facet tells.
     *
     * @return the most frequent ones
     */
    public int facetValues() {
        return facetValues;
    }

    /**
     * The cursor behind which the rows begin, which was found to be signed.
     *
     * @return what was given to {@link #signed}; null where none was asked for
     */
    public @Nullable String after() {
        return parts.after();
    }

    /**
     * The cursor before which the rows end, which was found to be signed.
     *
     * @return what was given to {@link #signed}; null where none was asked for
     */
    public @Nullable String before() {
        return parts.before();
    }

    /**
     * Signs the cursor of a page of these rows, for a parameter {@code after} or {@code before} of a request with the same
     * conditions and order.
     *
     * @param cursor the cursor; null where there is no further page
     * @return the text to send; null for null
     * @throws LookupException if there is no key to sign with
     */
    public @Nullable String signed(@Nullable String cursor) {
        if (cursors == null) {
            throw new LookupException("There is no key to sign cursors with: call Filters.cursors(key).");
        }
        return cursor == null ? null : cursors.sign(parts, cursor);
    }

    /**
     * The fault of a cursor that was signed, and is good for these rows no more: their order in the program has changed.
     *
     * @return the exception to throw
     */
    public FilterException outdatedCursor() {
        String parameter = after() == null ? Filters.BEFORE : Filters.AFTER;
        return new FilterException(List.of(
                FilterException.Fault.of(parameter, null, FilterCursors.refusal())));
    }

    /**
     * The same without what it asks of one path: what a facet is counted of.
     *
     * @param path as it was allowed, such as {@code author__country}
     * @return without the conditions that are about this path alone
     */
    public Filtered without(String path) {
        List<Term> others = terms().stream().filter(term -> !isAbout(term, path)).toList();
        return new Filtered(new Parts(parts.label(), others, orderBy(), page(), pageSize(), fields(), facets(), after(),
                before()), facetValues, cursors);
    }

    private static boolean isAbout(Term term, String path) {
        return switch (term) {
            case Term.Lookup lookup -> lookup.path().equals(path);
            case Term.And(List<Term> terms) -> terms.stream().allMatch(one -> isAbout(one, path));
            case Term.Or(List<Term> terms) -> terms.stream().allMatch(one -> isAbout(one, path));
            case Term.Not(Term negated) -> isAbout(negated, path);
        };
    }

    /**
     * The terms as a jOOQ condition.
     *
     * @param lookups of the table that the filters are on
     * @return the condition, its values bound; true where nothing is asked
     */
    public Condition condition(Lookups lookups) {
        return DSL.and(conditions(lookups, terms()));
    }

    private static List<Condition> conditions(Lookups lookups, List<Term> terms) {
        List<Condition> conditions = new ArrayList<>();
        terms.forEach(term -> conditions.add(condition(lookups, term)));
        return conditions;
    }

    private static Condition condition(Lookups lookups, Term term) {
        return switch (term) {
            case Term.Lookup lookup -> lookups.condition(lookup.lookup(), lookup.value());
            case Term.And(List<Term> terms) -> DSL.and(conditions(lookups, terms));
            case Term.Or(List<Term> terms) -> DSL.or(conditions(lookups, terms));
            // What is unknown does not match, so that a condition and its opposite are all rows.
            case Term.Not(Term negated) -> DSL.not(DSL.condition(
                    DSL.coalesce(DSL.field(condition(lookups, negated)), DSL.inline(false))));
        };
    }

    /**
     * The ordering as jOOQ takes it.
     *
     * @param lookups of the table that the filters are on
     * @return the sort fields, empty where no order is asked for
     */
    public List<SortField<?>> sortFields(Lookups lookups) {
        List<SortField<?>> fields = new ArrayList<>();
        for (String criterion : orderBy()) {
            boolean descending = criterion.startsWith("-");
            Field<?> field = lookups.field(descending ? criterion.substring(1) : criterion);
            fields.add(descending ? field.desc() : field.asc());
        }
        return fields;
    }

    /** Whether it asks for the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Filtered filtered && parts.equals(filtered.parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    /** What is asked for, values too. */
    @Override
    public String toString() {
        return parts.toString();
    }
}
