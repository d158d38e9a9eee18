package dev.dunder;

import dev.dunder.compose.NamedValue;
import dev.dunder.fetch.Request;
import dev.dunder.fetch.ResultCache;
import dev.dunder.fetch.RowState;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Relation;
import dev.dunder.work.Evaluation;
import dev.dunder.write.RelationWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a relation to many leads to from one instance: a query set, and how to say which rows these are.
 *
 * {@snippet :
 * RelatedSet<Row> tags = cake.many("tag");
 * tags.add(green, blue);
 * tags.remove(blue);
 * Row brown = tags.create("name", "brown");
 * // insert into entry_tag (entry_id, tag_id) select … from unnest(…) on conflict (entry_id, tag_id) do nothing;
 * // delete from entry_tag where …;
 * // insert into tag (name) values (?) returning …; insert into entry_tag …
 * }
 *
 * <p>What is written here is what this set reads from then on, and what the instance's relation is, whatever had been
 * prefetched; other query sets and instances are as they were. What is composed of it, as by {@code filter}, is a plain query
 * set. Safe to share between threads.
 *
 * @param <T> the class of the related rows
 */
public final class RelatedSet<T extends Instance<T>> extends QuerySet<T> {
    private final Relation relation;
    private final RowState parent;
    private final ResultCache<T> known;
    private final List<NamedValue> through;
    private final Consumer<@Nullable Object> given;

    RelatedSet(Relation relation, RowState parent, Request<T> request, Consumer<@Nullable Object> given) {
        this(relation, parent, request, new ResultCache<>(), List.of(), given);
    }

    private RelatedSet(Relation relation, RowState parent, Request<T> request, ResultCache<T> known,
            List<NamedValue> through, Consumer<@Nullable Object> given) {
        super(request, known);
        this.relation = relation;
        this.parent = parent;
        this.known = known;
        this.through = through;
        this.given = given;
    }

    @Override
    RelationWriter related() {
        return RelationWriter.of(relation, parent, through, given);
    }

    /** What was known of the related rows holds no more. */
    @Override
    void written() {
        parent.forget(relation.accessor());
        known.forget();
    }

    /**
     * The same rows, with values that the pairs have which are added through it, where a table between has further columns.
     *
     * {@snippet :
     * cake.many("tag").through("note", "by hand").add(green);
     * // insert into entry_tag (entry_id, tag_id, note) select … from unnest(…) on conflict (entry_id, tag_id) do nothing
     * }
     *
     * @param column a column of the table between
     * @param value its value
     * @param more further columns and values in turn
     * @return the set that adds with these; pairs that are there stay as they are
     */
    public RelatedSet<T> through(String column, @Nullable Object value, @Nullable Object... more) {
        return new RelatedSet<>(
                relation, parent, request(), known, Arguments.pairs(column, value, more), given);
    }

    /**
     * These rows are related too: by a pair in the table between, or by their foreign key, which leads here then. Adding what
     * is there already changes nothing, whoever does the same at the same moment.
     *
     * {@snippet :
     * long n = cake.many("tag").add(green, 2);
     * // insert into entry_tag (entry_id, tag_id) select … from unnest(…) on conflict (entry_id, tag_id) do nothing
     * }
     *
     * @param rows instances or their keys, and collections of them
     * @return how many were not related before
     * @throws LookupException if a row is of another model, or a key does not fit
     * @throws DunderException if an instance is not stored
     * @throws DatabaseException if the database refuses it, as it does where there is no such row
     */
    public long add(Object... rows) {
        return adding(rows).now();
    }

    /**
     * These rows are related no more; they themselves stay.
     *
     * {@snippet :
     * long n = cake.many("tag").remove(green);
     * // delete from entry_tag where (entry_tag.entry_id = ? and entry_tag.tag_id = any (?))
     * }
     *
     * @param rows instances or their keys, and collections of them
     * @return how many were related
     * @throws LookupException if a row is of another model, or a key does not fit
     * @throws DunderException if an instance is not stored, or each row has to be related to one, as its foreign key cannot be
     *     null
     * @throws DatabaseException if the database refuses it
     */
    public long remove(Object... rows) {
        return removing(rows).now();
    }

    /**
     * These rows are related, and no others, in one transaction.
     *
     * {@snippet :
     * long n = cake.many("tag").set(List.of(green, blue));
     * // delete from entry_tag where (entry_tag.entry_id = ? and not (entry_tag.tag_id = any (?)));
     * // insert into entry_tag (entry_id, tag_id) select … from unnest(…) on conflict (entry_id, tag_id) do nothing
     * }
     *
     * @param rows instances or their keys; none for no related rows
     * @return how many were added or removed
     * @throws LookupException if a row is of another model, or a key does not fit
     * @throws DunderException if an instance is not stored, or rows cannot be without one, as their foreign key cannot be null
     * @throws DatabaseException if the database refuses it
     */
    public long set(Collection<?> rows) {
        return setting(rows).now();
    }

    /**
     * No rows are related any more; they themselves stay.
     *
     * {@snippet :
     * long n = cake.many("tag").clear();
     * // delete from entry_tag where entry_tag.entry_id = ?
     * }
     *
     * @return how many were related
     * @throws DunderException if each row has to be related to one, as its foreign key cannot be null
     * @throws DatabaseException if the database refuses it
     */
    public long clear() {
        return clearing().now();
    }

    @Override
    public AsyncRelatedSet<T> async() {
        return new AsyncRelatedSet<>(this);
    }

    Evaluation<Long> adding(Object... rows) {
        return evaluations().written(related().adding(all(rows)));
    }

    Evaluation<Long> removing(Object... rows) {
        return evaluations().written(related().removing(all(rows)));
    }

    Evaluation<Long> setting(Collection<?> rows) {
        return evaluations().written(related().setting(new ArrayList<>(LookupException.given(rows, "the rows"))));
    }

    Evaluation<Long> clearing() {
        return evaluations().written(related().clearing());
    }

    private static List<?> all(Object... rows) {
        return Collections.unmodifiableList(Arrays.asList(LookupException.given(rows, "the rows")));
    }
}
