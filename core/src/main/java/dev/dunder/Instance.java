package dev.dunder;

import dev.dunder.compose.NamedValue;
import dev.dunder.compose.Names;
import dev.dunder.compose.RelationPaths;
import dev.dunder.fetch.InstanceType;
import dev.dunder.fetch.KeyFilter;
import dev.dunder.fetch.LazyLoad;
import dev.dunder.fetch.Peers;
import dev.dunder.fetch.RelatedRows;
import dev.dunder.fetch.RelatedStates;
import dev.dunder.fetch.RelationCache;
import dev.dunder.fetch.Request;
import dev.dunder.fetch.RowMap;
import dev.dunder.fetch.RowState;
import dev.dunder.fetch.SameTable;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Values;
import dev.dunder.lookups.ZonedValues;
import dev.dunder.model.Attribute;
import dev.dunder.model.Keyed;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.query.Expression;
import dev.dunder.query.Statement;
import dev.dunder.resolve.ColumnLimits;
import dev.dunder.resolve.PlainValues;
import dev.dunder.resolve.Resolver;
import dev.dunder.run.Session;
import dev.dunder.work.Evaluation;
import dev.dunder.write.InstanceWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * One row of a table, stored or still to be: what generated models and {@link Row} have in common.
 *
 * <pre>{@code
 * Entry e = Entry.with().x(1).headline("Hi").insert();   // insert into "entry" ("x", "headline") values (?, ?) returning …
 * e = e.update("x", 2);                                  // update "entry" set "x" = ? where "entry"."id" = ? returning …
 * e.delete();                                            // delete from "entry" where "entry"."id" = ?
 * }</pre>
 *
 * <p>Immutable and safe to share between threads: what changes the row returns another instance. Two are equal if they are
 * rows of the same table with the same primary key.
 *
 * @param <T> the generated class, or {@link Row}
 */
public abstract class Instance<T extends Instance<T>> implements Keyed {
    // Long as the manual of its methods, each with a call and its SQL; what they do is in fetch.RowState and in write.

    private final RowState row;
    private final @Nullable InstanceType<T> type;

    /**
     * Called by generated classes.
     *
     * @param state what the instance holds
     */
    protected Instance(State<T> state) {
        this.row = state.row();
        this.type = state.type();
    }

    final RowState row() {
        return row;
    }

    /** Another row as an instance of this one's class. */
    private T made(RowState other) {
        if (type == null) {
            throw new IllegalStateException("Chosen values are no row of a table.");
        }
        return type.make(other);
    }

    /** An instance that is to be stored where a query set reads. */
    static <T extends @Nullable Object> T unsaved(Request<T> request, List<NamedValue> values) {
        InstanceType<T> type = request.type();
        if (type == null) {
            throw new DunderException("A set of values makes no instances; use the query set before values(…).");
        }
        Model model = type.model();
        RowState.Draft draft = new RowState.Draft(model, request.where());
        Resolver resolver = null;
        for (NamedValue value : values) {
            Object said = Arguments.value(value.value());
            Attribute column = PlainValues.is(said) ? PlainValues.attribute(model, value.attribute()) : null;
            if (column != null) {
                draft.set(column.index(), PlainValues.of(model, column, said, value.attribute(),
                        () -> request.where().zoneToWrite(model)));
                continue;
            }
            if (said instanceof Instance<?>) {
                RowState row = RowState.unsaved(model, request.where());
                refuseFromElsewhere(row, type.make(row), said);
            }
            resolver = resolver == null ? new Resolver(model) : resolver;
            for (Statement.Assignment assignment : resolver.assignments(value.attribute(), said)) {
                int place = assignment.attribute().index();
                if (assignment.value() instanceof Expression.Param param) {
                    draft.set(place, resolver.value(param));
                } else {
                    draft.computing(place, Objects.requireNonNull(said));
                }
            }
        }
        return type.make(draft.row());
    }

    private static RowState with(RowState row, @Nullable Object one, List<NamedValue> values) {
        RowState changed = row;
        for (NamedValue value : values) {
            changed = with(changed, one, value.attribute(), value.value());
        }
        return changed;
    }

    private static RowState with(
            RowState row, @Nullable Object one, String attribute, @Nullable Object value) {
        refuseFromElsewhere(row, one, value);
        Object said = Arguments.value(value);
        Attribute column = PlainValues.is(said) ? PlainValues.attribute(row.model(), attribute) : null;
        if (column != null) {
            return row.with(column.index(), PlainValues.of(row.model(), column, said, attribute, row::zone));
        }
        RowState changed = row;
        Resolver resolver = new Resolver(row.model());
        for (Statement.Assignment assignment : resolver.assignments(attribute, said)) {
            int place = assignment.attribute().index();
            changed = assignment.value() instanceof Expression.Param param
                    ? changed.with(place, resolver.value(param))
                    : changed.computing(place, Objects.requireNonNull(said));
        }
        return changed;
    }

    /** Refuses values of new rows that were made for another database. */
    static <T extends @Nullable Object> Consumer<@Nullable Object> refusingFromElsewhere(Request<T> request,
            InstanceType<T> type) {
        RowState row = RowState.unsaved(type.model(), request.where());
        return value -> refuseFromElsewhere(row, value instanceof Instance<?> ? type.make(row) : null, value);
    }

    /** A key of another database means nothing in this one, unless the router says that it does. */
    private static void refuseFromElsewhere(RowState row, @Nullable Object one, @Nullable Object value) {
        Session here = row.where().named();
        if (value instanceof Instance<?> other && here != null) {
            Session there = other.row.where().named();
            if (there != null && !here.is(there)
                    && !(one instanceof Instance<?> referring && Dunder.mayRelate(referring, other))) {
                throw new DunderException(
                        "This " + row.columns().label() + " cannot refer to that " + other.row.columns().label()
                                + ", which is of another database. Store it in this one first, or have a Router allow it.");
            }
        }
    }

    /**
     * The value of an attribute that may be null.
     *
     * @param place the attribute's place among those of the model
     * @param type its Java class
     * @param <V> its Java class
     * @return the value, null where it has none
     */
    protected final <V> @Nullable V optional(int place, Class<V> type) {
        return row.value(place, type);
    }

    /**
     * The value of an attribute that is never null in a stored row.
     *
     * @param place the attribute's place among those of the model
     * @param type its Java class
     * @param <V> its Java class
     * @return the value
     * @throws DunderException if it has none yet
     */
    protected final <V> V required(int place, Class<V> type) {
        V value = row.value(place, type);
        if (value == null) {
            throw new DunderException("'" + row.model().attributes().get(place).name() + "' of this "
                    + row.columns().label()
                    + " has no value yet. Give it one, or insert() first where the database does.");
        }
        return value;
    }

    /**
     * This instance with another value, which is not stored by that but by {@link #insert} or {@link #update()}.
     *
     * @param place the attribute's place among those of the model
     * @param value the value
     * @return another instance
     * @throws LookupException if the value does not fit the column
     */
    protected final T with(int place, @Nullable Object value) {
        Attribute attribute = row.model().attributes().get(place);
        Object fitting = value == null
                ? null
                : Values.convert(attribute.type(), ZonedValues.convert(attribute.type(), value, row::zone),
                        attribute.name());
        ColumnLimits.check(attribute, fitting);
        return made(row.with(place, fitting));
    }

    /**
     * This instance with other values, which are not stored by that but by {@link #insert}, or else by the next update,
     * whatever that changes besides. An expression has no value until then, and is read from what is stored.
     *
     * {@snippet :
     * cake = cake.with("headline", "Cake", "rating", 4).update();
     * cake = cake.with("headline", "Cake").update("rating", 5);
     * // update entry set headline = ?, rating = ? where entry.id = ? returning …;
     * // update entry set rating = ?, headline = ? where entry.id = ? returning …
     * }
     *
     * @param attribute a column, or a foreign key's relation
     * @param value the value; for a relation an instance or its key
     * @param more further columns and values in turn
     * @return another instance
     * @throws LookupException if there is no such attribute or a value does not fit
     */
    public final T with(String attribute, @Nullable Object value, @Nullable Object... more) {
        return made(with(row, this, NamedValue.pairs(LookupException.given(attribute, "the name of an attribute"),
                value, more)));
    }

    /**
     * This instance with other values of typed columns, as {@link #with(String, Object, Object...)}.
     *
     * {@snippet :
     * ColumnPath<Row, Integer> rating = new ColumnPath<>("rating"); // of generated models: Entry.RATING
     * cake = cake.with(rating.to(4)).update();
     * // update entry set rating = ? where entry.id = ? returning …
     * }
     *
     * @param first a column and its value
     * @param more further ones
     * @return another instance
     * @throws LookupException if a value does not fit
     */
    @SafeVarargs
    public final T with(Assignment<T> first, Assignment<T>... more) {
        return made(with(row, this, Assignment.values(first, more)));
    }

    /**
     * The same values, to be stored in another database.
     *
     * {@snippet :
     * Row copy = tags.with("name", "green").using(archive).insert();
     * // insert into tag (name) values (?) returning …
     * }
     *
     * @param database the other
     * @return an unsaved instance, unless it is stored in that very database
     */
    public final T using(Database database) {
        return made(row.using(LookupException.given(database, "a database").session()));
    }

    /**
     * The same values, to be stored in another database.
     *
     * {@snippet :
     * Row copy = tags.with("name", "grey").using("archive").insert();
     * // insert into tag (name) values (?) returning …
     * }
     *
     * @param database the other's name, see {@link Dunder#register}
     * @return an unsaved instance, unless it is stored in that very database
     */
    public final T using(String database) {
        return using(Dunder.database(database));
    }

    /**
     * The same instance within a transaction, whichever thread stores it.
     *
     * {@snippet :
     * db.async().atomic(tx -> cake.using(tx).async().update("rating", 5)).join();
     * // update entry set rating = ? where entry.id = ? returning …
     * }
     *
     * @param transaction as {@code db.async().atomic(tx -> …)} hands it out
     * @return an unsaved instance, unless it is stored in the database of the transaction
     */
    public final T using(Transaction transaction) {
        return made(row.using(LookupException.given(transaction, "a transaction").block().session()));
    }

    /**
     * Stores the row: {@code INSERT … RETURNING}. What was not given is left to the database and comes back, and what the
     * database may round or spell in its own way; what a trigger makes of values that were given is seen after {@link
     * #refresh}.
     *
     * {@snippet :
     * Row tea = entries.with("author", ann, "headline", "More tea").insert();
     * // insert into entry (author_id, headline) values (?, ?) returning …
     * }
     *
     * @return the row, with its key and defaults
     * @throws DunderException if it is stored already
     * @throws DatabaseException if the database refuses it
     */
    public final T insert() {
        return inserting().now();
    }

    /**
     * Stores what {@link #with} has set since the row was read or written. Nothing is sent where that is nothing.
     *
     * {@snippet :
     * Row changed = cake.with("rating", 5).update();
     * // update entry set rating = ? where entry.id = ? returning …
     * }
     *
     * @return the row as it is stored then
     * @throws DunderException if it was never stored, or its key is among what was set: that says which row it is, and is
     *     changed by {@code update("id", …)} alone
     * @throws DoesNotExist if the row is not there any more
     * @throws StaleInstance if the model has a version, and the row is in another than this
     * @throws DatabaseException if the database refuses it
     */
    public final T update() {
        return updating(List.of()).now();
    }

    /**
     * Changes these columns of the stored row, those that {@link #with} has set, and no others. The row is found by the key
     * that it is stored with; what {@code with} made of that is not written.
     *
     * {@snippet :
     * Row changed = cake.update("rating", 5, "published", true);
     * changed = changed.update("rating", f("rating").minus(1));
     * // update entry set rating = ?, published = ? where entry.id = ? returning …;
     * // update entry set rating = (entry.rating - ?) where entry.id = ? returning …
     * }
     *
     * @param attribute a column, or a foreign key's relation
     * @param value its value; an expression, a query set for its one value, or a condition is computed by the server, of
     *     the row as it was
     * @param more further columns and values in turn
     * @return the row as it is stored then
     * @throws LookupException if there is no such attribute or a value does not fit
     * @throws DoesNotExist if the row is not there any more
     * @throws StaleInstance if the model has a version, and the row is in another than this
     * @throws DatabaseException if the database refuses it
     */
    public final T update(String attribute, @Nullable Object value, @Nullable Object... more) {
        return updating(Arguments.pairs(attribute, value, more)).now();
    }

    /**
     * Changes these columns of the stored row, those that {@link #with} has set, and no others.
     *
     * @param first a column and its value, such as {@code Entry.X.to(2)}
     * @param more further ones
     * @return the row as it is stored then
     * @throws LookupException if a value does not fit
     * @throws DoesNotExist if the row is not there any more
     * @throws StaleInstance if the model has a version, and the row is in another than this
     * @throws DatabaseException if the database refuses it
     */
    @SafeVarargs
    public final T update(Assignment<T> first, Assignment<T>... more) {
        return updating(Assignment.values(first, more)).now();
    }

    /**
     * Deletes the stored row. This instance stays as it is.
     *
     * {@snippet :
     * Row tea = entries.with("author", ann, "headline", "More tea").insert();
     * tea.delete();
     * // insert into entry (author_id, headline) values (?, ?) returning …;
     * // delete from entry where entry.id = ?
     * }
     *
     * @return how many rows were deleted: 0 if it was not there any more
     * @throws StaleInstance if the model has a version, and the row is in another than this
     * @throws DoesNotExist if the model has a version, and the row is not there any more
     * @throws DunderException if it was never stored
     * @throws DatabaseException if the database refuses, as it does while other rows refer to this one
     */
    public final long delete() {
        return deleting().now();
    }

    /**
     * Deletes the stored row, and does with those that refer to it what the {@link dev.dunder.model.OnDelete} of each foreign
     * key says, whether the database would or not. This instance stays as it is.
     *
     * {@snippet :
     * Row tea = entries.with("author", ann, "headline", "More tea").insert();
     * tea.deleteCollecting();
     * // insert into entry (author_id, headline) values (?, ?) returning …;
     * // delete from entry_tag where entry_tag.entry_id = any (?);
     * // delete from entry where entry.id = any (?)
     * }
     *
     * @return how many rows were deleted, of each model; none if it was not there any more
     * @throws ProtectedRows if rows are in the way by a foreign key that protects or restricts
     * @throws DunderException if it was never stored
     * @throws DatabaseException if the database refuses it
     */
    public final Deleted deleteCollecting() {
        return collecting().now();
    }

    /**
     * The row as it is stored now, whatever this instance was given since it was read; what was loaded of its relations is
     * forgotten.
     *
     * {@snippet :
     * Row now = cake.refresh();
     * // select … from entry where entry.id = ?
     * }
     *
     * @return another instance
     * @throws DunderException if it was never stored
     * @throws DoesNotExist if the row is not there any more
     */
    public final T refresh() {
        return refreshing(List.of()).now();
    }

    /**
     * This instance with some columns as they are stored now.
     *
     * {@snippet :
     * Row now = cake.refresh("rating", "headline");
     * // select entry.rating, entry.headline from entry where entry.id = ?
     * }
     *
     * @param name a column, or a foreign key's relation
     * @param more further ones
     * @return another instance, which is otherwise as this one
     * @throws LookupException if there is no such column
     * @throws DunderException if it was never stored
     * @throws DoesNotExist if the row is not there any more
     */
    public final T refresh(String name, String... more) {
        return refreshing(Names.paths(name, more)).now();
    }

    /**
     * This instance with some columns as they are stored now, by typed paths.
     *
     * {@snippet :
     * ColumnPath<Row, Integer> rating = new ColumnPath<>("rating"); // of generated models: Entry.RATING
     * Row now = cake.refresh(rating);
     * // select entry.rating from entry where entry.id = ?
     * }
     *
     * @param first a typed path
     * @param more further ones
     * @return the instance with these
     * @throws DoesNotExist if there is no such row any more
     */
    @SafeVarargs
    public final T refresh(ColumnPath<T, ?> first, ColumnPath<T, ?>... more) {
        return refreshing(ColumnPath.paths(first, more)).now();
    }

    /**
     * The same methods, which return futures.
     *
     * {@snippet :
     * CompletableFuture<Row> changed = cake.async().update("rating", 5);
     * changed.join();
     * // update entry set rating = ? where entry.id = ? returning …
     * }
     *
     * @return the asynchronous twin
     */
    @SuppressWarnings("unchecked")
    public final AsyncInstance<T> async() {
        return new AsyncInstance<>((T) this);
    }

    /** @param names none for all columns */
    final Evaluation<T> refreshing(List<String> names) {
        return writer().refreshing(names).map(this::made);
    }

    final Evaluation<T> inserting() {
        return writer().inserting().map(this::made);
    }

    final Evaluation<T> updating(List<NamedValue> changes) {
        return writer().updating(changes).map(this::made);
    }

    final Evaluation<Long> deleting() {
        return writer().deleting();
    }

    final Evaluation<Deleted> collecting() {
        return writer().collecting().map(Deleted::of);
    }

    private InstanceWriter writer() {
        return new InstanceWriter(row, value -> refuseFromElsewhere(row, this, value));
    }

    /**
     * The related row of a relation to one, as it was loaded by {@code selectRelated}, {@code prefetchRelated} or {@link
     * #load}; or that of a filtered relation, by its name, as {@code selectRelated} has loaded it. In {@link
     * FetchMode#PEERS} that of a relation of the model is fetched if it was not.
     *
     * {@snippet :
     * Row entry = entries.selectRelated("author").get("id", 1);
     * Row author = entry.one("author", Row.class);
     * // select … from entry join author on entry.author_id = author.id where entry.id = ? fetch next ? rows only
     * }
     *
     * @param accessor what the relation is called on instances
     * @param type the class of its instances
     * @param <R> the class of its instances
     * @return the row; null where there is none
     * @throws NotLoadedException if it was not loaded
     */
    public final <R extends Instance<R>> @Nullable R one(String accessor, Class<R> type) {
        Relation relation = RelationPaths.named(model(), accessor);
        return relation == null ? filtered(accessor, type) : one(accessor, Manager.type(type, relation.target()));
    }

    /** Of a relation that only a query set knew. */
    private <R extends Instance<R>> @Nullable R filtered(String name, Class<R> type) {
        if (row.loaded().get(name) instanceof RelationCache.Found.One(RowState found, var as, var back)) {
            return found == null ? null : Manager.type(type, found.model()).make(found);
        }
        throw new NotLoadedException(
                unknown(name).getMessage() + " Nothing was loaded under that name either: the row of a "
                        + "filteredRelation(\"" + name + "\", …) is there after selectRelated(\"" + name + "\").");
    }

    /**
     * The row of a relation to one, for generated classes: nothing of them is looked for by its name, so that native images need
     * not be told of it.
     *
     * @param accessor what the relation is called on instances
     * @param related where its instances come from
     * @param <R> the class of its instances
     * @return the row; null where there is none
     * @throws NotLoadedException if it was not loaded
     */
    protected final <R extends Instance<R>> @Nullable R one(String accessor, Manager<R> related) {
        return one(accessor, related.type());
    }

    /**
     * As {@link #one(String, Manager)}, where there is always one.
     *
     * @param accessor what the relation is called on instances
     * @param related where its instances come from
     * @param <R> the class of its instances
     * @return the row
     * @throws NotLoadedException if it was not loaded
     * @throws DunderException if there is none, as in a row that has not been stored
     */
    protected final <R extends Instance<R>> R requiredOne(String accessor, Manager<R> related) {
        R one = one(accessor, related);
        if (one == null) {
            throw new DunderException("This " + model().name() + " has no '" + accessor + "'.");
        }
        return one;
    }

    /**
     * The rows of a relation to many, for generated classes, as {@link #many(String, Class)}.
     *
     * @param accessor what the relation is called on instances
     * @param related where its instances come from
     * @param <R> the class of its instances
     * @return the rows
     */
    protected final <R extends Instance<R>> RelatedSet<R> many(String accessor, Manager<R> related) {
        return many(accessor, related.type());
    }

    final <R extends Instance<R>> @Nullable R one(String accessor, InstanceType<R> type) {
        Relation relation = relation(accessor);
        if (relation.toMany()) {
            throw new DunderException("'" + accessor + "' of " + model().name() + " are many. Use many(…).");
        }
        RowState found = RelatedStates.one(row, relation, accessor);
        return found == null ? null : type.make(found);
    }

    /**
     * The related rows of a relation to many: a query set, evaluated already where they were prefetched. In {@link
     * FetchMode#PEERS} its evaluation is that of all peers' rows.
     *
     * {@snippet :
     * List<Row> related = cake.many("tag", Row.class).list();
     * // select tag.id, tag.name from tag join entry_tag on tag.id = entry_tag.tag_id where entry_tag.entry_id = any (?)
     * }
     *
     * @param accessor what the relation is called on instances
     * @param type the class of its instances
     * @param <R> the class of its instances
     * @return the rows
     */
    public final <R extends Instance<R>> RelatedSet<R> many(String accessor, Class<R> type) {
        return many(accessor, Manager.type(type, relation(accessor).target()));
    }

    final <R extends Instance<R>> RelatedSet<R> many(String accessor, InstanceType<R> type) {
        Relation relation = relation(accessor);
        if (!relation.toMany()) {
            throw new DunderException("'" + accessor + "' of " + model().name() + " is one. Use one(…).");
        }
        Request<R> request = RelatedRows.of(relation, row, type);
        RelatedSet<R> rows = new RelatedSet<>(relation, row, request, refusingFromElsewhere(request, type));
        if (row.loaded().get(relation.accessor()) != null) {
            rows.evaluations().fill(found(relation, type));
        } else if (row.loaded().peers() != null) {
            rows.evaluations().promise(() -> {
                row.learn(LazyLoad.of(model(), relation), relation::toString);
                return found(relation, type);
            });
        }
        return rows;
    }

    private <R> List<R> found(Relation relation, InstanceType<R> type) {
        return row.loaded().get(relation.accessor()) instanceof RelationCache.Found.Many(List<RowState> rows, var as)
                ? rows.stream().map(type::make).toList()
                : List.of();
    }

    /**
     * What a {@link Prefetch} has loaded under a name of its own.
     *
     * {@snippet :
     * Row author = authors.prefetchRelated(new Prefetch("entry", entries.filter("rating", 5)).to("best")).first();
     * author.loaded("best");
     * // select … from author order by author.id asc fetch next ? rows only;
     * // select … from entry where (entry.author_id = any (?) and entry.rating = ?)
     * }
     *
     * @param name the name
     * @return the rows, instances of the class of the Prefetch's query set
     * @throws NotLoadedException if nothing was loaded under that name
     */
    public final List<? extends Instance<?>> loaded(String name) {
        return switch (row.loaded().get(name)) {
            case RelationCache.Found.Many(List<RowState> rows, var as) ->
                rows.stream().map(one -> instance(one, as)).toList();
            case RelationCache.Found.One(RowState found, var as, var back) ->
                found == null ? List.of() : List.of(instance(found, as));
            case null -> throw new NotLoadedException("Nothing was loaded as '" + name + "' for this " + model().name()
                    + ". Add prefetchRelated(new Prefetch(…).to(\"" + name + "\")) to the query set.");
        };
    }

    /** As it was fetched. */
    private static Instance<?> instance(RowState row, @Nullable InstanceType<?> type) {
        return type != null && type.make(row) instanceof Instance<?> instance
                ? instance
                : Row.type(row.model()).make(row);
    }

    /**
     * Whether an attribute or a relation is there to be read, without a {@link NotLoadedException}.
     *
     * {@snippet :
     * boolean whole = entries.only("headline").get("id", 1).isLoaded("body");
     * // select entry.id, entry.headline from entry where entry.id = ? fetch next ? rows only
     * }
     *
     * @param name an attribute, a relation by its name on instances, or a Prefetch's own name
     * @return true if it was loaded
     */
    public final boolean isLoaded(String name) {
        if (row.loaded().get(name) != null) {
            return true;
        }
        Attribute attribute = model().column(name);
        return attribute != null && attribute.parts().isEmpty() && row.isGiven(attribute.index());
    }

    /**
     * What is known of the row by name, and nothing is asked for: the values that it was read with or given, and the rows that
     * were loaded with it as maps of their own, those of a relation to many as a list. What was left out, as by {@code
     * defer(…)}, and what the server is still to compute is not in it.
     *
     * <p>That of the example is {@code {id=1, author_id=1, headline=Cake, …, author={id=1, name=Ann, …}, tag=[{id=1, name=red},
     * {id=2, name=blue}]}}. Rows that were loaded for another know it too; the way back there is not in the map, which has an
     * end. Where a relation has the name of its column the row stands in the place of its key.
     *
     * {@snippet :
     * var map = entries.selectRelated("author").prefetchRelated("tag").get("id", 1).toMap();
     * // select … from entry join author on entry.author_id = author.id where entry.id = ? fetch next ? rows only;
     * // select … from tag …
     * }
     *
     * @return in the order of the columns, then of the relations; it does not change
     */
    @NullUnmarked
    public final Map<String, Object> toMap() {
        return RowMap.of(row);
    }

    private Relation relation(String accessor) {
        Relation relation = RelationPaths.named(model(), accessor);
        if (relation == null) {
            throw unknown(accessor);
        }
        return relation;
    }

    private LookupException unknown(String accessor) {
        return LookupException.unknown(accessor, "as a relation of " + model().name(),
                model().relations().stream().map(Relation::accessor).toList());
    }

    /**
     * The same instance with more of it loaded: one statement for each relation, and one for columns that were left out. In
     * {@link FetchMode#PEERS} it is loaded for all rows that were read together, and they all know it then.
     *
     * {@snippet :
     * cake = cake.load("author__country", "tag");
     * // select … from author where author.id = any (?);
     * // select … from country where country.id = any (?);
     * // select … from tag left outer join entry_tag on tag.id = entry_tag.tag_id
     * // join unnest(cast(? as int[])) … on list.k1 = entry_tag.entry_id
     * }
     *
     * @param paths columns that were left out; relations by the names that they have on instances, {@code entries__tags}
     * @return the instance that knows those; what it knows already is not fetched again
     * @throws LookupException if there is no such column or relation
     * @throws DoesNotExist if columns are wanted of a row that is not stored any more
     */
    public final T load(String... paths) {
        return loading(paths).now();
    }

    /**
     * This instance with related rows, by typed paths, as {@link #load(String...)}.
     *
     * {@snippet :
     * RelationPath<Row, Row> author = new RelationPath<>("author") {}; // of generated models: Entry.AUTHOR
     * cake = cake.load(author);
     * // select … from author where author.id = any (?)
     * }
     *
     * @param first a typed path
     * @param more further ones
     * @return another instance, which has them
     */
    @SafeVarargs
    public final T load(RelationPath<T, ?> first, RelationPath<T, ?>... more) {
        return load(RelationPath.paths(first, more));
    }

    final Evaluation<T> loading(String... paths) {
        LazyLoad missing = LazyLoad.of(model(), paths);
        Peers peers = row.loaded().peers();
        if (peers != null) {
            return peers.learning(row, missing).map(done -> made(row.knowing(missing)));
        }
        Session database = row.database();
        return Evaluation.staged(database, () -> {
            RowState loaded = row.reloaded();
            return missing.load(List.of(loaded), database).map(done -> made(loaded.knowing(missing)));
        });
    }

    @Override
    public final Model model() {
        return row.model();
    }

    @Override
    public final @Nullable Object keyValue(String attribute) {
        return row.value(attribute);
    }

    /** The values of the primary key; null where one is missing. */
    private @Nullable List<Object> identity() {
        if (!row.isInstance() || row.model().primaryKey().isEmpty()) {
            return null;
        }
        List<Object> key = new ArrayList<>();
        for (Attribute part : row.model().primaryKey()) {
            Object value = row.isComputed(part.index()) ? null : row.value(part.index());
            if (value == null) {
                return null;
            }
            key.add(KeyFilter.comparable(value));
        }
        return key;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof Instance<?> instance) || !row.isInstance() || !instance.row.isInstance()) {
            return false;
        }
        List<Object> key = identity();
        return key != null && SameTable.is(model(), instance.model()) && key.equals(instance.identity());
    }

    @Override
    public int hashCode() {
        List<Object> key = identity();
        return key == null ? System.identityHashCode(this) : key.hashCode();
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case String given -> "\"" + given + "\"";
            case byte[] bytes -> "\\x" + HexFormat.of().formatHex(bytes);
            case Object[] members -> Arrays.deepToString(members);
            case null, default -> Objects.toString(value);
        };
    }

    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", (row.isInstance() ? row.columns().label() : "") + "(", ")");
        int place = 0;
        for (String name : row.columns().names()) {
            if (row.isGiven(place)) {
                text.add(name + "=" + (row.isComputed(place) ? row.given(place) : text(row.value(place))));
            }
            place++;
        }
        return LookupException.plain(text.toString());
    }
}
