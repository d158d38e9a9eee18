package dev.dunder;

import dev.dunder.compose.Call;
import dev.dunder.compose.Composer;
import dev.dunder.compose.CteJoin;
import dev.dunder.compose.DateTruncation;
import dev.dunder.compose.NamedExpression;
import dev.dunder.compose.NamedValue;
import dev.dunder.compose.Names;
import dev.dunder.convert.ValueConversion;
import dev.dunder.dialect.postgres.JooqExpression;
import dev.dunder.fetch.FetchPlan;
import dev.dunder.fetch.PrefetchSpec;
import dev.dunder.fetch.Request;
import dev.dunder.fetch.ResultCache;
import dev.dunder.fetch.RowMapping;
import dev.dunder.fetch.ValueMapping;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.Filtered;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Model;
import dev.dunder.query.Combination;
import dev.dunder.query.Expression;
import dev.dunder.resolve.BoundQuery;
import dev.dunder.resolve.Term;
import dev.dunder.run.RunOptions;
import dev.dunder.run.Session;
import dev.dunder.write.RelationWriter;
import dev.dunder.sql.Compiler;
import java.io.OutputStream;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.Select;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a database, described and not yet fetched.
 *
 * {@snippet :
 * entries.filter("author__name__icontains", "ann").exclude("rating", 1).orderBy("-pub_date").slice(0, 10).list();
 * // select … from entry join author on entry.author_id = author.id
 * // where (upper(author.name) like upper(?) and (entry.rating = ?) is not true)
 * // order by entry.pub_date desc fetch next ? rows only
 * }
 *
 * <p>Composing methods return a new query set and send nothing; a wrong name, type or count fails there. Evaluating methods
 * send one statement; each has its twin by the same name behind {@link #async}. A query set that has been iterated, listed,
 * measured or started keeps its rows; {@link #all} gives a fresh one. Safe to share between threads.
 *
 * @param <T> what it is a set of: a generated class, {@link Row}, or what {@code values} made of it
 */
public class QuerySet<T extends @Nullable Object> implements Iterable<T> {
    private static final String[] NO_NAMES = {};

    private final Request<T> request;
    private final boolean keeps;
    /** Nothing until something is asked: most query sets only lead to others. Read without the lock under which it is made. */
    private volatile @Nullable ResultCache<T> kept;

    /** A set of all that is asked for, which keeps what it finds out. */
    QuerySet(Request<T> request) {
        this.request = request;
        this.keeps = true;
    }

    /** @param kept what is found out; null for who keeps nothing */
    QuerySet(Request<T> request, @Nullable ResultCache<T> kept) {
        this.request = request;
        this.keeps = kept != null;
        this.kept = kept;
    }

    /** What is asked for. */
    Request<T> request() {
        return request;
    }

    /** Writes which rows are of this set, where that is a relation's; null where it is not. */
    @Nullable
    RelationWriter related() {
        return null;
    }

    /** Its rows are others now, or may be. */
    void written() {
        // What a query set keeps it has read, and goes on to say so.
    }

    /** The same methods, as work for whichever thread: this one or others. */
    Evaluations<T> evaluations() {
        ResultCache<T> known = kept;
        if (known == null && keeps) {
            synchronized (this) {
                known = kept;
                if (known == null) {
                    known = new ResultCache<>();
                    kept = known;
                }
            }
        }
        return new Evaluations<>(this, request, known);
    }

    private QuerySet<T> composed(Consumer<Composer> change) {
        return composed(Call.of(change));
    }

    private QuerySet<T> composed(Call call) {
        return new QuerySet<>(request.composed(call));
    }

    // ---- Composing ----

    /**
     * The rows that also match these lookups. What stands in one call is about the same related row; chained calls may be
     * about different ones.
     *
     * {@snippet :
     * entries.filter("author__name__icontains", "ann", "rating__gt", 3);
     * // select … from entry join author on entry.author_id = author.id
     * // where (upper(author.name) like upper(?) and entry.rating > ?)
     * }
     *
     * @param lookup such as {@code author__name__icontains}
     * @param value what to compare with
     * @param more further lookups and values in turn
     * @return the narrower query set
     * @throws LookupException if a name is unknown or a value does not fit
     */
    public QuerySet<T> filter(String lookup, @Nullable Object value, @Nullable Object... more) {
        return filter(Q.pairs(lookup, value, more));
    }

    /**
     * The rows that also match these lookups.
     *
     * {@snippet :
     * entries.filter(Map.of("author__name", "Ann"));
     * // select … from entry join author on entry.author_id = author.id where author.name = ?
     * }
     *
     * @param lookups values by lookup
     * @return the narrower query set
     * @throws LookupException if a name is unknown or a value does not fit
     */
    public QuerySet<T> filter(Map<String, ? extends @Nullable Object> lookups) {
        return filter(Q.pairs(lookups));
    }

    /**
     * The rows that also match these conditions.
     *
     * {@snippet :
     * entries.filter(q("rating", 5).or(q("published", true)));
     * // select … from entry where (entry.rating = ? or entry.published = ?)
     * }
     *
     * @param first made by {@link Dunder#q} or by a typed path
     * @param more further ones
     * @return the narrower query set
     * @throws LookupException if a name is unknown or a value does not fit
     */
    @SafeVarargs
    public final QuerySet<T> filter(Q<? super T> first, Q<? super T>... more) {
        return filter(all(first, more));
    }

    /**
     * All rows of this query set: what a filter that is made of nothing leaves.
     *
     * {@snippet :
     * entries.filter();
     * // select … from entry
     * }
     *
     * @return the same rows; {@code update} and {@code delete} of them are refused unless {@link #all} says that they are meant
     */
    public QuerySet<T> filter() {
        return filter(new Term.And(List.of()));
    }

    /**
     * The rows that also match these conditions and lookups.
     *
     * {@snippet :
     * entries.filter(q("rating", 5).or(q("published", true)), "author", 1);
     * // select … from entry where ((entry.rating = ? or entry.published = ?) and entry.author_id = ?)
     * }
     *
     * @param first made by {@link Dunder#q} or by a typed path
     * @param lookup such as {@code author__name__icontains}
     * @param value what to compare with
     * @param more further lookups and values in turn
     * @return the narrower query set
     * @throws LookupException if a name is unknown or a value does not fit
     */
    public QuerySet<T> filter(Q<? super T> first, String lookup, @Nullable Object value, @Nullable Object... more) {
        return filter(Term.and(Q.termOf(first), Q.pairs(lookup, value, more)));
    }

    /**
     * The rows that also match these conditions and lookups.
     *
     * {@snippet :
     * entries.filter(q("rating__gt", 3), q("rating__lt", 5), "author", 1);
     * // select … from entry where (entry.rating > ? and entry.rating < ? and entry.author_id = ?)
     * }
     *
     * @param first made by {@link Dunder#q} or by a typed path
     * @param second another condition
     * @param lookup such as {@code author__name__icontains}
     * @param value what to compare with
     * @param more further lookups and values in turn
     * @return the narrower query set
     * @throws LookupException if a name is unknown or a value does not fit
     */
    public QuerySet<T> filter(Q<? super T> first, Q<? super T> second, String lookup, @Nullable Object value,
            @Nullable Object... more) {
        return filter(Term.and(Term.and(Q.termOf(first), Q.termOf(second)), Q.pairs(lookup, value, more)));
    }

    /**
     * The rows that also match these conditions and lookups.
     *
     * {@snippet :
     * entries.filter(q("rating__gt", 3), q("rating__lt", 5), q("published", true), "author", 1);
     * // select … from entry where (entry.rating > ? and entry.rating < ? and entry.published = ? and entry.author_id = ?)
     * }
     *
     * @param first made by {@link Dunder#q} or by a typed path
     * @param second another condition
     * @param third another condition
     * @param lookup such as {@code author__name__icontains}
     * @param value what to compare with
     * @param more further lookups and values in turn
     * @return the narrower query set
     * @throws LookupException if a name is unknown or a value does not fit
     */
    public QuerySet<T> filter(Q<? super T> first, Q<? super T> second, Q<? super T> third, String lookup,
            @Nullable Object value, @Nullable Object... more) {
        return filter(all(first, second, third, Q.pairs(lookup, value, more)));
    }

    /**
     * The rows that do not match these lookups together. Over a relation to many rows: those that have no such related row.
     *
     * {@snippet :
     * entries.exclude("tag__name", "tea");
     * // select … from entry where not exists (select 1 as one from entry_tag join tag on entry_tag.tag_id = tag.id
     * // where (entry.id = entry_tag.entry_id and tag.name = ?))
     * }
     *
     * @param lookup such as {@code author__name__icontains}
     * @param value what to compare with
     * @param more further lookups and values in turn
     * @return the narrower query set
     * @throws LookupException if a name is unknown or a value does not fit
     */
    public QuerySet<T> exclude(String lookup, @Nullable Object value, @Nullable Object... more) {
        return filter(Term.excluded(Q.pairs(lookup, value, more)));
    }

    /**
     * The rows that do not match these lookups together.
     *
     * {@snippet :
     * entries.exclude(Map.of("rating", 5));
     * // select … from entry where (entry.rating = ?) is not true
     * }
     *
     * @param lookups values by lookup
     * @return the narrower query set
     * @throws LookupException if a name is unknown or a value does not fit
     */
    public QuerySet<T> exclude(Map<String, ? extends @Nullable Object> lookups) {
        return filter(Term.excluded(Q.pairs(lookups)));
    }

    /**
     * The rows that do not match these conditions together.
     *
     * {@snippet :
     * entries.exclude(q("rating__lt", 3).or(q("published", false)));
     * // select … from entry where (entry.rating < ? or entry.published = ?) is not true
     * }
     *
     * @param first made by {@link Dunder#q} or by a typed path
     * @param more further ones
     * @return the narrower query set
     * @throws LookupException if a name is unknown or a value does not fit
     */
    @SafeVarargs
    public final QuerySet<T> exclude(Q<? super T> first, Q<? super T>... more) {
        return filter(Term.excluded(all(first, more)));
    }

    /**
     * The rows that do not match these conditions and lookups together.
     *
     * {@snippet :
     * entries.exclude(q("rating", 5), "author", 1);
     * // select … from entry where (entry.rating = ? and entry.author_id = ?) is not true
     * }
     *
     * @param first made by {@link Dunder#q} or by a typed path
     * @param lookup such as {@code author__name__icontains}
     * @param value what to compare with
     * @param more further lookups and values in turn
     * @return the narrower query set
     * @throws LookupException if a name is unknown or a value does not fit
     */
    public QuerySet<T> exclude(Q<? super T> first, String lookup, @Nullable Object value, @Nullable Object... more) {
        return filter(Term.excluded(Term.and(Q.termOf(first), Q.pairs(lookup, value, more))));
    }

    /**
     * The rows that do not match these conditions and lookups together.
     *
     * {@snippet :
     * entries.exclude(q("rating", 5), q("published", true), "author", 1);
     * // select … from entry where (entry.rating = ? and entry.published = ? and entry.author_id = ?) is not true
     * }
     *
     * @param first made by {@link Dunder#q} or by a typed path
     * @param second another condition
     * @param lookup such as {@code author__name__icontains}
     * @param value what to compare with
     * @param more further lookups and values in turn
     * @return the narrower query set
     * @throws LookupException if a name is unknown or a value does not fit
     */
    public QuerySet<T> exclude(Q<? super T> first, Q<? super T> second, String lookup, @Nullable Object value,
            @Nullable Object... more) {
        return filter(
                Term.excluded(Term.and(Term.and(Q.termOf(first), Q.termOf(second)), Q.pairs(lookup, value, more))));
    }

    /**
     * The rows that do not match these conditions and lookups together.
     *
     * {@snippet :
     * entries.exclude(q("rating", 5), q("published", true), q("id__lt", 3), "author", 1);
     * // select … from entry
     * // where (entry.rating = ? and entry.published = ? and entry.id < ? and entry.author_id = ?) is not true
     * }
     *
     * @param first made by {@link Dunder#q} or by a typed path
     * @param second another condition
     * @param third another condition
     * @param lookup such as {@code author__name__icontains}
     * @param value what to compare with
     * @param more further lookups and values in turn
     * @return the narrower query set
     * @throws LookupException if a name is unknown or a value does not fit
     */
    public QuerySet<T> exclude(Q<? super T> first, Q<? super T> second, Q<? super T> third, String lookup,
            @Nullable Object value, @Nullable Object... more) {
        return filter(Term.excluded(all(first, second, third, Q.pairs(lookup, value, more))));
    }

    static <M extends @Nullable Object> Term all(Q<? super M> first, Q<? super M>[] more) {
        Term term = Q.termOf(first);
        for (Q<? super M> another : LookupException.allGiven(more, "a condition")) {
            term = Term.and(term, Q.termOf(another));
        }
        return term;
    }

    static Term all(Q<?> first, Q<?> second, Q<?> third, Term lookups) {
        return Term.and(Term.and(Term.and(Q.termOf(first), Q.termOf(second)), Q.termOf(third)), lookups);
    }

    /**
     * Only rows for which a value is true.
     *
     * {@snippet :
     * entries.filter(f("published"));
     * // select … from entry where entry.published
     * }
     *
     * @param condition a boolean value
     * @return the narrower query set
     */
    public QuerySet<T> filter(Expr condition) {
        return filter(new Term.Holds(LookupException.given(condition, "a condition").expression()));
    }

    /**
     * Only rows for which a value is not true, those for which it is unknown among them.
     *
     * {@snippet :
     * entries.exclude(f("published"));
     * // select … from entry where not (entry.published)
     * }
     *
     * @param condition a boolean value
     * @return the narrower query set
     */
    public QuerySet<T> exclude(Expr condition) {
        return filter(Term.excluded(new Term.Holds(LookupException.given(condition, "a condition").expression())));
    }

    /**
     * Only rows for which a condition of jOOQ's holds, where ours ends. What it binds is bound as our own values are. Fields
     * of the model's table are those of the row; other tables it names as the statement does: {@link #sql}. {@code
     * noCondition()} and {@code trueCondition()} are filters that are made of nothing.
     *
     * {@snippet :
     * entries.filter(DSL.field("similarity({0}, {1})", Double.class, ENTRY.HEADLINE, DSL.val("cake")).gt(0.3));
     * // select … from entry where (similarity(entry.headline, ?) > cast(? as double precision))
     * }
     *
     * @param condition the condition
     * @return the narrower query set
     * @throws LookupException if jOOQ cannot write it for PostgreSQL
     */
    public QuerySet<T> filter(org.jooq.Condition condition) {
        return filter(JooqExpression.filter(condition));
    }

    /**
     * Only rows for which a condition of jOOQ's does not hold, those for which it is unknown among them.
     *
     * {@snippet :
     * entries.exclude(ENTRY.HEADLINE.like("C%"));
     * // select … from entry where ((entry.headline like ?)) is not true
     * }
     *
     * @param condition the condition
     * @return the narrower query set
     * @throws LookupException if jOOQ cannot write it for PostgreSQL
     */
    public QuerySet<T> exclude(org.jooq.Condition condition) {
        return filter(Term.excluded(JooqExpression.filter(condition)));
    }

    /**
     * The rows that a web request asks for; all of them where it asks for nothing. Neither its order nor its page: {@link
     * #orderBy(Filtered)}, {@link #page(Filtered)}.
     *
     * {@snippet :
     * Filtered asked = FILTERS.parse(Map.of("author__name", List.of("Ann")));
     * entries.filter(asked);
     * // select … from entry join author on entry.author_id = author.id where author.name = ?
     * }
     *
     * <p>All that it says is about the same related row, as what stands in one call is.
     *
     * @param asked made by {@link dev.dunder.lookups.Filters#parse}
     * @return the narrower query set
     * @throws LookupException if the filters are of another model
     */
    public QuerySet<T> filter(Filtered asked) {
        return filter(Q.asked(asked));
    }

    QuerySet<T> filter(Term term) {
        return new QuerySet<>(request.filtered(term));
    }

    /**
     * In this order, and no other that was asked for before.
     *
     * {@snippet :
     * entries.orderBy("author__name", "-pub_date");
     * // select … from entry join author on entry.author_id = author.id order by author.name asc, entry.pub_date desc
     * }
     *
     * @param criteria names, with {@code -} before them for descending; {@code ?} for chance; none for no order
     * @return the ordered query set
     * @throws LookupException if a name is unknown
     */
    public QuerySet<T> orderBy(String... criteria) {
        return composed(Call.order(Ordering.criteria(LookupException.given(criteria, "what rows are ordered by"))));
    }

    private QuerySet<T> ordered(List<Object> criteria) {
        return composed(Call.order(criteria.stream().map(Ordering::criterion).toList()));
    }

    /**
     * In this order, and no other that was asked for before.
     *
     * {@snippet :
     * entries.orderBy(f("rating").desc().nullsLast());
     * // select … from entry order by entry.rating desc nulls last
     * }
     *
     * @param first such as {@code Entry.PUB_DATE.desc()}
     * @param more further criteria
     * @return the ordered query set
     * @throws LookupException if a name is unknown
     */
    @SafeVarargs
    public final QuerySet<T> orderBy(Ordering<? super T> first, Ordering<? super T>... more) {
        List<Object> criteria = new ArrayList<>(List.of(LookupException.given(first, "an ordering")));
        criteria.addAll(LookupException.allGiven(more, "an ordering"));
        return ordered(criteria);
    }

    /**
     * In the order of a value, smallest first.
     *
     * {@snippet :
     * entries.orderBy(length("headline"));
     * // select … from entry order by length(entry.headline) asc
     * }
     *
     * @param first a value
     * @param more what decides where that is equal
     * @return the query set in that order
     */
    public QuerySet<T> orderBy(Expr first, Expr... more) {
        return ordered(new ArrayList<>(Expr.list(first, more)));
    }

    /**
     * In the order of fields of jOOQ's, and no other that was asked for before. What they bind is bound as our values are.
     *
     * {@snippet :
     * entries.orderBy(ENTRY.RATING.desc().nullsLast());
     * // select … from entry order by (entry.rating) desc nulls last
     * }
     *
     * @param first a field, or what {@code asc()}, {@code desc()} and {@code nullsLast()} make of it
     * @param more what decides where that is equal
     * @return the query set in that order
     * @throws LookupException if jOOQ cannot write it for PostgreSQL
     */
    public QuerySet<T> orderBy(org.jooq.OrderField<?> first, org.jooq.OrderField<?>... more) {
        List<Object> criteria = new ArrayList<>(List.of(Ordering.of(first)));
        Arrays.stream(more).map(Ordering::of).forEach(criteria::add);
        return ordered(criteria);
    }

    /**
     * In the order that a web request asks for; as it is where it asks for none.
     *
     * {@snippet :
     * Filtered asked = FILTERS.parse(Map.of("order_by", List.of("-pub_date,id")));
     * entries.orderBy(asked);
     * // select … from entry order by entry.pub_date desc, entry.id asc
     * }
     *
     * @param asked made by {@link dev.dunder.lookups.Filters#parse}
     * @return the ordered query set
     * @throws LookupException if the filters are of another model
     */
    public QuerySet<T> orderBy(Filtered asked) {
        List<String> criteria = LookupException.given(asked, "what is asked for").orderBy();
        return criteria.isEmpty() ? this : orderBy(criteria.toArray(String[]::new));
    }

    /**
     * In the order of names and of what is computed, as they come.
     *
     * {@snippet :
     * entries.orderBy("author__name", f("rating").desc().nullsLast());
     * // select … from entry join author on entry.author_id = author.id order by author.name asc, entry.rating desc nulls last
     * }
     *
     * @param first a name with {@code -} before it for descending, a value, an {@link Ordering}, or a field of jOOQ's
     * @param second a name with {@code -} before it for descending, a value, an {@link Ordering}, or a field of jOOQ's
     * @param more further ones
     * @return the query set in that order
     * @throws LookupException if a name is unknown, or rows cannot be ordered by what was given
     */
    public QuerySet<T> orderBy(String first, Object second, Object... more) {
        return ordered(members(first, second, more));
    }

    /**
     * In the order of names and of what is computed, as they come.
     *
     * {@snippet :
     * entries.orderBy(length("headline"), "-id");
     * // select … from entry order by length(entry.headline) asc, entry.id desc
     * }
     *
     * @param first a name with {@code -} before it for descending, a value, an {@link Ordering}, or a field of jOOQ's
     * @param second a name with {@code -} before it for descending, a value, an {@link Ordering}, or a field of jOOQ's
     * @param more further ones
     * @return the query set in that order
     * @throws LookupException if a name is unknown, or rows cannot be ordered by what was given
     */
    public QuerySet<T> orderBy(Expr first, Object second, Object... more) {
        return ordered(members(first, second, more));
    }

    /**
     * In the order of what is computed and of names, as they come.
     *
     * {@snippet :
     * entries.orderBy(f("rating").desc().nullsLast(), "id");
     * // select … from entry order by entry.rating desc nulls last, entry.id asc
     * }
     *
     * @param first such as {@code Entry.PUB_DATE.desc()}
     * @param second a name, with {@code -} before it for descending
     * @param more further names, values, {@link Ordering}s, or fields of jOOQ's
     * @return the query set in that order
     * @throws LookupException if a name is unknown, or rows cannot be ordered by what was given
     */
    public QuerySet<T> orderBy(Ordering<? super T> first, String second, Object... more) {
        return ordered(members(first, second, more));
    }

    /**
     * In the order of what is computed, as it comes.
     *
     * {@snippet :
     * entries.orderBy(f("rating").desc(), upper("headline"));
     * // select … from entry order by entry.rating desc, upper(entry.headline) asc
     * }
     *
     * @param first such as {@code Entry.PUB_DATE.desc()}
     * @param second a value
     * @param more further names, values, {@link Ordering}s, or fields of jOOQ's
     * @return the query set in that order
     * @throws LookupException if a name is unknown, or rows cannot be ordered by what was given
     */
    public QuerySet<T> orderBy(Ordering<? super T> first, Expr second, Object... more) {
        return ordered(members(first, second, more));
    }

    /**
     * In the order of what is computed and of names, as they come.
     *
     * {@snippet :
     * entries.orderBy(f("rating").desc(), f("pub_date").desc(), "id");
     * // select … from entry order by entry.rating desc, entry.pub_date desc, entry.id asc
     * }
     *
     * @param first such as {@code Entry.PUB_DATE.desc()}
     * @param second another criterion
     * @param third a name, with {@code -} before it for descending
     * @param more further names, values, {@link Ordering}s, or fields of jOOQ's
     * @return the query set in that order
     * @throws LookupException if a name is unknown, or rows cannot be ordered by what was given
     */
    public QuerySet<T> orderBy(Ordering<? super T> first, Ordering<? super T> second, String third, Object... more) {
        return ordered(members(first, second, third, more));
    }

    /**
     * In the order of what is computed, as it comes.
     *
     * {@snippet :
     * entries.orderBy(f("rating").desc(), f("pub_date").desc(), upper("headline"), "id");
     * // select … from entry
     * // order by entry.rating desc, entry.pub_date desc, upper(entry.headline) asc, entry.id asc
     * }
     *
     * @param first such as {@code Entry.PUB_DATE.desc()}
     * @param second another criterion
     * @param third a value
     * @param more further names, values, {@link Ordering}s, or fields of jOOQ's
     * @return the query set in that order
     * @throws LookupException if a name is unknown, or rows cannot be ordered by what was given
     */
    public QuerySet<T> orderBy(Ordering<? super T> first, Ordering<? super T> second, Expr third, Object... more) {
        return ordered(members(first, second, third, more));
    }

    private static List<Object> members(Object first, Object second, Object... more) {
        List<Object> all = new ArrayList<>(List.of(LookupException.given(first, "an argument"),
                LookupException.given(second, "an argument")));
        all.addAll(LookupException.allGiven(more, "an argument"));
        return all;
    }

    private static List<Object> members(Object first, Object second, Object third, Object[] more) {
        List<Object> all = members(first, second, third);
        all.addAll(LookupException.allGiven(more, "an argument"));
        return all;
    }

    /**
     * In the opposite order.
     *
     * {@snippet :
     * entries.orderBy("-pub_date", "id").reverse();
     * // select … from entry order by entry.pub_date asc, entry.id desc
     * }
     *
     * @return the query set, turned round
     */
    public QuerySet<T> reverse() {
        return composed(Call.REVERSED);
    }

    /**
     * The first rows, like Python's {@code [:10]}: what {@code slice(0, 10)} says.
     *
     * {@snippet :
     * entries.orderBy("-pub_date").limit(10);
     * // select … from entry order by entry.pub_date desc fetch next ? rows only
     * }
     *
     * @param most how many
     * @return the part
     * @throws DunderException if the number is negative
     */
    public QuerySet<T> limit(int most) {
        return slice(0, most);
    }

    /**
     * The rows behind the first ones, like Python's {@code [5:]}. As with Java's streams it counts what is there:
     * {@code skip(5).limit(10)} is {@code slice(5, 15)}, and {@code limit(10).skip(5)} is {@code slice(5, 10)}.
     *
     * {@snippet :
     * entries.orderBy("id").skip(5);
     * // select … from entry order by entry.id asc offset ? rows
     * }
     *
     * @param first how many are passed over
     * @return the part
     * @throws DunderException if the number is negative
     */
    public QuerySet<T> skip(int first) {
        return slice(first, Integer.MAX_VALUE);
    }

    /**
     * The rows between two places, like Python's {@code [5:10]}. A slice of a slice counts within it.
     *
     * {@snippet :
     * entries.orderBy("id").slice(5, 10);
     * // select … from entry order by entry.id asc offset ? rows fetch next ? rows only
     * }
     *
     * @param from how many are passed over
     * @param to before which the last stands
     * @return the part; no rows where {@code to} is not greater than {@code from}
     * @throws DunderException if a number is negative
     */
    public QuerySet<T> slice(int from, int to) {
        return composed(Call.slice(request.query(), from, to));
    }

    /**
     * With equal rows given once.
     *
     * {@snippet :
     * entries.values("rating").distinct();
     * // select distinct entry.rating from entry
     * }
     *
     * @return {@code select distinct …}
     */
    public QuerySet<T> distinct() {
        return composed(Call.DISTINCT);
    }

    /**
     * The first of each group of rows that are equal in some values: {@code SELECT DISTINCT ON (…)}. PostgreSQL asks for an
     * order that begins with the same values.
     *
     * {@snippet :
     * entries.orderBy("author", "-pub_date").distinct("author");
     * // select distinct on (entry.author_id) … from entry order by entry.author_id asc, entry.pub_date desc
     * }
     *
     * @param first a path
     * @param more further paths
     * @return the query set with one row of each group
     */
    public QuerySet<T> distinct(String first, String... more) {
        List<String> paths = Names.paths(first, more);
        return composed(Call.distinct(paths));
    }

    /**
     * The first of each group of rows that are equal in some columns, by typed paths: {@code SELECT DISTINCT ON (…)}.
     *
     * {@snippet :
     * ColumnPath<Row, String> headline = new ColumnPath<>("headline"); // of generated models: Entry.HEADLINE
     * entries.orderBy("headline", "-pub_date").distinct(headline);
     * // select distinct on (entry.headline) … from entry order by entry.headline asc, entry.pub_date desc
     * }
     *
     * @param first a typed path
     * @param more further ones
     * @return the query set with one row of each group
     */
    @SafeVarargs
    public final QuerySet<T> distinct(ColumnPath<? super T, ?> first, ColumnPath<? super T, ?>... more) {
        List<String> paths = ColumnPath.paths(first, more);
        return composed(composer -> composer.distinct(paths));
    }

    /**
     * With values that the database computes, which are part of each result.
     *
     * <p>Aggregates are of each row's own relations: {@code authors.annotate(count("entry").as("n"))} counts each author's
     * entries. After {@link #values} they are of the groups of rows that have the same values. Several aggregates over
     * several relations do not multiply each other's rows; a relation that a filter before has followed is aggregated over
     * what the filter keeps.
     *
     * {@snippet :
     * authors.annotate(count("entry").as("n")).filter("n__gt", 3);
     * // select …, count(entry.author_id) as n from author left outer join entry on author.id = entry.author_id
     * // group by author.id having count(entry.author_id) > ?
     * }
     *
     * @param first a value with a name
     * @param more further values; later ones may use earlier ones by name
     * @return the query set with those values
     * @throws LookupException if a name is unknown, given twice, or taken by an attribute or relation
     */
    public QuerySet<T> annotate(Expr first, Expr... more) {
        return annotated(true, Expr.named(first, more));
    }

    /**
     * Names for values that later calls use, but which are no part of the result.
     *
     * {@snippet :
     * authors.alias(count("entry").as("n")).filter("n__gt", 3);
     * // select … from author left outer join entry on author.id = entry.author_id group by author.id
     * // having count(entry.author_id) > ?
     * }
     *
     * @param first a value with a name
     * @param more further values; later ones may use earlier ones by name
     * @return the query set that knows those names
     * @throws LookupException if a name is unknown, given twice, or taken by an attribute or relation
     */
    public QuerySet<T> alias(Expr first, Expr... more) {
        return annotated(false, Expr.named(first, more));
    }

    /**
     * With fields of jOOQ's, by the names that they have there. What they bind is bound as our values are.
     *
     * {@snippet :
     * entries.annotate(DSL.upper(ENTRY.HEADLINE).as("loud"));
     * // select …, (upper(entry.headline)) as loud from entry
     * }
     *
     * @param first a field with a name
     * @param more further fields
     * @return the query set with those values
     * @throws LookupException if a name is taken or no name, or jOOQ cannot write a field for PostgreSQL
     */
    public QuerySet<T> annotate(org.jooq.Field<?> first, org.jooq.Field<?>... more) {
        return annotated(true, JooqExpression.named(first, more));
    }

    /**
     * Names for fields of jOOQ's that later calls use, but which are no part of the result.
     *
     * {@snippet :
     * entries.alias(DSL.upper(ENTRY.HEADLINE).as("loud")).orderBy("loud");
     * // select … from entry order by (upper(entry.headline)) asc
     * }
     *
     * @param first a field with a name
     * @param more further fields
     * @return the query set that knows those names
     * @throws LookupException if a name is taken or no name, or jOOQ cannot write a field for PostgreSQL
     */
    public QuerySet<T> alias(org.jooq.Field<?> first, org.jooq.Field<?>... more) {
        return annotated(false, JooqExpression.named(first, more));
    }

    private QuerySet<T> annotated(boolean selected, List<NamedExpression> expressions) {
        return composed(Call.annotate(expressions, selected));
    }

    /**
     * A relation under another name, of which only some rows count. It is joined for itself, and the condition is part of
     * the join.
     *
     * {@snippet :
     * authors.filteredRelation("good", "entry", q("entry__published", true)).filter("good__isnull", true);
     * // select … from author left outer join entry on (author.id = entry.author_id and entry.published = ?)
     * // where entry.id is null
     * }
     *
     * <p>Rows without related ones stay. Only a relation that each row has one of, a foreign key that is not null, is joined
     * by an inner join as ever, so that rows whose one does not fulfil the condition go as soon as the name is used.
     *
     * <p>Later calls use the name as they would a relation, {@link #selectRelated} and {@link #defer} and further filtered
     * relations included: {@code filteredRelation("seen", "good__comment", q("good__comment__stars__gt", 3))}.
     *
     * @param name the name
     * @param relation the path of the relation, which may start with a filtered one
     * @param condition which of its rows; paths start at this query's model. It is about the rows that are joined and those on
     *     the way there. A lookup string follows the relation; other values are named with {@code f("…")}
     * @return the query set that knows the relation
     * @throws LookupException if a name is unknown or taken, or the condition is about rows beyond the relation, of another
     *     one, of a query set, or about what is computed of several rows
     */
    public QuerySet<T> filteredRelation(String name, String relation, Q<?> condition) {
        Term term = Q.termOf(condition);
        return composed(composer -> composer.filteredRelation(Names.checked(name), relation, term));
    }

    /**
     * A relation under another name, which is joined for itself. With {@link #selectRelated} each
     * row comes with one of its related rows, as often as there are.
     *
     * {@snippet :
     * authors.filteredRelation("other", "entry").filter("entry__rating", 5, "other__rating", 1);
     * // select … from author join entry on author.id = entry.author_id join entry as entry_2 on author.id = entry_2.author_id
     * // where (entry.rating = ? and entry_2.rating = ?)
     * }
     *
     * @param name the name
     * @param relation the path of the relation, which may start with a filtered one
     * @return the query set that knows the relation
     * @throws LookupException if a name is unknown or taken
     */
    public QuerySet<T> filteredRelation(String name, String relation) {
        return filteredRelation(name, relation, Dunder.q());
    }

    /**
     * A typed relation under another name, of which only some rows count.
     *
     * {@snippet :
     * RelationPath<Row, Row> written = new RelationPath<>("entry") {}; // of generated models: Author.ENTRY
     * authors.filteredRelation("good", written, q("entry__published", true)).filter("good__isnull", true);
     * // select … from author left outer join entry on (author.id = entry.author_id and entry.published = ?)
     * // where entry.id is null
     * }
     *
     * @param name the name
     * @param relation the relation
     * @param condition which of its rows; paths start at this query's model
     * @return the query set that knows the relation
     * @throws LookupException if the name is taken, or the condition is about something else than {@link
     *     #filteredRelation(String, String, Q)} takes
     */
    public QuerySet<T> filteredRelation(
            String name, RelationPath<? super T, ?> relation, Q<? super T> condition) {
        return filteredRelation(name, RelationPath.pathOf(relation), condition);
    }

    /**
     * A typed relation under another name, which is joined for itself.
     *
     * {@snippet :
     * RelationPath<Row, Row> written = new RelationPath<>("entry") {}; // of generated models: Author.ENTRY
     * authors.filteredRelation("other", written).filter("entry__rating", 5, "other__rating", 1);
     * // select … from author join entry on author.id = entry.author_id join entry as entry_2 on author.id = entry_2.author_id
     * // where (entry.rating = ? and entry_2.rating = ?)
     * }
     *
     * @param name the name
     * @param relation the relation
     * @return the query set that knows the relation
     * @throws LookupException if the name is taken
     */
    public QuerySet<T> filteredRelation(String name, RelationPath<? super T, ?> relation) {
        return filteredRelation(name, RelationPath.pathOf(relation));
    }

    /**
     * With the rows of a common table expression as a relation: its name leads to its columns in every lookup, annotation,
     * ordering and value from here on. It is joined where something asks for it, and rows for which it has none stay, unless a
     * filter is about it; {@link Cte.Join#inner} keeps them out.
     *
     * {@snippet :
     * Cte perAuthor = Cte.of("per_author", entries.values("author_id").annotate(count("id").as("n")));
     * authors.withCte(perAuthor.on("id", "author_id")).filter("per_author__n__gt", 3).values("name", "per_author__n");
     * // with per_author(author_id, n) as (select entry.author_id, count(entry.id) as n from entry group by …)
     * // select author.name, per_author.n from author join per_author on author.id = per_author.author_id
     * // where per_author.n > ?
     * }
     *
     * @param join the common table expression, and what it is joined by: {@link Cte#on}
     * @return the query set that knows the relation
     * @throws LookupException if a name is unknown or taken, or what should be equal is of different types
     * @throws DunderException if a slice has been taken, or query sets have been put together
     */
    public QuerySet<T> withCte(Cte.Join join) {
        CteJoin joined = LookupException.given(join, "a join").join();
        return composed(composer -> composer.join(joined));
    }

    /**
     * Some values of each row, by name.
     *
     * {@snippet :
     * entries.values("headline", "author__name");
     * // select entry.headline, author.name from entry join author on entry.author_id = author.id
     * }
     *
     * @param names columns, here or across relations; none for all columns of the model
     * @return a set of rows
     * @throws LookupException if a name is unknown or stands twice
     */
    public QuerySet<Row> values(String... names) {
        return selected(Row.CHOSEN, Expr.fields(names), false);
    }

    /**
     * Only some values of each row, computed ones among them.
     *
     * {@snippet :
     * entries.values(f("headline"), upper("author__name").as("loud"));
     * // select entry.headline, upper(author.name) as loud from entry join author on entry.author_id = author.id
     * }
     *
     * @param first a value, with a name if it is not a path
     * @param more further values
     * @return a query set of rows of these values
     */
    public QuerySet<Row> values(Expr first, Expr... more) {
        return selected(Row.CHOSEN, Expr.named(first, more), false);
    }

    /**
     * Only some fields of jOOQ's of each row, by the names that they have there.
     *
     * {@snippet :
     * entries.values(DSL.upper(ENTRY.HEADLINE).as("loud"));
     * // select (upper(entry.headline)) as loud from entry
     * }
     *
     * @param first a field with a name
     * @param more further fields
     * @return a query set of rows of these values
     * @throws LookupException if a name stands twice or is no name, or jOOQ cannot write a field for PostgreSQL
     */
    public QuerySet<Row> values(org.jooq.Field<?> first, org.jooq.Field<?>... more) {
        return selected(Row.CHOSEN, JooqExpression.named(first, more), false);
    }

    /**
     * The values of each row that a web request may see and has chosen, by their paths.
     *
     * {@snippet :
     * Filtered asked = FILTERS.parse(Map.of("fields", List.of("headline,author.name")));
     * entries.values(asked);
     * // select entry.headline, author.name from entry join author on entry.author_id = author.id
     * }
     *
     * @param asked made by {@link dev.dunder.lookups.Filters#parse}
     * @return a set of rows
     * @throws LookupException if the filters allow no fields
     */
    public QuerySet<Row> values(Filtered asked) {
        return values(fields(asked).toArray(String[]::new));
    }

    private static List<String> fields(Filtered asked) {
        List<String> fields = LookupException.given(asked, "what is asked for").fields();
        if (fields.isEmpty()) {
            throw new LookupException("These filters allow no fields to be chosen: call Filters.fields(…).");
        }
        return fields;
    }

    /**
     * Some values of each row, by name and computed, as they come.
     *
     * {@snippet :
     * entries.values("headline", f("rating").times(2).as("twice"));
     * // select entry.headline, (entry.rating * ?) as twice from entry
     * }
     *
     * @param first a name, a value, with a name if it is not a path, or a field of jOOQ's
     * @param second a name, a value, with a name if it is not a path, or a field of jOOQ's
     * @param more further ones
     * @return a query set of rows of these values
     * @throws LookupException if a name is unknown or stands twice
     */
    public QuerySet<Row> values(String first, Object second, Object... more) {
        return selected(Row.CHOSEN, Expr.mixed(members(first, second, more)), false);
    }

    /**
     * Some values of each row, by name and computed, as they come.
     *
     * {@snippet :
     * entries.values(upper("headline").as("loud"), "rating");
     * // select upper(entry.headline) as loud, entry.rating from entry
     * }
     *
     * @param first a name, a value, with a name if it is not a path, or a field of jOOQ's
     * @param second a name, a value, with a name if it is not a path, or a field of jOOQ's
     * @param more further ones
     * @return a query set of rows of these values
     * @throws LookupException if a name is unknown or stands twice
     */
    public QuerySet<Row> values(Expr first, Object second, Object... more) {
        return selected(Row.CHOSEN, Expr.mixed(members(first, second, more)), false);
    }

    /**
     * Some columns of each row, by typed paths.
     *
     * {@snippet :
     * ColumnPath<Row, String> headline = new ColumnPath<>("headline"); // of generated models: Entry.HEADLINE
     * entries.values(headline);
     * // select entry.headline from entry
     * }
     *
     * @param first a typed path
     * @param more further ones
     * @return a set of rows
     * @throws LookupException if a name stands twice
     */
    @SafeVarargs
    public final QuerySet<Row> values(ColumnPath<? super T, ?> first, ColumnPath<? super T, ?>... more) {
        return values(ColumnPath.paths(first, more).toArray(String[]::new));
    }

    /**
     * Some values of each row, by typed paths and by name, as they come.
     *
     * {@snippet :
     * ColumnPath<Row, Integer> id = new ColumnPath<>("id");           // of generated models: Entry.ID
     * entries.values(id, "headline");
     * // select entry.id, entry.headline from entry
     * }
     *
     * @param first a typed path
     * @param second a name
     * @param more further names, values, paths, or fields of jOOQ's
     * @return a query set of rows of these values
     * @throws LookupException if a name is unknown or stands twice
     */
    public QuerySet<Row> values(ColumnPath<? super T, ?> first, String second, Object... more) {
        return selected(Row.CHOSEN, Expr.mixed(members(first, second, more)), false);
    }

    /**
     * Some values of each row, by typed paths and computed, as they come.
     *
     * {@snippet :
     * ColumnPath<Row, Integer> id = new ColumnPath<>("id");           // of generated models: Entry.ID
     * entries.values(id, upper("headline").as("loud"));
     * // select entry.id, upper(entry.headline) as loud from entry
     * }
     *
     * @param first a typed path
     * @param second a value, with a name if it is not a path
     * @param more further names, values, paths, or fields of jOOQ's
     * @return a query set of rows of these values
     * @throws LookupException if a name is unknown or stands twice
     */
    public QuerySet<Row> values(ColumnPath<? super T, ?> first, Expr second, Object... more) {
        return selected(Row.CHOSEN, Expr.mixed(members(first, second, more)), false);
    }

    /**
     * Some values of each row, by typed paths and by name, as they come.
     *
     * {@snippet :
     * ColumnPath<Row, Integer> id = new ColumnPath<>("id");           // of generated models: Entry.ID
     * ColumnPath<Row, String> headline = new ColumnPath<>("headline");
     * entries.values(id, headline, "author__name");
     * // select entry.id, entry.headline, author.name from entry join author on entry.author_id = author.id
     * }
     *
     * @param first a typed path
     * @param second another one
     * @param third a name
     * @param more further names, values, paths, or fields of jOOQ's
     * @return a query set of rows of these values
     * @throws LookupException if a name is unknown or stands twice
     */
    public QuerySet<Row> values(
            ColumnPath<? super T, ?> first, ColumnPath<? super T, ?> second, String third, Object... more) {
        return selected(Row.CHOSEN, Expr.mixed(members(first, second, third, more)), false);
    }

    /**
     * Some values of each row, by typed paths and computed, as they come.
     *
     * {@snippet :
     * ColumnPath<Row, Integer> id = new ColumnPath<>("id");           // of generated models: Entry.ID
     * ColumnPath<Row, String> headline = new ColumnPath<>("headline");
     * entries.values(id, headline, f("rating").times(2).as("twice"));
     * // select entry.id, entry.headline, (entry.rating * ?) as twice from entry
     * }
     *
     * @param first a typed path
     * @param second another one
     * @param third a value, with a name if it is not a path
     * @param more further names, values, paths, or fields of jOOQ's
     * @return a query set of rows of these values
     * @throws LookupException if a name is unknown or stands twice
     */
    public QuerySet<Row> values(
            ColumnPath<? super T, ?> first, ColumnPath<? super T, ?> second, Expr third, Object... more) {
        return selected(Row.CHOSEN, Expr.mixed(members(first, second, third, more)), false);
    }

    private <S extends @Nullable Object> QuerySet<S> selected(
            RowMapping<S> as, List<NamedExpression> expressions, boolean again) {
        return new QuerySet<>(request.selected(as, Call.select(expressions, again)));
    }

    /**
     * Some values of each row, as lists in the order of the names.
     *
     * {@snippet :
     * entries.valuesList("headline", "author__name");
     * // select entry.headline, author.name from entry join author on entry.author_id = author.id
     * }
     *
     * @param names columns, here or across relations; none for all columns of the model
     * @return a set of lists, which cannot be changed
     * @throws LookupException if a name is unknown or stands twice
     */
    @NullUnmarked
    public QuerySet<List<Object>> valuesList(String... names) {
        return selected(ValueMapping.lists(), Expr.fields(names), true);
    }

    /**
     * Only some values of each row, computed ones among them, as lists.
     *
     * {@snippet :
     * entries.valuesList(f("headline"), f("rating").times(2).as("twice"));
     * // select entry.headline, (entry.rating * ?) as twice from entry
     * }
     *
     * @param first a value, with a name if it is not a path
     * @param more further values
     * @return a query set of lists of these values
     */
    @NullUnmarked
    public QuerySet<List<Object>> valuesList(Expr first, Expr... more) {
        return selected(ValueMapping.lists(), Expr.named(first, more), true);
    }

    /**
     * Some values of each row as lists, by name and computed, as they come.
     *
     * {@snippet :
     * entries.valuesList("headline", f("rating").times(2).as("twice"));
     * // select entry.headline, (entry.rating * ?) as twice from entry
     * }
     *
     * @param first a name, a value, with a name if it is not a path, or a field of jOOQ's
     * @param second a name, a value, with a name if it is not a path, or a field of jOOQ's
     * @param more further ones
     * @return a query set of lists of these values
     * @throws LookupException if a name is unknown or stands twice
     */
    @NullUnmarked
    public QuerySet<List<Object>> valuesList(String first, Object second, Object... more) {
        return selected(ValueMapping.lists(), Expr.mixed(members(first, second, more)), true);
    }

    /**
     * Some values of each row as lists, by name and computed, as they come.
     *
     * {@snippet :
     * entries.valuesList(upper("headline").as("loud"), "rating");
     * // select upper(entry.headline) as loud, entry.rating from entry
     * }
     *
     * @param first a name, a value, with a name if it is not a path, or a field of jOOQ's
     * @param second a name, a value, with a name if it is not a path, or a field of jOOQ's
     * @param more further ones
     * @return a query set of lists of these values
     * @throws LookupException if a name is unknown or stands twice
     */
    @NullUnmarked
    public QuerySet<List<Object>> valuesList(Expr first, Object second, Object... more) {
        return selected(ValueMapping.lists(), Expr.mixed(members(first, second, more)), true);
    }

    /**
     * One value of each row: Django's flat list.
     *
     * {@snippet :
     * entries.valuesList("headline", String.class);
     * // select entry.headline from entry
     * }
     *
     * @param name a column, here or across relations
     * @param type its Java class
     * @param <V> its Java class
     * @return a set of values
     * @throws LookupException if the name is unknown or the column is of another class
     */
    public <V> QuerySet<@Nullable V> valuesList(String name, Class<V> type) {
        return single(Dunder.f(name), type);
    }

    /**
     * One column of each row, by a typed path.
     *
     * {@snippet :
     * OrderedPath<Row, String> headline = new OrderedPath<>("headline", String.class); // of generated models: Entry.HEADLINE
     * List<String> headlines = entries.valuesList(headline).list();
     * // select entry.headline from entry
     * }
     *
     * @param column a typed path
     * @param <V> its Java class
     * @return a set of values
     */
    public <V> QuerySet<@Nullable V> valuesList(OrderedPath<? super T, V> column) {
        return single(LookupException.given(column, "a column").f(), column.javaType());
    }

    /**
     * One value of each row, computed.
     *
     * {@snippet :
     * entries.valuesList(upper("headline").as("loud"), String.class);
     * // select upper(entry.headline) as loud from entry
     * }
     *
     * @param expression the value
     * @param type the Java type of the value
     * @param <V> the Java type of the value
     * @return a query set of values
     * @throws LookupException if the value is of another type
     */
    public <V> QuerySet<@Nullable V> valuesList(Expr expression, Class<V> type) {
        return single(expression, type);
    }

    private <V> QuerySet<@Nullable V> single(Expr expression, Class<V> type) {
        List<NamedExpression> chosen = List.of(LookupException.given(expression, "an expression").named());
        ValueMapping<@Nullable V> mapping = ValueMapping.single(LookupException.given(type, "a class"));
        Request<@Nullable V> selected = request.selected(mapping, Call.select(chosen, false));
        ValueConversion<V> unused = ValueMapping.conversion(type, selected.query());
        return new QuerySet<>(selected);
    }

    /**
     * The same query, fresh: it has no rows yet, whatever this one has. All of its rows are meant by what is written then, also
     * where a filter is made of nothing.
     *
     * {@snippet :
     * entries.list();
     * entries.list();
     * entries.all().list();
     * // select … from entry; select … from entry
     * }
     *
     * @return a copy
     */
    public QuerySet<T> all() {
        return new QuerySet<>(request.all());
    }

    /**
     * No rows, without asking the database.
     *
     * {@snippet :
     * entries.none().list();
     * // nothing is sent
     * }
     *
     * @return an empty query set
     */
    public QuerySet<T> none() {
        return composed(Composer::none);
    }

    /**
     * The dates that a column has, each once, in their order, rounded down.
     *
     * {@snippet :
     * entries.dates("pub_date", "month");
     * // select distinct cast(cast(date_trunc('month', cast(entry.pub_date as timestamp)) as date) as date) as rounded
     * // from entry where entry.pub_date is not null order by 1 asc
     * }
     *
     * @param path a column of dates or times
     * @param kind {@code year}, {@code month}, {@code week} or {@code day}
     * @return a query set of dates
     * @throws LookupException if the column or the kind is another one
     */
    @NullUnmarked
    public QuerySet<LocalDate> dates(String path, String kind) {
        return dates(path, kind, false);
    }

    /**
     * The dates that a column has, each once, rounded down.
     *
     * {@snippet :
     * entries.dates("pub_date", "month", true);
     * // select distinct cast(cast(date_trunc('month', cast(entry.pub_date as timestamp)) as date) as date) as rounded
     * // from entry where entry.pub_date is not null order by 1 desc
     * }
     *
     * @param path a column of dates or times
     * @param kind {@code year}, {@code month}, {@code week} or {@code day}
     * @param descending latest first
     * @return a query set of dates
     * @throws LookupException if the column or the kind is another one
     */
    @NullUnmarked
    public QuerySet<LocalDate> dates(String path, String kind, boolean descending) {
        DateTruncation.checkDates(request.resolver().value(path), path, kind);
        return rounded(path, DateFunctions.truncDate(path, kind), descending, LocalDate.class);
    }

    /**
     * The dates that a column has, each once, in their order, rounded down, by a typed path.
     *
     * {@snippet :
     * DatePath<Row, LocalDate> date = new DatePath<>("pub_date", LocalDate.class); // of generated models: Entry.PUB_DATE
     * entries.dates(date, "year");
     * // select distinct cast(cast(date_trunc('year', cast(entry.pub_date as timestamp)) as date) as date) as rounded
     * // from entry where entry.pub_date is not null order by 1 asc
     * }
     *
     * @param column a typed path of dates or times
     * @param kind {@code year}, {@code month}, {@code week} or {@code day}
     * @return a query set of dates
     * @throws LookupException if the kind is another one
     */
    @NullUnmarked
    public QuerySet<LocalDate> dates(DatePath<? super T, ?> column, String kind) {
        return dates(ColumnPath.pathOf(column), kind);
    }

    /**
     * The dates that a column has, each once, rounded down, by a typed path.
     *
     * {@snippet :
     * DatePath<Row, LocalDate> date = new DatePath<>("pub_date", LocalDate.class); // of generated models: Entry.PUB_DATE
     * entries.dates(date, "year", true);
     * // select distinct cast(cast(date_trunc('year', cast(entry.pub_date as timestamp)) as date) as date) as rounded
     * // from entry where entry.pub_date is not null order by 1 desc
     * }
     *
     * @param column a typed path of dates or times
     * @param kind {@code year}, {@code month}, {@code week} or {@code day}
     * @param descending latest first
     * @return a query set of dates
     * @throws LookupException if the kind is another one
     */
    @NullUnmarked
    public QuerySet<LocalDate> dates(DatePath<? super T, ?> column, String kind, boolean descending) {
        return dates(ColumnPath.pathOf(column), kind, descending);
    }

    /**
     * The times that a column has, each once, in their order, rounded down.
     *
     * {@snippet :
     * entries.datetimes("seen", "hour");
     * // select distinct date_trunc('hour', entry.seen) as rounded from entry where entry.seen is not null order by 1 asc
     * }
     *
     * @param path a column of timestamps
     * @param kind {@code year}, {@code month}, {@code week}, {@code day}, {@code hour}, {@code minute} or {@code second}
     * @return a query set of what the column holds
     * @throws LookupException if the column or the kind is another one
     */
    @NullUnmarked
    public QuerySet<Temporal> datetimes(String path, String kind) {
        return datetimes(path, kind, false, null);
    }

    /**
     * The times that a column has, each once, rounded down.
     *
     * {@snippet :
     * entries.datetimes("seen", "day", true, ZoneId.of("Africa/Accra"));
     * // select distinct date_trunc('day', entry.seen, ?) as rounded from entry where entry.seen is not null order by 1 desc
     * }
     *
     * @param path a column of timestamps
     * @param kind {@code year}, {@code month}, {@code week}, {@code day}, {@code hour}, {@code minute} or {@code second}
     * @param descending latest first
     * @param zone where days and years begin; null for the database's time zone
     * @return a query set of what the column holds
     * @throws LookupException if the column or the kind is another one
     */
    @NullUnmarked
    public QuerySet<Temporal> datetimes(
            String path, String kind, boolean descending, @Nullable ZoneId zone) {
        DateTruncation.checkTimes(request.resolver().value(path), path, kind);
        Expr rounded = zone == null ? DateFunctions.trunc(path, kind) : DateFunctions.trunc(path, kind, zone);
        return rounded(path, rounded, descending, Temporal.class);
    }

    /**
     * The times that a column has, each once, in their order, rounded down, by a typed path.
     *
     * {@snippet :
     * DateTimePath<Row, OffsetDateTime> seen = new DateTimePath<>("seen", OffsetDateTime.class); // Entry.SEEN
     * entries.datetimes(seen, "hour");
     * // select distinct date_trunc('hour', entry.seen) as rounded from entry where entry.seen is not null order by 1 asc
     * }
     *
     * @param column a typed path of timestamps
     * @param kind {@code year}, {@code month}, {@code week}, {@code day}, {@code hour}, {@code minute} or {@code second}
     * @return a query set of what the column holds
     * @throws LookupException if the kind is another one
     */
    @NullUnmarked
    public QuerySet<Temporal> datetimes(DateTimePath<? super T, ?> column, String kind) {
        return datetimes(ColumnPath.pathOf(column), kind);
    }

    /**
     * The times that a column has, each once, rounded down, by a typed path.
     *
     * {@snippet :
     * DateTimePath<Row, OffsetDateTime> seen = new DateTimePath<>("seen", OffsetDateTime.class); // Entry.SEEN
     * entries.datetimes(seen, "day", true, ZoneId.of("Africa/Accra"));
     * // select distinct date_trunc('day', entry.seen, ?) as rounded from entry where entry.seen is not null order by 1 desc
     * }
     *
     * @param column a typed path of timestamps
     * @param kind {@code year}, {@code month}, {@code week}, {@code day}, {@code hour}, {@code minute} or {@code second}
     * @param descending latest first
     * @param zone where days and years begin; null for the database's time zone
     * @return a query set of what the column holds
     * @throws LookupException if the kind is another one
     */
    @NullUnmarked
    public QuerySet<Temporal> datetimes(
            DateTimePath<? super T, ?> column, String kind, boolean descending, @Nullable ZoneId zone) {
        return datetimes(ColumnPath.pathOf(column), kind, descending, zone);
    }

    private <V> QuerySet<@Nullable V> rounded(String path, Expr rounded, boolean descending, Class<V> type) {
        Expr named = rounded.as(DateTruncation.ROUNDED);
        QuerySet<@Nullable V> all = filter(Dunder.f(path).<T>isnull(false)).orderBy().single(named, type).distinct();
        return all.orderBy((descending ? "-" : "") + DateTruncation.ROUNDED);
    }

    // ---- Several query sets ----

    /**
     * The rows of this query set and of others, equal ones once: {@code (…) UNION (…)}. All select as many values, which are
     * read as this query set's.
     *
     * {@snippet :
     * entries.filter("rating", 5).union(entries.filter("published", true));
     * // select … from entry where entry.rating = ? union select … from entry where entry.published = ?
     * }
     *
     * @param first another query set
     * @param more further query sets
     * @return a query set that can still be ordered, sliced, counted and put together with others
     */
    public QuerySet<T> union(QuerySet<?> first, QuerySet<?>... more) {
        return combined(Combination.Operation.UNION, false, first, more);
    }

    /**
     * The rows of this query set and of others, each as often as there are: {@code (…) UNION ALL (…)}.
     *
     * {@snippet :
     * entries.values("headline").unionAll(tags.values("name"));
     * // select entry.headline from entry union all select tag.name from tag
     * }
     *
     * @param first another query set
     * @param more further query sets
     * @return a query set that can still be ordered, sliced, counted and put together with others
     */
    public QuerySet<T> unionAll(QuerySet<?> first, QuerySet<?>... more) {
        return combined(Combination.Operation.UNION, true, first, more);
    }

    /**
     * The rows that all these query sets have: {@code (…) INTERSECT (…)}.
     *
     * {@snippet :
     * entries.filter("rating", 5).intersection(entries.filter("published", true));
     * // select … from entry where entry.rating = ? intersect select … from entry where entry.published = ?
     * }
     *
     * @param first another query set
     * @param more further query sets
     * @return a query set that can still be ordered, sliced, counted and put together with others
     */
    public QuerySet<T> intersection(QuerySet<?> first, QuerySet<?>... more) {
        return combined(Combination.Operation.INTERSECTION, false, first, more);
    }

    /**
     * The rows of this query set that no other has: {@code (…) EXCEPT (…)}.
     *
     * {@snippet :
     * entries.filter("rating", 5).difference(entries.filter("published", true));
     * // select … from entry where entry.rating = ? except select … from entry where entry.published = ?
     * }
     *
     * @param first another query set
     * @param more further query sets
     * @return a query set that can still be ordered, sliced, counted and put together with others
     */
    public QuerySet<T> difference(QuerySet<?> first, QuerySet<?>... more) {
        return combined(Combination.Operation.DIFFERENCE, false, first, more);
    }

    static BoundQuery given(QuerySet<?> set) {
        return LookupException.given(set, "a query set").request().embedded();
    }

    private QuerySet<T> combined(Combination.Operation operation, boolean all, QuerySet<?> first, QuerySet<?>... more) {
        List<BoundQuery> others = new ArrayList<>(List.of(given(first)));
        LookupException.allGiven(more, "a query set").forEach(other -> others.add(given(other)));
        return composed(composer -> composer.combine(operation, all, others));
    }

    /**
     * The rows that both query sets have, in one WHERE clause: what each says of a relation to many rows may be about
     * different ones.
     *
     * {@snippet :
     * entries.filter("rating", 5).and(entries.filter("published", true));
     * // select … from entry where (entry.rating = ? and entry.published = ?)
     * }
     *
     * @param other another query set of the same model
     * @return the narrower query set
     */
    public QuerySet<T> and(QuerySet<? extends T> other) {
        BoundQuery both = given(other);
        return composed(composer -> composer.and(both));
    }

    /**
     * The rows that either query set has, in one WHERE clause.
     *
     * {@snippet :
     * entries.filter("rating", 5).or(entries.filter("published", true));
     * // select … from entry where (entry.rating = ? or entry.published = ?)
     * }
     *
     * @param other another query set of the same model
     * @return the wider query set
     */
    public QuerySet<T> or(QuerySet<? extends T> other) {
        BoundQuery either = given(other);
        return composed(composer -> composer.or(either, false));
    }

    /**
     * The rows that just one of both query sets has, in one WHERE clause.
     *
     * {@snippet :
     * entries.filter("rating", 5).xor(entries.filter("published", true));
     * // select … from entry
     * // where mod((case when entry.rating = ? then 1 else 0 end + case when entry.published = ? then 1 else 0 end), 2) = 1
     * }
     *
     * @param other another query set of the same model
     * @return the query set
     */
    public QuerySet<T> xor(QuerySet<? extends T> other) {
        BoundQuery either = given(other);
        return composed(composer -> composer.or(either, true));
    }

    // ---- Loading ----

    /**
     * With the instances of relations to one row, read in the same statement by joins.
     *
     * {@snippet :
     * entries.selectRelated("author__country");
     * // select … from entry join author on entry.author_id = author.id
     * // left outer join country on author.country_id = country.id
     * }
     *
     * <p>A {@link #filteredRelation}, and what {@link #withCte} joins, may lead to many rows. Its row, or null, is then had by its
     * name, {@code row.one("good")}, and an instance comes up for each of them.
     *
     * {@snippet :
     * authors.filteredRelation("good", "entry", q("entry__published", true)).selectRelated("good");
     * // select … from author left outer join entry on (author.id = entry.author_id and entry.published = ?)
     * }
     *
     * @param paths relations to one row, or of the query set's own; none for all that surely have a row, five deep
     * @return the query set of instances that know those
     * @throws LookupException if there is no such relation, or it leads to many rows
     */
    public QuerySet<T> selectRelated(String... paths) {
        refuseValues("selectRelated");
        return loaded("selectRelated", LookupException.given(paths, "a path"),
                () -> request.plan().selected(request.query(), paths));
    }

    /**
     * With related rows of foreign keys in the same statement, by typed paths.
     *
     * {@snippet :
     * RelationPath<Row, Row> author = new RelationPath<>("author") {}; // of generated models: Entry.AUTHOR
     * entries.selectRelated(author);
     * // select entry.id, …, author.id, author.name, author.age, author.country_id
     * // from entry join author on entry.author_id = author.id
     * }
     *
     * @param first a typed path
     * @param more further ones
     * @return the query set of instances that have them
     * @throws LookupException if one leads to many rows
     */
    @SafeVarargs
    public final QuerySet<T> selectRelated(
            RelationPath<? super T, ?> first, RelationPath<? super T, ?>... more) {
        return selectRelated(RelationPath.paths(first, more));
    }

    /**
     * Without what {@link #selectRelated} asked for.
     *
     * {@snippet :
     * entries.selectRelated("author").noSelectRelated();
     * // select … from entry
     * }
     *
     * @return the query set of plain instances
     */
    public QuerySet<T> noSelectRelated() {
        return loaded("noSelectRelated", NO_NAMES, () -> request.plan().noRelated());
    }

    /**
     * With the rows of relations, read in one statement for each relation, however many rows there are.
     *
     * <p>A blocking evaluation reads one relation after the other. One in the background, by {@link #async} or {@code start…},
     * reads those that stand side by side at the same time, on as many threads of the executor as have time for it; the first
     * that fails stops the others. In a transaction, which has one connection, they come one after the other.
     *
     * {@snippet :
     * authors.prefetchRelated("entry__tag").list();
     * // select … from author;
     * // select … from entry where entry.author_id = any (?);
     * // select … from tag left outer join entry_tag on tag.id = entry_tag.tag_id
     * // join unnest(cast(? as int[])) … on list.k1 = entry_tag.entry_id
     * }
     *
     * @param paths relations by the names that they have on instances, {@code entries__tags}
     * @return the query set of instances that know those
     * @throws LookupException if there is no such relation
     */
    public QuerySet<T> prefetchRelated(String... paths) {
        List<PrefetchSpec> specs = LookupException.allGiven(paths, "a path").stream()
                .map(path -> new Prefetch(path).spec()).toList();
        return prefetching(FetchPlan.Call.of("prefetchRelated", paths), specs);
    }

    /**
     * With related rows by a further statement each, by typed paths.
     *
     * {@snippet :
     * RelationPath<Row, Row> tag = new RelationPath<>("tag") {}; // of generated models: Entry.TAG
     * entries.prefetchRelated(tag).list();
     * // select … from entry;
     * // select …
     * }
     *
     * @param first a typed path
     * @param more further ones
     * @return the query set of instances that have them
     */
    @SafeVarargs
    public final QuerySet<T> prefetchRelated(
            RelationPath<? super T, ?> first, RelationPath<? super T, ?>... more) {
        return prefetchRelated(RelationPath.paths(first, more));
    }

    private QuerySet<T> prefetching(FetchPlan.@Nullable Call call, List<PrefetchSpec> specs) {
        refuseValues("prefetchRelated");
        return new QuerySet<>(request.loaded(call, () -> request.plan().prefetch(request.query(), specs)));
    }

    /**
     * With some rows of relations, read in one statement for each relation.
     *
     * {@snippet :
     * authors.prefetchRelated(new Prefetch("entry", entries.filter("rating", 5)).to("best")).list();
     * // select … from author;
     * // select … from entry where (entry.author_id = any (?) and entry.rating = ?)
     * }
     *
     * @param prefetches which rows of which relations
     * @return the query set of instances that know those
     * @throws LookupException if there is no such relation; a {@link #filteredRelation} is none
     */
    public QuerySet<T> prefetchRelated(Prefetch... prefetches) {
        return prefetching(null, LookupException.allGiven(prefetches, "what is prefetched").stream()
                .map(Prefetch::spec)
                .toList());
    }

    /**
     * With the rows of relations, all or some of them, read in one statement for each relation.
     *
     * {@snippet :
     * entries.prefetchRelated("tag", new Prefetch("author").to("writer")).list();
     * // select … from entry;
     * // select … from tag left outer join entry_tag on … join unnest(cast(? as int[])) …;
     * // select … from author where author.id = any (?)
     * }
     *
     * @param first a relation by the name that it has on instances, or which of its rows
     * @param second a relation by the name that it has on instances, or which of its rows
     * @param more further ones
     * @return the query set of instances that know those
     * @throws LookupException if there is no such relation
     */
    public QuerySet<T> prefetchRelated(String first, Object second, Object... more) {
        return prefetchRelated(members(first, second, more).stream().map(Prefetch::of).toArray(Prefetch[]::new));
    }

    /**
     * With the rows of relations, all or some of them, read in one statement for each relation.
     *
     * {@snippet :
     * entries.prefetchRelated(new Prefetch("author").to("writer"), "tag").list();
     * // select … from entry;
     * // select … from author where author.id = any (?);
     * // select … from tag left outer join entry_tag on … join unnest(cast(? as int[])) …
     * }
     *
     * @param first a relation by the name that it has on instances, or which of its rows
     * @param second a relation by the name that it has on instances, or which of its rows
     * @param more further ones
     * @return the query set of instances that know those
     * @throws LookupException if there is no such relation
     */
    public QuerySet<T> prefetchRelated(Prefetch first, Object second, Object... more) {
        return prefetchRelated(members(first, second, more).stream().map(Prefetch::of).toArray(Prefetch[]::new));
    }

    /**
     * Without what {@link #prefetchRelated} asked for.
     *
     * {@snippet :
     * authors.prefetchRelated("entry").noPrefetchRelated().list();
     * // select … from author
     * }
     *
     * @return the query set
     */
    public QuerySet<T> noPrefetchRelated() {
        return loaded("noPrefetchRelated", NO_NAMES, () -> request.plan().noPrefetch());
    }

    /**
     * With only some attributes, and the key. Another one throws a {@link NotLoadedException}, or is fetched: see {@link
     * #fetchMode}.
     *
     * {@snippet :
     * entries.only("headline");
     * // select entry.id, entry.headline from entry
     * }
     *
     * @param names attributes, those of {@link #selectRelated selected} relations too: {@code author__name}
     * @return the query set of instances that know only these
     * @throws LookupException if there is no such attribute, or it is of a {@link #filteredRelation}
     */
    public QuerySet<T> only(String... names) {
        refuseValues("only");
        return loaded("only", names, () -> request.plan().only(request.query(), names));
    }

    /**
     * With only what a web request may see and has chosen, and the keys: what it has chosen of relations to one row is
     * {@link #selectRelated selected}, what it has chosen of others {@link #prefetchRelated prefetched}.
     *
     * {@snippet :
     * Filtered asked = FILTERS.parse(Map.of("fields", List.of("headline,author.name")));
     * entries.only(asked);
     * // select entry.id, entry.author_id, entry.headline, author.id, author.name
     * // from entry join author on entry.author_id = author.id
     * }
     *
     * @param asked made by {@link dev.dunder.lookups.Filters#parse}
     * @return the query set of instances that know only these
     * @throws LookupException if the filters allow no fields
     */
    public QuerySet<T> only(Filtered asked) {
        refuseValues("only");
        return new QuerySet<>(request.sparse(fields(asked)));
    }

    /**
     * With only some attributes, by typed paths, and the key.
     *
     * {@snippet :
     * ColumnPath<Row, String> headline = new ColumnPath<>("headline"); // of generated models: Entry.HEADLINE
     * entries.only(headline);
     * // select entry.id, entry.headline from entry
     * }
     *
     * @param first a typed path
     * @param more further ones
     * @return the query set of instances that know those
     */
    @SafeVarargs
    public final QuerySet<T> only(ColumnPath<? super T, ?> first, ColumnPath<? super T, ?>... more) {
        return only(ColumnPath.paths(first, more).toArray(String[]::new));
    }

    /**
     * Without some attributes. One of these throws a {@link NotLoadedException}, or is fetched: see {@link #fetchMode}.
     *
     * {@snippet :
     * entries.defer("body");
     * // select entry.id, entry.author_id, entry.headline, entry.rating, … from entry
     * }
     *
     * @param names attributes, those of {@link #selectRelated selected} relations too: {@code author__biography}
     * @return the query set of instances that do not know these
     * @throws LookupException if there is no such attribute
     */
    public QuerySet<T> defer(String... names) {
        refuseValues("defer");
        return loaded("defer", names, () -> request.plan().defer(request.query(), names));
    }

    /**
     * Without some attributes, by typed paths.
     *
     * {@snippet :
     * ColumnPath<Row, String> headline = new ColumnPath<>("headline"); // of generated models: Entry.HEADLINE
     * entries.defer(headline);
     * // select entry.id, … from entry
     * }
     *
     * @param first a typed path
     * @param more further ones
     * @return the query set of instances that do not know those
     */
    @SafeVarargs
    public final QuerySet<T> defer(ColumnPath<? super T, ?> first, ColumnPath<? super T, ?>... more) {
        return defer(ColumnPath.paths(first, more).toArray(String[]::new));
    }

    /**
     * With all attributes again.
     *
     * {@snippet :
     * entries.defer("body").noDefer();
     * // select entry.id, entry.author_id, entry.headline, entry.body, … from entry
     * }
     *
     * @return the query set of whole instances
     */
    public QuerySet<T> noDefer() {
        return loaded("noDefer", NO_NAMES, () -> request.plan().nothingDeferred());
    }

    /**
     * With another answer where an instance is asked for a column or for related rows that it was not loaded with: to fetch
     * them for all rows at once, rather than to throw a {@link NotLoadedException}.
     *
     * {@snippet :
     * for (Row entry : entries.fetchMode(FetchMode.PEERS).list()) {
     *     entry.one("author").get("name");
     * }
     * // select … from entry; select … from author where author.id = any (?)
     * }
     *
     * @param mode what happens; it goes on to what is loaded with the instances or fetched for them, except for the rows of a
     *     {@link Prefetch} that say it themselves
     * @return the query set of instances of that mode
     */
    public QuerySet<T> fetchMode(FetchMode mode) {
        refuseWithoutInstances("fetchMode");
        return new QuerySet<>(request.peers(LookupException.given(mode, "a fetch mode") == FetchMode.PEERS));
    }

    private QuerySet<T> loaded(String call, String[] names, Supplier<FetchPlan> changed) {
        return new QuerySet<>(request.loaded(FetchPlan.Call.of(call, names), changed));
    }

    private void refuseValues(String call) {
        refuseWithoutInstances(call);
        request.composer().refuseCombined(call);
    }

    private void refuseWithoutInstances(String call) {
        if (request.type() == null) {
            throw new DunderException("Cannot call " + call + "(…) after values(…), which makes no instances.");
        }
    }

    /**
     * Locking its rows until the transaction ends: {@code SELECT … FOR UPDATE}. Rows of related tables that it reads are
     * locked with them, but where there may be none, which PostgreSQL refuses.
     *
     * {@snippet :
     * entries.filter("id", 1).selectForUpdate();
     * // select … from entry where entry.id = ? for update
     * }
     *
     * <p>Rows that are grouped, distinct or computed over windows cannot be locked, and are refused when they are read: lock
     * those with their keys, {@code authors.filter("pk__in", busy).selectForUpdate()}.
     *
     * @return the query set of locked rows
     */
    public QuerySet<T> selectForUpdate() {
        return selectForUpdate(Locking.waiting());
    }

    /**
     * Locking its rows until the transaction ends, by some rules: {@code SELECT … FOR UPDATE SKIP LOCKED}.
     *
     * {@snippet :
     * entries.filter("published", false).selectForUpdate(Locking.skipLocked());
     * // select … from entry where entry.published = ? for update skip locked
     * }
     *
     * @param locking the rules
     * @return the query set of locked rows
     */
    public QuerySet<T> selectForUpdate(Locking locking) {
        Locking how = LookupException.given(locking, "how to lock");
        return composed(composer -> composer.lock(how::resolve));
    }

    /**
     * The rows of a statement of your own. A column that is called like one of the model becomes that attribute, any other one
     * is a value by its name; attributes without a column are not loaded. The primary key must be among the columns.
     *
     * {@snippet :
     * entries.raw("select e.*, length(headline) as size from entry e where rating > ?", 3).list();
     * // select e.*, length(headline) as size from entry e where rating > ?
     * }
     *
     * <p>The text is sent as it is: let it be a constant of the program, and put nothing into it that comes from outside.
     * Values go to the places of {@code ?}; an operator with a question mark is written {@code ??}.
     *
     * @param sql a statement that has rows
     * @param bound the values, as many as there are {@code ?}; an array for {@code = any(?)}
     * @return the rows, not yet fetched
     * @throws LookupException if a value does not say which type it has
     * @throws DunderException if the query set says anything else of its rows, as by {@code filter}
     */
    public RawQuerySet<T> raw(String sql, @Nullable Object... bound) {
        return new RawQuerySet<>(request, Evaluations.raw(request, sql, bound));
    }

    /**
     * The same query in another database.
     *
     * {@snippet :
     * entries.using(archive).filter("rating", 5);
     * // select … from entry where entry.rating = ?
     * }
     *
     * @param other the database
     * @return the query set there
     */
    public QuerySet<T> using(Database other) {
        return using(LookupException.given(other, "a database").session());
    }

    private QuerySet<T> using(Session other) {
        return new QuerySet<>(request.using(other));
    }

    /**
     * The same query in another database.
     *
     * {@snippet :
     * entries.using("archive").filter("rating", 5);
     * // select … from entry where entry.rating = ?
     * }
     *
     * @param other its name, see {@link Dunder#register}
     * @return the query set there
     * @throws DunderException if no database has that name
     */
    public QuerySet<T> using(String other) {
        return using(Dunder.database(other));
    }

    /**
     * The same query within a transaction, whichever thread evaluates it.
     *
     * {@snippet :
     * db.async().atomic(tx -> entries.using(tx).async().count()).join();
     * // select count(*) from entry
     * }
     *
     * @param transaction as {@code db.async().atomic(tx -> …)} hands it out
     * @return the query set there
     */
    public QuerySet<T> using(Transaction transaction) {
        return using(LookupException.given(transaction, "a transaction").block().session());
    }

    /**
     * The same query, of which an evaluation takes no longer than this: from the call on, waiting for its turn and for a
     * connection included. What runs in the server then is stopped there, and fails with a {@link StatementTimeout}. Of a stream
     * it is each chunk that has so much time.
     *
     * {@snippet :
     * entries.filter("body__icontains", "tea").timeout(Duration.ofSeconds(2)).list();
     * // select … from entry where upper(entry.body) like upper(?)
     * }
     *
     * @param longest the time
     * @return the query set
     * @throws DunderException if the time is not positive
     */
    public QuerySet<T> timeout(Duration longest) {
        return on(request.where().options().timeout(RunOptions.longest(longest)));
    }

    /**
     * The same query with a name, under which logs, metrics and listeners show its statements. It is no part of the SQL.
     *
     * {@snippet :
     * entries.named("recent entries").orderBy("-pub_date").slice(0, 10).list();
     * // select … from entry order by entry.pub_date desc fetch next ? rows only
     * }
     *
     * @param name such as {@code recent entries}
     * @return the query set
     */
    public QuerySet<T> named(String name) {
        return on(request.where().options().named(name));
    }

    /**
     * The same query, whose asynchronous and started evaluations run elsewhere than those of the database.
     *
     * {@snippet :
     * entries.executor(threads).async().list().join();
     * // select … from entry
     * }
     *
     * @param tasks an executor of yours
     * @return the query set
     */
    public QuerySet<T> executor(Executor tasks) {
        return on(request.where().options().executor(tasks));
    }

    private QuerySet<T> on(RunOptions options) {
        return new QuerySet<>(request.on(options));
    }

    /**
     * A new row without any values, not stored yet.
     *
     * {@snippet :
     * Row bare = tags.with().with("name", "bare"); // an instance has values given later
     * bare.insert();
     * // insert into tag (name) values (?) returning …
     * }
     *
     * @return an unsaved instance, whose {@link Instance#insert} stores it in this database
     */
    public T with() {
        return Instance.unsaved(request, List.of());
    }

    /**
     * A new row, not stored yet.
     *
     * {@snippet :
     * Row tea = entries.with("author", ann, "headline", "More tea").insert();
     * // insert into entry (author_id, headline) values (?, ?) returning …
     * }
     *
     * @param attribute a column, or a relation to one row
     * @param value its value
     * @param more further columns and values in turn
     * @return an unsaved instance, whose {@link Instance#insert} stores it in this database
     * @throws LookupException if a name is unknown or a value does not fit
     */
    public T with(String attribute, @Nullable Object value, @Nullable Object... more) {
        return Instance.unsaved(request, NamedValue.pairs(attribute, value, more));
    }

    /**
     * A new row, not stored yet, of values by column, such as a form or a JSON object has.
     *
     * {@snippet :
     * Row plum = tags.with(Map.of("name", "plum")).insert();
     * // insert into tag (name) values (?) returning …
     * }
     *
     * @param values values by column
     * @return an unsaved instance, whose {@link Instance#insert} stores it in this database
     * @throws LookupException if a name is unknown or a value does not fit
     */
    public T with(Map<String, ? extends @Nullable Object> values) {
        return Instance.unsaved(request, Arguments.named(values));
    }

    /**
     * An instance that is not stored, of typed columns and values.
     *
     * {@snippet :
     * ColumnPath<Row, String> name = new ColumnPath<>("name"); // of generated models: Tag.NAME
     * Row taupe = tags.with(name.to("taupe")).insert();
     * // insert into tag (name) values (?) returning …
     * }
     *
     * @param first a column and its value
     * @param more further ones
     * @return the instance, to be inserted
     * @throws LookupException if a value does not fit
     */
    @SafeVarargs
    public final T with(Assignment<? super T> first, Assignment<? super T>... more) {
        return Instance.unsaved(request, Assignment.values(first, more));
    }

    // ---- Writing ----

    /**
     * Stores a new row that has nothing but its key and defaults.
     *
     * {@snippet :
     * Row key = db.objects("ticket").create();
     * // insert into ticket default values returning …
     * }
     *
     * @return the row, with its key and defaults
     * @throws DatabaseException if the database refuses it
     */
    public T create() {
        return evaluations().creating(List.of()).now();
    }

    /**
     * Stores a new row.
     *
     * {@snippet :
     * Row tea = entries.create("author", ann, "headline", lower(value("MORE TEA")));
     * // insert into entry (author_id, headline) values (?, lower(?)) returning …
     * }
     *
     * @param attribute a column, or a relation to one row
     * @param value its value; an expression is computed by the server
     * @param more further columns and values in turn
     * @return the row, with its key and defaults; what a trigger makes of a given value is seen after
     *     {@link Instance#refresh}
     * @throws LookupException if a name is unknown or a value does not fit
     * @throws DatabaseException if the database refuses it
     */
    public T create(String attribute, @Nullable Object value, @Nullable Object... more) {
        return evaluations().creating(Arguments.pairs(attribute, value, more)).now();
    }

    /**
     * Stores a new row of values by column, such as a form or a JSON object has.
     *
     * {@snippet :
     * Row olive = tags.create(Map.of("name", "olive"));
     * // insert into tag (name) values (?) returning …
     * }
     *
     * @param values values by column; an expression is computed by the server
     * @return the row, with its key and defaults; what a trigger makes of a given value is seen after
     *     {@link Instance#refresh}
     * @throws LookupException if a name is unknown or a value does not fit
     * @throws DatabaseException if the database refuses it
     */
    public T create(Map<String, ? extends @Nullable Object> values) {
        return evaluations().creating(Arguments.named(values)).now();
    }

    /**
     * Stores a new row.
     *
     * {@snippet :
     * ColumnPath<Row, String> name = new ColumnPath<>("name"); // of generated models: Tag.NAME
     * Row brown = tags.create(name.to("brown"));
     * // insert into tag (name) values (?) returning …
     * }
     *
     * @param first a column and its value
     * @param more further ones
     * @return the row, with its key and defaults; what a trigger makes of a given value is seen after
     *     {@link Instance#refresh}
     * @throws LookupException if a value does not fit
     * @throws DatabaseException if the database refuses it
     */
    @SafeVarargs
    public final T create(Assignment<? super T> first, Assignment<? super T>... more) {
        return evaluations().creating(Assignment.values(first, more)).now();
    }

    /**
     * The only row that these lookups match, or else a new one with these values. Of several that do the same at the same
     * moment one creates the row, and all of them find it, if a unique key says that there is one.
     *
     * {@snippet :
     * Created<Row> tag = tags.getOrCreate("name", "mauve");
     * // select … from tag where tag.name = ? fetch next ? rows only;
     * // insert into tag (name) values (?) on conflict do nothing returning …
     * }
     *
     * @param lookup such as {@code name} or {@code name__iexact}; what is no plain column is no value of a new row
     * @param value what to compare with
     * @param more further lookups and values in turn
     * @return the row, and whether it is new
     * @throws LookupException if a name is unknown or a value does not fit
     * @throws MultipleObjectsReturned if several rows match
     * @throws DatabaseException if the database refuses the new row
     */
    public Created<T> getOrCreate(String lookup, @Nullable Object value, @Nullable Object... more) {
        return evaluations().gettingOrCreating(Arguments.pairs(lookup, value, more), List.of()).now();
    }

    /**
     * The only row that these lookups match, or else a new one with these values and defaults.
     *
     * {@snippet :
     * Created<Row> tea = entries.getOrCreate(Map.of("headline", "Tea"), Map.of("author", ann, "rating", 4));
     * // select … from entry where entry.headline = ? fetch next ? rows only
     * }
     *
     * @param lookups values by lookup
     * @param defaults values by column, for a new row only
     * @return the row, and whether it is new
     * @throws LookupException if a name is unknown or a value does not fit
     * @throws DunderException if there are no lookups, and {@link #all} has not said that any row will do
     * @throws MultipleObjectsReturned if several rows match
     * @throws DatabaseException if the database refuses the new row
     */
    public Created<T> getOrCreate(
            Map<String, ? extends @Nullable Object> lookups, Map<String, ? extends @Nullable Object> defaults) {
        return evaluations().gettingOrCreating(Arguments.named(lookups), Arguments.named(defaults)).now();
    }

    /**
     * The only row that has these values in typed columns, or else a new one.
     *
     * {@snippet :
     * ColumnPath<Row, String> name = new ColumnPath<>("name"); // of generated models: Tag.NAME
     * Created<Row> tag = tags.getOrCreate(name.to("ochre"));
     * // select … from tag where tag.name = ? fetch next ? rows only;
     * // insert into tag (name) values (?) on conflict do nothing returning …
     * }
     *
     * @param first a column and its value
     * @param more further ones
     * @return the row, and whether it is new
     * @throws LookupException if a value does not fit
     * @throws MultipleObjectsReturned if several rows match
     * @throws DatabaseException if the database refuses the new row
     */
    @SafeVarargs
    public final Created<T> getOrCreate(Assignment<? super T> first, Assignment<? super T>... more) {
        return evaluations().gettingOrCreating(Assignment.values(first, more), List.of()).now();
    }

    /**
     * The only row that has these values in typed columns, or else a new one with them and defaults.
     *
     * {@snippet :
     * ColumnPath<Row, String> headline = new ColumnPath<>("headline"); // of generated models: Entry.HEADLINE
     * ColumnPath<Row, Integer> author = new ColumnPath<>("author_id");
     * Created<Row> tea = entries.getOrCreate(List.of(headline.to("Tea")), List.of(author.to(1)));
     * // select … from entry where entry.headline = ? fetch next ? rows only
     * }
     *
     * @param lookups by which it is looked for
     * @param defaults for a new row only
     * @return the row, and whether it is new
     * @throws LookupException if a value does not fit
     * @throws DunderException if there are no lookups, and {@link #all} has not said that any row will do
     * @throws MultipleObjectsReturned if several rows match
     * @throws DatabaseException if the database refuses the new row
     */
    public Created<T> getOrCreate(Collection<? extends Assignment<? super T>> lookups,
            Collection<? extends Assignment<? super T>> defaults) {
        return evaluations().gettingOrCreating(Assignment.values(lookups), Assignment.values(defaults)).now();
    }

    /**
     * Changes the only row that these lookups match, which is locked before; or else stores a new one with all these values.
     *
     * {@snippet :
     * Created<Row> changed = entries.updateOrCreate(Map.of("id", 1), Map.of("rating", 5));
     * // select … from entry where entry.id = ? fetch next ? rows only for update of entry;
     * // update entry set rating = ? where entry.id = ? returning …
     * }
     *
     * @param lookups values by lookup
     * @param changes values by column, which may be computed of the row that was there
     * @return the row, and whether it is new
     * @throws LookupException if a name is unknown or a value does not fit
     * @throws DunderException if there are no lookups, and {@link #all} has not said that any row will do
     * @throws MultipleObjectsReturned if several rows match
     * @throws DatabaseException if the database refuses the row
     */
    public Created<T> updateOrCreate(
            Map<String, ? extends @Nullable Object> lookups, Map<String, ? extends @Nullable Object> changes) {
        return updateOrCreate(lookups, changes, changes);
    }

    /**
     * Changes the only row that these lookups match, which is locked before; or else stores a new one with other values.
     *
     * {@snippet :
     * var more = Map.of("rating", f("rating").plus(1));
     * Created<Row> changed = entries.updateOrCreate(Map.of("id", 1), more, Map.of("author", ann, "headline", "Tea"));
     * // select … from entry where entry.id = ? fetch next ? rows only for update of entry;
     * // update entry set rating = (entry.rating + ?) where entry.id = ? returning …
     * }
     *
     * @param lookups values by lookup
     * @param changes values by column for a row that was there
     * @param defaults values by column for a new row
     * @return the row, and whether it is new
     * @throws LookupException if a name is unknown or a value does not fit
     * @throws DunderException if there are no lookups, and {@link #all} has not said that any row will do
     * @throws MultipleObjectsReturned if several rows match
     * @throws DatabaseException if the database refuses the row
     */
    public Created<T> updateOrCreate(
            Map<String, ? extends @Nullable Object> lookups,
            Map<String, ? extends @Nullable Object> changes,
            Map<String, ? extends @Nullable Object> defaults) {
        return evaluations().updatingOrCreating(Arguments.named(lookups), Arguments.named(changes),
                Arguments.named(defaults)).now();
    }

    /**
     * Changes the only row that has these values in typed columns, or else stores a new one with all of them.
     *
     * {@snippet :
     * ColumnPath<Row, Integer> id = new ColumnPath<>("id"); // of generated models: Entry.ID
     * ColumnPath<Row, Integer> rating = new ColumnPath<>("rating");
     * Created<Row> changed = entries.updateOrCreate(List.of(id.to(1)), List.of(rating.to(5)));
     * // select … from entry where entry.id = ? fetch next ? rows only for update of entry;
     * // update entry set rating = ? where entry.id = ? returning …
     * }
     *
     * @param lookups by which it is looked for
     * @param changes what it is to have
     * @return the row, and whether it is new
     * @throws LookupException if a value does not fit
     * @throws DunderException if there are no lookups, and {@link #all} has not said that any row will do
     * @throws MultipleObjectsReturned if several rows match
     * @throws DatabaseException if the database refuses the new row
     */
    public Created<T> updateOrCreate(Collection<? extends Assignment<? super T>> lookups,
            Collection<? extends Assignment<? super T>> changes) {
        return updateOrCreate(lookups, changes, changes);
    }

    /**
     * Changes the only row that has these values in typed columns, or else stores a new one with other values.
     *
     * {@snippet :
     * ColumnPath<Row, Integer> id = new ColumnPath<>("id"); // of generated models: Entry.ID
     * ColumnPath<Row, Integer> rating = new ColumnPath<>("rating");
     * ColumnPath<Row, String> headline = new ColumnPath<>("headline");
     * ColumnPath<Row, Integer> author = new ColumnPath<>("author_id");
     * var made = List.of(author.to(1), headline.to("Tea"));
     * Created<Row> changed = entries.updateOrCreate(List.of(id.to(1)), List.of(rating.to(5)), made);
     * // select … from entry where entry.id = ? fetch next ? rows only for update of entry;
     * // update entry set rating = ? where entry.id = ? returning …
     * }
     *
     * @param lookups by which it is looked for
     * @param changes what a row that was there is to have
     * @param defaults what a new row has
     * @return the row, and whether it is new
     * @throws LookupException if a value does not fit
     * @throws DunderException if there are no lookups, and {@link #all} has not said that any row will do
     * @throws MultipleObjectsReturned if several rows match
     * @throws DatabaseException if the database refuses the new row
     */
    public Created<T> updateOrCreate(Collection<? extends Assignment<? super T>> lookups,
            Collection<? extends Assignment<? super T>> changes, Collection<? extends Assignment<? super T>> defaults) {
        return evaluations().updatingOrCreating(Assignment.values(lookups), Assignment.values(changes),
                Assignment.values(defaults)).now();
    }

    /**
     * Stores many new rows, in one statement whatever their number, and one more for each parent. All or nothing.
     *
     * {@snippet :
     * List<Row> added = tags.bulkCreate(List.of(tags.with("name", "teal"), tags.with("name", "navy")));
     * // insert into tag (name) select list.k1 from unnest(cast(? as text[])) with ordinality as list (k1, place)
     * // order by list.place returning id
     * }
     *
     * <p>What an instance is not given the database has a default for; instances that are given different columns are stored
     * by a statement for each kind. What the server is to compute of some is a kind of its own.
     * What a trigger makes of values that were given is seen after {@link Instance#refresh}.
     *
     * @param instances made by {@link #with with(…)}, or of another database; they are not changed by it
     * @return the rows as they are stored, with their keys and defaults, in the order given
     * @throws LookupException if an instance is stored here already; it says which
     * @throws DatabaseException if the database refuses one; then none is stored
     */
    public List<T> bulkCreate(Collection<? extends T> instances) {
        return bulkCreate(instances, Bulk.USUAL);
    }

    /**
     * Stores many new rows; what is done with those whose unique key is taken, how many at a time, and who hears of it, the
     * options say.
     *
     * {@snippet :
     * List<Row> added = tags.bulkCreate(List.of(tags.with("name", "red"), tags.with("name", "pink")),
     *         Bulk.ignoringConflicts());
     * List<Row> given = List.of(ann.with("age", 31), authors.with("id", 9, "name", "Jo", "age", 20));
     * List<Row> all = authors.bulkCreate(given, Bulk.updatingConflicts("pk").changing("age"));
     * // insert into tag (name) select … order by list.place on conflict do nothing returning id, name;
     * // insert into author (id, name, age, country_id) select … order by list.place
     * // on conflict (id) do update set age = excluded.age returning id, name, age, country_id;
     * // insert into author (id, name, age) select … order by list.place
     * // on conflict (id) do update set age = excluded.age returning id, name, age, country_id
     * }
     *
     * @param instances made by {@link #with with(…)}; where conflicts are updated or ignored, stored ones too
     * @param how such as {@code Bulk.ignoringConflicts()} or {@code Bulk.USUAL.batch(10_000)}
     * @return the rows as they are stored, in the order given; where conflicts are ignored, those that were stored by this, of
     *     which those that are given the same columns stand together if there are several kinds
     * @throws LookupException if there is no unique key of just these columns, or two instances have the same
     * @throws PartlyStored if a batch could not be stored after others were
     * @throws DatabaseException if the database refuses a row
     */
    public List<T> bulkCreate(Collection<? extends T> instances, Bulk how) {
        return evaluations().bulkCreating(instances, how).now();
    }

    /**
     * Stores what each of these instances has in some columns, in one statement whatever their number, and one more for each
     * parent that is written. All or nothing. Of a row that is given twice the last instance counts.
     *
     * {@snippet :
     * long n = entries.bulkUpdate(List.of(cake.with("rating", 4)), "rating", "headline");
     * // update entry set rating = list.k2, headline = list.k3
     * // from unnest(cast(? as int[]), cast(? as int[]), cast(? as text[])) with ordinality as list (k1, k2, k3, place)
     * // where entry.id = list.k1
     * }
     *
     * @param instances stored rows, with values that they were given by {@link Instance#with with(…)}
     * @param name a column, or a foreign key's relation
     * @param more further ones
     * @return how many rows there were; a filter leaves out those that it does not keep
     * @throws LookupException if an instance is not stored, a name is unknown, or a column says which row it is
     * @throws DatabaseException if the database refuses it; then nothing is stored
     */
    public long bulkUpdate(Collection<? extends T> instances, String name, String... more) {
        return bulkUpdate(instances, Bulk.USUAL, name, more);
    }

    /**
     * Stores what each of these instances has in some columns; how many at a time, and who hears of it, the options say.
     *
     * {@snippet :
     * long n = entries.bulkUpdate(List.of(cake), Bulk.USUAL.batch(10_000).progress(so -> {}), "rating");
     * // update entry set rating = list.k2 from unnest(…) with ordinality as list (k1, k2, place) where entry.id = list.k1
     * }
     *
     * @param instances stored rows, with values that they were given by {@link Instance#with with(…)}
     * @param how such as {@code Bulk.USUAL.batch(10_000)}
     * @param name a column, or a foreign key's relation
     * @param more further ones
     * @return how many rows there were
     * @throws LookupException if an instance is not stored, a name is unknown, or a column says which row it is
     * @throws PartlyStored if a batch could not be stored after others were
     * @throws DatabaseException if the database refuses it
     */
    public long bulkUpdate(Collection<? extends T> instances, Bulk how, String name, String... more) {
        return evaluations().bulkUpdating(instances, how, Arguments.names(name, more)).now();
    }

    /**
     * Stores what each of these instances has in some columns, by typed paths.
     *
     * {@snippet :
     * ColumnPath<Row, Integer> rating = new ColumnPath<>("rating"); // of generated models: Entry.RATING
     * long n = entries.bulkUpdate(List.of(cake.with("rating", 4)), rating);
     * // update entry set rating = list.k2 from unnest(…) with ordinality as list (k1, k2, place) where entry.id = list.k1
     * }
     *
     * @param instances stored rows, with values that they were given by {@link Instance#with with(…)}
     * @param first a typed path
     * @param more further ones
     * @return how many rows there were
     * @throws LookupException if an instance is not stored, or a column says which row it is
     */
    @SafeVarargs
    public final long bulkUpdate(Collection<? extends T> instances, ColumnPath<? super T, ?> first,
            ColumnPath<? super T, ?>... more) {
        return bulkUpdate(instances, Bulk.USUAL, first, more);
    }

    /**
     * Stores what each of these instances has in some columns, by typed paths; how many at a time, the options say.
     *
     * {@snippet :
     * ColumnPath<Row, Integer> rating = new ColumnPath<>("rating"); // of generated models: Entry.RATING
     * long n = entries.bulkUpdate(List.of(cake), Bulk.USUAL.batch(10_000), rating);
     * // update entry set rating = list.k2 from unnest(…) with ordinality as list (k1, k2, place) where entry.id = list.k1
     * }
     *
     * @param instances stored rows, with values that they were given by {@link Instance#with with(…)}
     * @param how such as {@code Bulk.USUAL.batch(10_000)}
     * @param first a typed path
     * @param more further ones
     * @return how many rows there were
     * @throws LookupException if an instance is not stored, or a column says which row it is
     */
    @SafeVarargs
    public final long bulkUpdate(Collection<? extends T> instances, Bulk how, ColumnPath<? super T, ?> first,
            ColumnPath<? super T, ?>... more) {
        return evaluations().bulkUpdating(instances, how, ColumnPath.paths(first, more)).now();
    }

    /**
     * Stores new rows by the server's COPY, which is the quickest way, in constant memory and however many there are. All or
     * nothing. No keys come back.
     *
     * {@snippet :
     * long n = tags.copyIn(Stream.of("amber", "azure").map(name -> tags.with("name", name)));
     * // copy tag (name) from stdin
     * }
     *
     * <p>They are read as they are sent, a few megabytes at a time, and may come from a query of the same transaction. Those
     * that are given other columns than the ones before begin another COPY. Rows of a model with parents are copied into the
     * parents' tables first; their keys, where they are not given, are drawn from the sequences of their columns, and some of
     * those that were drawn may be left over.
     *
     * @param instances made by {@link #with with(…)}, or of another database; closed after the last one
     * @return how many rows were stored
     * @throws LookupException if an instance is stored here already, or a parent's key is neither given nor of a sequence
     * @throws DatabaseException if the database refuses one; it says which, and none is stored
     */
    public long copyIn(Stream<? extends T> instances) {
        return copyIn(instances, Bulk.USUAL);
    }

    /**
     * Stores new rows by the server's COPY; how many at a time, and who hears of it, the options say.
     *
     * {@snippet :
     * Stream<Row> some = Stream.of("beige", "brass").map(name -> tags.with("name", name));
     * long n = tags.copyIn(some, Bulk.USUAL.batch(100_000).progress(System.out::println));
     * // copy tag (name) from stdin
     * }
     *
     * @param instances made by {@link #with with(…)}, or of another database; closed after the last one
     * @param how such as {@code Bulk.USUAL.batch(100_000)}
     * @return how many rows were stored
     * @throws LookupException if an instance is stored here already, or a parent's key is neither given nor of a sequence
     * @throws PartlyStored if a batch could not be stored after others were
     * @throws DatabaseException if the database refuses one
     */
    public long copyIn(Stream<? extends T> instances, Bulk how) {
        return evaluations().copyingIn(instances, how).now();
    }

    /**
     * Stores new rows by the server's COPY. Of a query set the rows are streamed.
     *
     * {@snippet :
     * long n = tags.copyIn(List.of(tags.with("name", "cyan"), tags.with("name", "coral")));
     * // copy tag (name) from stdin
     * }
     *
     * @param instances made by {@link #with with(…)}, or of another database
     * @return how many rows were stored
     * @throws LookupException if an instance is stored here already, or a parent's key is neither given nor of a sequence
     * @throws DatabaseException if the database refuses one; it says which, and none is stored
     */
    public long copyIn(Iterable<? extends T> instances) {
        return copyIn(instances, Bulk.USUAL);
    }

    /**
     * Stores new rows by the server's COPY; how many at a time, and who hears of it, the options say.
     *
     * {@snippet :
     * long n = tags.copyIn(List.of(tags.with("name", "ecru")), Bulk.USUAL.batch(100_000));
     * // copy tag (name) from stdin
     * }
     *
     * @param instances made by {@link #with with(…)}, or of another database
     * @param how such as {@code Bulk.USUAL.batch(100_000)}
     * @return how many rows were stored
     * @throws LookupException if an instance is stored here already, or a parent's key is neither given nor of a sequence
     * @throws PartlyStored if a batch could not be stored after others were
     * @throws DatabaseException if the database refuses one
     */
    public long copyIn(Iterable<? extends T> instances, Bulk how) {
        return evaluations().copyingIn(instances, how).now();
    }

    /**
     * Writes the rows as a file, by the server's COPY and in constant memory. The columns are called as in lookups.
     *
     * {@snippet :
     * long n = entries.filter("rating", 5).values("id", "headline").copyOut(System.err, CopyFormat.CSV);
     * // copy (select rows.* from (select entry.id, entry.headline from entry where entry.rating = ?)
     * // as rows (id, headline)) to stdout with (format csv, header true)
     * }
     *
     * @param out where; it is flushed by nobody and not closed. What it does must not use the same transaction
     * @param format as what
     * @return how many rows there were
     * @throws DunderException if it cannot be written, or two columns have one name
     * @throws DatabaseException if the database cannot be asked
     */
    public long copyOut(OutputStream out, CopyFormat format) {
        return evaluations().copyingOut(out, format, null).now();
    }

    /**
     * Writes the rows as a file, by the server's COPY, and tells how far it is.
     *
     * {@snippet :
     * long n = tags.orderBy("name").copyOut(System.err, CopyFormat.JSON, System.out::println);
     * // copy (select row_to_json(rows) from (select … from tag order by tag.name asc) as rows (id, name)) to stdout
     * }
     *
     * @param out where; it is flushed by nobody and not closed. What it does must not use the same transaction
     * @param format as what
     * @param progress is told after each megabyte and at the end, on the thread that evaluates
     * @return how many rows there were
     * @throws DunderException if it cannot be written, or two columns have one name
     * @throws DatabaseException if the database cannot be asked
     */
    public long copyOut(OutputStream out, CopyFormat format, Consumer<? super Progress> progress) {
        return evaluations().copyingOut(out, format, Bulk.watcher(progress)).now();
    }

    /**
     * New values for these columns of all rows, in one statement. An order says nothing here; a slice says which rows.
     *
     * {@snippet :
     * long n = entries.filter("author__name", "Ann").update("rating", f("rating").plus(1), "published", true);
     * // update entry set rating = (entry.rating + ?), published = ? where entry.id in
     * // (select entry_2.id from entry as entry_2 join author on entry_2.author_id = author.id where author.name = ?)
     * }
     *
     * @param attribute a column, or a foreign key's relation
     * @param value its value; an expression, a query set for its one value, or a condition is computed by the server, of
     *     the row as it was
     * @param more further columns and values in turn
     * @return how many rows there were
     * @throws LookupException if there is no such attribute or a value does not fit
     * @throws DunderException if a filter was made of nothing, and {@link #all} was not said
     * @throws DatabaseException if the database refuses it
     */
    public long update(String attribute, @Nullable Object value, @Nullable Object... more) {
        return evaluations().updating(Arguments.pairs(attribute, value, more)).now();
    }

    /**
     * New values for these columns of all rows, in one statement.
     *
     * {@snippet :
     * ColumnPath<Row, Boolean> published = new ColumnPath<>("published"); // of generated models: Entry.PUBLISHED
     * long n = entries.filter("rating__gt", 3).update(published.to(true));
     * // update entry set published = ? where entry.rating > ?
     * }
     *
     * @param first a column and its value
     * @param more further ones
     * @return how many rows there were
     * @throws LookupException if a value does not fit
     * @throws DunderException if a filter was made of nothing, and {@link #all} was not said
     * @throws DatabaseException if the database refuses it
     */
    @SafeVarargs
    public final long update(Assignment<? super T> first, Assignment<? super T>... more) {
        return evaluations().updating(Assignment.values(first, more)).now();
    }

    /**
     * The rows that an update or delete writes, as instances: {@code RETURNING} all columns.
     *
     * {@snippet :
     * List<Row> published = entries.filter("rating__gt", 3).returning().update("published", true);
     * // update entry set published = ? where entry.rating > ? returning id, author_id, …
     * }
     *
     * @return what writes and gives the rows back, as they are then; of a delete as they were
     */
    public Returning<T, T> returning() {
        return Returning.instances(this);
    }

    /**
     * Some columns of the rows that an update, a bulk update or a delete writes.
     *
     * {@snippet :
     * List<Row> raised = entries.filter("id", 1).returning("id", "rating").old("rating").update("rating", 5);
     * // update entry set rating = ? where entry.id = ? returning id, rating, old.rating
     * }
     *
     * @param name a column, or a foreign key's relation
     * @param more further ones
     * @return what writes and gives the values back, as they are then; of a delete as they were
     * @throws LookupException if there is no such column
     */
    public Returning<T, Row> returning(String name, String... more) {
        return Returning.values(this, Names.paths(name, more));
    }

    /**
     * The writing methods that give back these columns of the rows that they write, by typed paths.
     *
     * {@snippet :
     * ColumnPath<Row, Integer> id = new ColumnPath<>("id"); // of generated models: Entry.ID
     * List<Row> published = entries.filter("rating__gt", 3).returning(id).update("published", true);
     * // update entry set published = ? where entry.rating > ? returning id
     * }
     *
     * @param first a typed path
     * @param more further ones
     * @return what writes and gives these back
     * @throws LookupException if one leads to other rows
     */
    @SafeVarargs
    public final Returning<T, Row> returning(ColumnPath<? super T, ?> first, ColumnPath<? super T, ?>... more) {
        return Returning.values(this, ColumnPath.paths(first, more));
    }

    /**
     * Deletes all rows, in one statement; what becomes of rows that refer to them, their foreign keys say in the database.
     *
     * {@snippet :
     * long n = entries.filter("rating__lt", 2).delete();
     * // delete from entry where entry.rating < ?
     * }
     *
     * @return how many rows there were
     * @throws DunderException if no filter was said, or one that is made of nothing, and {@link #all} was not said
     * @throws DatabaseException if the database refuses, as it does while other rows refer to these
     */
    public long delete() {
        return evaluations().deleting().now();
    }

    /**
     * Deletes all rows, and does with those that refer to them what the {@link dev.dunder.model.OnDelete} of each foreign key
     * says, whether the database would or not: deletes them too, has them refer to nothing or to something else, or refuses.
     * All of it happens in one transaction, or as a part of the one that surrounds it.
     *
     * {@snippet :
     * tags.create("name", "umber");
     * Deleted deleted = tags.filter("name", "umber").deleteCollecting();
     * // insert into tag (name) values (?) returning …;
     * // select tag.id from tag where tag.name = ? for update of tag;
     * // delete from entry_tag where entry_tag.tag_id = any (?);
     * // delete from tag where tag.id = any (?)
     * }
     *
     * <p>What refers to them is read and collected level by level, a statement for each foreign key that there is something to
     * know about; then each table's rows are deleted by one statement. If nothing can refer to the rows, it is the one
     * statement that {@link #delete} sends.
     *
     * @return how many rows were deleted, of each model
     * @throws ProtectedRows if rows are in the way by a foreign key that protects or restricts
     * @throws DunderException if no filter was said, or one that is made of nothing, and {@link #all} was not said
     * @throws DatabaseException if the database refuses it
     */
    public Deleted deleteCollecting() {
        return evaluations().collecting().now();
    }

    // ---- Evaluating ----

    /**
     * The same methods, which return futures.
     *
     * {@snippet :
     * CompletableFuture<Long> n = entries.filter("rating__gt", 3).async().count();
     * n.join();
     * // select count(*) from entry where entry.rating > ?
     * }
     *
     * @return the asynchronous twin of this very query set: they share the rows once there are some
     */
    public AsyncQuerySet<T> async() {
        return new AsyncQuerySet<>(this);
    }

    /**
     * All rows, which the query set keeps.
     *
     * {@snippet :
     * List<Row> all = entries.orderBy("id").list();
     * // select … from entry order by entry.id asc
     * }
     *
     * @return a list that cannot be changed
     */
    public List<T> list() {
        return evaluations().listing().now();
    }

    /**
     * All rows, which the query set keeps, as a for loop reads them.
     *
     * {@snippet :
     * for (Row entry : entries) {
     *     entry.get("headline");
     * }
     * // select … from entry
     * }
     */
    @Override
    public Iterator<T> iterator() {
        return list().iterator();
    }

    /**
     * All rows one by one, read in chunks and not kept.
     *
     * {@snippet :
     * try (RowIterator<Row> rows = entries.iterator(100)) {
     *     rows.forEachRemaining(row -> row.get("headline"));
     * }
     * // select … from entry
     * }
     *
     * @param chunk how many rows are read at a time
     * @return an iterator to be closed, unless it is read to its end
     */
    public RowIterator<T> iterator(int chunk) {
        return evaluations().iterating(chunk).now();
    }

    /**
     * All rows one by one, read in chunks and not kept.
     *
     * {@snippet :
     * try (Stream<Row> rows = entries.stream()) {
     *     rows.map(row -> row.get("headline")).toList();
     * }
     * // select … from entry
     * }
     *
     * @return a stream to be closed, unless it is read to its end
     */
    public Stream<T> stream() {
        return evaluations().streaming().now();
    }

    /**
     * How many rows there are; the query set keeps the rows themselves.
     *
     * {@snippet :
     * int n = entries.filter("rating", 5).size();
     * // select … from entry where entry.rating = ?
     * }
     *
     * @return the size of {@link #list}
     */
    public int size() {
        return evaluations().sizing().now();
    }

    /**
     * Whether there are no rows; the query set keeps those that there are.
     *
     * {@snippet :
     * boolean none = entries.filter("rating", 9).isEmpty();
     * // select … from entry where entry.rating = ?
     * }
     *
     * @return whether {@link #list} is empty
     */
    public boolean isEmpty() {
        return evaluations().emptiness().now();
    }

    /**
     * The only row.
     *
     * {@snippet :
     * Row entry = entries.filter("headline", "Cake").get();
     * // select … from entry where entry.headline = ? fetch next ? rows only
     * }
     *
     * @return the row
     * @throws DoesNotExist if there is none
     * @throws MultipleObjectsReturned if there are several
     */
    public T get() {
        return evaluations().getting().now();
    }

    /**
     * The only row that also matches these lookups.
     *
     * {@snippet :
     * Row entry = entries.get("id", 1);
     * // select … from entry where entry.id = ? fetch next ? rows only
     * }
     *
     * @param lookup such as {@code id}
     * @param value what to compare with
     * @param more further lookups and values in turn
     * @return the row
     * @throws LookupException if a name is unknown or a value does not fit
     * @throws DoesNotExist if there is none
     * @throws MultipleObjectsReturned if there are several
     */
    public T get(String lookup, @Nullable Object value, @Nullable Object... more) {
        return evaluations().getting(Q.pairs(lookup, value, more)).now();
    }

    /**
     * The only row that also matches these conditions.
     *
     * {@snippet :
     * Row entry = entries.get(q("headline", "Cake").and(q("rating__gt", 3)));
     * // select … from entry where (entry.headline = ? and entry.rating > ?) fetch next ? rows only
     * }
     *
     * @param first made by {@link Dunder#q} or by a typed path
     * @param more further ones
     * @return the row
     * @throws LookupException if a name is unknown or a value does not fit
     * @throws DoesNotExist if there is none
     * @throws MultipleObjectsReturned if there are several
     */
    @SafeVarargs
    public final T get(Q<? super T> first, Q<? super T>... more) {
        return evaluations().getting(all(first, more)).now();
    }

    /**
     * The only row that also matches these conditions and lookups.
     *
     * {@snippet :
     * Row entry = entries.get(q("rating__gt", 3), "headline", "Cake");
     * // select … from entry where (entry.rating > ? and entry.headline = ?) fetch next ? rows only
     * }
     *
     * @param first made by {@link Dunder#q} or by a typed path
     * @param lookup such as {@code author__name__icontains}
     * @param value what to compare with
     * @param more further lookups and values in turn
     * @return the row
     * @throws LookupException if a name is unknown or a value does not fit
     * @throws DoesNotExist if there is none
     * @throws MultipleObjectsReturned if there are several
     */
    public T get(Q<? super T> first, String lookup, @Nullable Object value, @Nullable Object... more) {
        return evaluations().getting(Term.and(Q.termOf(first), Q.pairs(lookup, value, more))).now();
    }

    /**
     * The only row that also matches these conditions and lookups.
     *
     * {@snippet :
     * Row entry = entries.get(q("rating__gt", 3), q("id", 1), "headline", "Cake");
     * // select … from entry where (entry.rating > ? and entry.id = ? and entry.headline = ?) fetch next ? rows only
     * }
     *
     * @param first made by {@link Dunder#q} or by a typed path
     * @param second another condition
     * @param lookup such as {@code author__name__icontains}
     * @param value what to compare with
     * @param more further lookups and values in turn
     * @return the row
     * @throws LookupException if a name is unknown or a value does not fit
     * @throws DoesNotExist if there is none
     * @throws MultipleObjectsReturned if there are several
     */
    public T get(Q<? super T> first, Q<? super T> second, String lookup, @Nullable Object value,
            @Nullable Object... more) {
        return evaluations()
                .getting(Term.and(Term.and(Q.termOf(first), Q.termOf(second)), Q.pairs(lookup, value, more)))
                .now();
    }

    /**
     * The only row that also matches these conditions and lookups.
     *
     * {@snippet :
     * Row entry = entries.get(q("rating__gt", 3), q("id", 1), q("published", true), "headline", "Cake");
     * // select … from entry where (entry.rating > ? and entry.id = ? and entry.published = ? and entry.headline = ?)
     * // fetch next ? rows only
     * }
     *
     * @param first made by {@link Dunder#q} or by a typed path
     * @param second another condition
     * @param third another condition
     * @param lookup such as {@code author__name__icontains}
     * @param value what to compare with
     * @param more further lookups and values in turn
     * @return the row
     * @throws LookupException if a name is unknown or a value does not fit
     * @throws DoesNotExist if there is none
     * @throws MultipleObjectsReturned if there are several
     */
    public T get(Q<? super T> first, Q<? super T> second, Q<? super T> third, String lookup,
            @Nullable Object value, @Nullable Object... more) {
        return evaluations().getting(all(first, second, third, Q.pairs(lookup, value, more))).now();
    }

    /**
     * The first row, by primary key where no order was asked for.
     *
     * {@snippet :
     * Row newest = entries.orderBy("-pub_date").first();
     * // select … from entry order by entry.pub_date desc fetch next ? rows only
     * }
     *
     * @return the row, or null where there is none
     */
    public @Nullable T first() {
        return evaluations().firstOf(false).now();
    }

    /**
     * The first row, by primary key where no order was asked for.
     *
     * {@snippet :
     * String headline = entries.orderBy("-pub_date").firstOptional().map(e -> e.get("headline", String.class)).orElse("none");
     * // select … from entry order by entry.pub_date desc fetch next ? rows only
     * }
     *
     * @return the row, or nothing where there is none
     */
    public Optional<T> firstOptional() {
        return evaluations().firstOptional().now();
    }

    /**
     * The last row, by primary key where no order was asked for.
     *
     * {@snippet :
     * Row newest = entries.orderBy("pub_date").last();
     * // select … from entry order by entry.pub_date desc fetch next ? rows only
     * }
     *
     * @return the row, or null where there is none
     */
    public @Nullable T last() {
        return evaluations().firstOf(true).now();
    }

    /**
     * The first row in an order.
     *
     * {@snippet :
     * Row oldest = entries.earliest("pub_date", "id");
     * // select … from entry order by entry.pub_date asc, entry.id asc fetch next ? rows only
     * }
     *
     * @param criterion a path, {@code -} before it for descending
     * @param more further criteria
     * @return the row
     * @throws DoesNotExist if there is none
     */
    public T earliest(String criterion, String... more) {
        return evaluations().extreme(Names.paths(criterion, more), false).now();
    }

    /**
     * The first row by typed paths, as {@link #earliest(String, String...)}.
     *
     * {@snippet :
     * OrderedPath<Row, LocalDate> date = new OrderedPath<>("pub_date", LocalDate.class); // of generated models: Entry.PUB_DATE
     * Row row = entries.earliest(date);
     * // select … from entry order by entry.pub_date asc fetch next ? rows only
     * }
     *
     * @param first a typed path
     * @param more further ones
     * @return the row
     * @throws DoesNotExist if there is none
     */
    @SafeVarargs
    public final T earliest(ColumnPath<? super T, ?> first, ColumnPath<? super T, ?>... more) {
        return evaluations().extreme(ColumnPath.paths(first, more), false).now();
    }

    /**
     * The last row in an order.
     *
     * {@snippet :
     * Row newest = entries.latest("pub_date", "id");
     * // select … from entry order by entry.pub_date desc, entry.id desc fetch next ? rows only
     * }
     *
     * @param criterion a path, {@code -} before it for descending
     * @param more further criteria
     * @return the row
     * @throws DoesNotExist if there is none
     */
    public T latest(String criterion, String... more) {
        return evaluations().extreme(Names.paths(criterion, more), true).now();
    }

    /**
     * The last row by typed paths, as {@link #latest(String, String...)}.
     *
     * {@snippet :
     * OrderedPath<Row, LocalDate> date = new OrderedPath<>("pub_date", LocalDate.class); // of generated models: Entry.PUB_DATE
     * Row row = entries.latest(date);
     * // select … from entry order by entry.pub_date desc fetch next ? rows only
     * }
     *
     * @param first a typed path
     * @param more further ones
     * @return the row
     * @throws DoesNotExist if there is none
     */
    @SafeVarargs
    public final T latest(ColumnPath<? super T, ?> first, ColumnPath<? super T, ?>... more) {
        return evaluations().extreme(ColumnPath.paths(first, more), true).now();
    }

    /**
     * All instances by their primary keys.
     *
     * {@snippet :
     * Map<Object, Row> all = tags.inBulk();
     * Row red = all.get(1);
     * // select … from tag
     * }
     *
     * @return the instances, by key; a row that comes up several times is there once
     */
    public Map<Object, T> inBulk() {
        return evaluations().inBulk(null, null).now();
    }

    /**
     * Instances by their primary keys; keys without a row are left out.
     *
     * {@snippet :
     * Map<Object, Row> both = tags.inBulk(List.of(1, 2));
     * Row red = both.get(1);
     * // select … from tag join unnest(cast(? as int[])) … on list.k1 = tag.id
     * }
     *
     * @param keys the keys; of several columns lists of values
     * @return the instances, by the very keys that were given; a key that the server calls equal to another has the same row
     * @throws LookupException if a key does not fit
     */
    public Map<Object, T> inBulk(Collection<?> keys) {
        return evaluations().inBulk(LookupException.given(keys, "keys"), null).now();
    }

    /**
     * Instances by an attribute that no two have in common.
     *
     * {@snippet :
     * Map<Object, Row> byName = tags.inBulk(List.of("red", "blue"), "name");
     * Row red = byName.get("red");
     * // select … from tag join unnest(…) … on list.k1 = tag.name
     * }
     *
     * @param values values of the attribute
     * @param attribute the attribute
     * @return the instances, by the very values that were given
     * @throws LookupException if the attribute is not unique
     */
    public Map<Object, T> inBulk(Collection<?> values, String attribute) {
        return evaluations().inBulk(LookupException.given(values, "values"), attribute).now();
    }

    /**
     * Rows by a column that no two of them have in common, by a typed path.
     *
     * {@snippet :
     * ColumnPath<Row, String> name = new ColumnPath<>("name"); // of generated models: Tag.NAME
     * Map<Object, Row> byName = tags.inBulk(List.of("red", "blue"), name);
     * // select … from tag join unnest(cast(? as text[])) with ordinality as list (k1, place) on list.k1 = tag.name
     * }
     *
     * @param values values of the column
     * @param column a typed path
     * @param <V> its Java class
     * @return the rows that there are, by the values that were given
     * @throws LookupException if a value does not fit, or two rows have the same one
     */
    public <V> Map<Object, T> inBulk(Collection<? extends V> values, ColumnPath<? super T, V> column) {
        return inBulk(values, LookupException.given(column, "a column").path());
    }

    /**
     * How the server would run the statement.
     *
     * {@snippet :
     * String plan = entries.filter("id", 1).explain();
     * // explain (format text) select … from entry where entry.id = ?
     * }
     *
     * @return PostgreSQL's plan as text
     */
    public String explain() {
        return explain(Explain.text());
    }

    /**
     * How the server would run the statement, or has run it.
     *
     * {@snippet :
     * String plan = entries.filter("id", 1).explain(Explain.text().analyze());
     * // explain (analyze, format text) select … from entry where entry.id = ?
     * }
     *
     * @param options what to tell, and as text or JSON
     * @return PostgreSQL's plan
     */
    public String explain(Explain options) {
        return evaluations().explaining(options).now();
    }

    /**
     * The rows as objects of a record or a bean of yours.
     *
     * {@snippet :
     * record Dto(Integer id, String authorName) {}
     * List<Dto> all = entries.values("id", "author__name").into(Dto.class);
     * // select entry.id, author.name from entry join author on entry.author_id = author.id
     * }
     *
     * @param type a record, whose components are called like the values ({@code author__name} is {@code authorName}), or a class
     *        with setters
     * @param <D> the type
     * @return an object for each row
     * @throws LookupException if a component has no value, or one of another type
     */
    public <D> List<D> into(Class<D> type) {
        return evaluations().into(type).now();
    }

    /**
     * The row at a place, like Python's {@code [5]}.
     *
     * {@snippet :
     * Row second = entries.orderBy("id").at(1);
     * // select … from entry order by entry.id asc offset ? rows fetch next ? rows only
     * }
     *
     * @param index counted from 0
     * @return the row, of those that are here already, or by {@code … offset ? fetch next ? rows only}
     * @throws DoesNotExist if there are not so many rows
     */
    public T at(int index) {
        return evaluations().at(index).now();
    }

    /**
     * How many rows there are.
     *
     * {@snippet :
     * long n = entries.filter("published", true).count();
     * // select count(*) from entry where entry.published = ?
     * }
     *
     * @return {@code select count(*) …}, or the number of rows that are here already
     */
    public long count() {
        return evaluations().counting().now();
    }

    /**
     * A page of the rows, and how many there are on all pages. Both are asked for at the same time, on two connections where
     * two are free; in a transaction one after the other.
     *
     * {@snippet :
     * Page<Row> page = entries.orderBy("-pub_date").page(3, 20);
     * // select … from entry order by entry.pub_date desc offset ? rows fetch next ? rows only;
     * // select count(*) from entry
     * page.rows();
     * page.total();
     * }
     *
     * <p>Where no order was asked for, the rows are in that of their primary key. Where many rows are equal in what they are
     * ordered by, add the key to it, or a row may be on two pages.
     *
     * @param number which page, counted from 1; one behind the last has no rows
     * @param size how many rows a page has
     * @return the page
     * @throws DunderException if the number or the size is less than 1
     */
    public Page<T> page(int number, int size) {
        return evaluations().paging(number, size).now();
    }

    /**
     * The page that a web request asks for, of these rows.
     *
     * {@snippet :
     * Filtered asked = FILTERS.parse(Map.of("rating__gt", List.of("3"), "page", List.of("2")));
     * Page<Row> page = entries.filter(asked).orderBy(asked).page(asked);
     * // select … from entry where entry.rating > ? order by entry.id asc offset ? rows fetch next ? rows only;
     * // select count(*) from entry where entry.rating > ?
     * }
     *
     * @param asked made by {@link dev.dunder.lookups.Filters#parse}
     * @return the page
     */
    public Page<T> page(Filtered asked) {
        return evaluations().paging(asked).now();
    }

    /**
     * The rows behind the cursor of a web request, before it, or from the first, with cursors that are signed.
     *
     * {@snippet :
     * Filtered asked = FILTERS.parse(Map.of("rating__gt", List.of("3")));
     * KeysetPage<Row> page = entries.filter(asked).orderBy(asked).keysetPage(asked);
     * // select … from entry where entry.rating > ? order by entry.id asc fetch next ? rows only
     * }
     *
     * @param asked made by filters that have a key, {@link dev.dunder.lookups.Filters#cursors}
     * @return the rows, and the parameters {@code before} and {@code after} of the pages beside this one
     * @throws LookupException if the filters have no key to sign cursors with
     * @throws dev.dunder.lookups.FilterException if the cursor was made for another order of the query set
     */
    public KeysetPage<T> keysetPage(Filtered asked) {
        return evaluations().keyset(asked).now();
    }

    /**
     * For each value of the columns that a web request asks for, how many rows there are: each counted of the rows that the
     * request asks for, but for what it says of that column itself. This filters by itself: call it on the rows as they are
     * without the request.
     *
     * {@snippet :
     * Filtered asked = FILTERS.parse(Map.of("facets", List.of("rating"), "rating", List.of("5"), "published", List.of("true")));
     * Map<String, Facet> facets = entries.facets(asked);
     * // select ? as facet_number, entry.rating as facet_value_0, count(entry.id) as facet_rows from entry
     * // where entry.published = ? group by entry.rating order by 3 desc, 2 asc fetch next ? rows only
     * }
     *
     * <p>One statement, in which the facets stand side by side with {@code union all}. A row is counted once for each value that
     * it is related to.
     *
     * @param asked made by {@link dev.dunder.lookups.Filters#parse}
     * @return the facets by their paths, in the order of the request; none where it asks for none
     * @throws LookupException if the rows were grouped or sliced, or a facet is a key of several columns
     */
    public Map<String, Facet> facets(Filtered asked) {
        return evaluations().facets(asked).now();
    }

    /**
     * The first rows, with a cursor to those behind them. Going on from a cursor takes as long for the thousandth page as for
     * the first, if an index serves the order, and neither misses a row nor shows one twice when others are stored or deleted
     * meanwhile.
     *
     * {@snippet :
     * KeysetPage<Row> page = entries.orderBy("-pub_date").firstPage(20);
     * page.next();
     * // select … from entry order by entry.pub_date desc, entry.id desc fetch next ? rows only
     * }
     *
     * <p>Rows that are equal in what they are ordered by are told apart by the primary key, which is added to the order. Where
     * directions differ or values may be null, the condition is {@code a > ? or (a = ? and …)}. A row that a filter over a
     * relation to many rows gives several times is on one page at least: add {@link #distinct()}.
     *
     * @param size how many rows a page has
     * @return the rows, and where to go on
     * @throws DunderException if the rows are not instances of a model with a key or values of such, or have no order to go
     *     on in: chance, relations to many rows
     */
    public KeysetPage<T> firstPage(int size) {
        return evaluations().keyset(null, false, size).now();
    }

    /**
     * The rows behind those of a page: see {@link #firstPage}.
     *
     * {@snippet :
     * KeysetPage<Row> page = entries.orderBy("pub_date").pageAfter(cursor, 20);
     * // select … from entry where (entry.pub_date, entry.id) > (?, ?)
     * // order by entry.pub_date asc, entry.id asc fetch next ? rows only
     * }
     *
     * @param cursor that page's {@link KeysetPage#next next()}, of a query set in the same order
     * @param size how many rows a page has
     * @return the rows, and where to go on
     * @throws LookupException if it is no cursor, or one for another order
     */
    public KeysetPage<T> pageAfter(String cursor, int size) {
        return evaluations().keyset(cursor, false, size).now();
    }

    /**
     * The rows before those of a page, in the order of the query set: see {@link #firstPage}.
     *
     * {@snippet :
     * KeysetPage<Row> page = entries.orderBy("pub_date").pageBefore(cursor, 20);
     * // select … from entry where (entry.pub_date, entry.id) < (?, ?)
     * // order by entry.pub_date desc, entry.id desc fetch next ? rows only
     * }
     *
     * @param cursor that page's {@link KeysetPage#previous previous()}, of a query set in the same order
     * @param size how many rows a page has
     * @return the rows, and where to go on
     * @throws LookupException if it is no cursor, or one for another order
     */
    public KeysetPage<T> pageBefore(String cursor, int size) {
        return evaluations().keyset(cursor, true, size).now();
    }

    /**
     * Whether there is a row.
     *
     * {@snippet :
     * boolean any = entries.filter("rating", 5).exists();
     * // select 1 as one from entry where entry.rating = ? fetch next 1 rows only
     * }
     *
     * @return {@code select 1 … fetch next 1 rows only}, or what is known already
     */
    public boolean exists() {
        return evaluations().existing().now();
    }

    /**
     * Whether an instance is among the rows.
     *
     * {@snippet :
     * boolean published = entries.filter("published", true).contains(cake);
     * // select 1 as one from entry where (entry.published = ? and entry.id = ?) fetch next 1 rows only
     * }
     *
     * @param instance a stored one
     * @return whether a row has its primary key
     * @throws DunderException if this is no set of instances, or the instance has no key
     */
    public boolean contains(T instance) {
        return evaluations().containing(instance).now();
    }

    /**
     * A function of all rows.
     *
     * {@snippet :
     * Number mean = entries.aggregate(avg("rating"));
     * // select avg(entry.rating) as rating__avg from entry
     * }
     *
     * @param aggregate such as {@code avg("x")} or {@code Entry.X.avg()}
     * @param <V> the type of the result
     * @return its value, null where the function has none, as an average of nothing
     * @throws LookupException if a name is unknown or the function has no meaning for the column
     */
    public <V> @Nullable V aggregate(Aggregate<V> aggregate) {
        return evaluations().aggregating(aggregate).now();
    }

    /**
     * Several functions of all rows, in one statement. Relations to many rows do not multiply each other's rows: each has a
     * select of its own within the statement. An aggregate over a relation that a filter has joined is over the rows that
     * the filter keeps.
     *
     * {@snippet :
     * Row both = entries.aggregate(avg("rating"), count("tag").as("tags"));
     * both.get("tags");
     * // select branch.a1 as rating__avg, branch_2.a1 as tags from (select avg(entry_2.rating) as a1
     * // from entry as entry_2) as branch cross join (select count(entry_tag.entry_id) as a1 …) as branch_2
     * }
     *
     * @param first such as {@code avg("x")}
     * @param second such as {@code count("tag").as("tags")}
     * @param more further ones
     * @return a row with a value for each, by names such as {@code x__avg}
     * @throws LookupException if a name is unknown or stands twice, or a function has no meaning for its column
     */
    public Row aggregate(Aggregate<?> first, Aggregate<?> second, Aggregate<?>... more) {
        return evaluations().aggregating(first, second, more).now();
    }

    /**
     * Values computed of aggregates.
     *
     * {@snippet :
     * Row row = entries.aggregate(max("rating").minus(min("rating")).as("span"));
     * row.get("span");
     * // select (max(entry.rating) - min(entry.rating)) as span from entry
     * }
     *
     * @param first a value with a name
     * @param more further values
     * @return the results by name
     */
    public Row aggregate(Expr first, Expr... more) {
        return evaluations().aggregating(Expr.list(first, more)).now();
    }

    /**
     * Prints the first 20 rows as a table, or has them shown as {@link Dunder#setDisplay} says.
     *
     * {@snippet :
     * entries.values("id", "headline").show();
     * // select entry.id, entry.headline from entry fetch next ? rows only
     * }
     */
    public void show() {
        Void unused = evaluations().showing().now();
    }

    // ---- Starting ahead ----

    /**
     * Begins to fetch the rows in the background. {@code list}, iteration, {@code size}, {@code count}, {@code exists} and
     * the like then use what was started, and wait only if it is not there yet. A failure is thrown where it is used.
     *
     * {@snippet :
     * QuerySet<Row> started = entries.filter("published", true).startFetch();
     * started.list();
     * // select … from entry where entry.published = ?
     * }
     *
     * @return this query set
     */
    public QuerySet<T> startFetch() {
        return evaluations().startFetch();
    }

    /**
     * Begins to count the rows in the background, for {@code count} and {@code exists}.
     *
     * {@snippet :
     * QuerySet<Row> started = entries.filter("published", true).startCount();
     * started.count();
     * // select count(*) from entry where entry.published = ?
     * }
     *
     * @return this query set
     */
    public QuerySet<T> startCount() {
        return evaluations().startCount();
    }

    /**
     * Begins to fetch a page and to count all rows in the background, for {@link #page page(…)} with the same numbers; the
     * count is for {@code count} and {@code exists} too, and for the other pages.
     *
     * {@snippet :
     * QuerySet<Row> started = entries.orderBy("-pub_date", "id").startPage(1, 20);
     * started.page(1, 20);
     * // select … from entry order by entry.pub_date desc, entry.id asc fetch next ? rows only; select count(*) from entry
     * }
     *
     * @param number which page, counted from 1
     * @param size how many rows a page has
     * @return this query set
     * @throws DunderException if the number or the size is less than 1
     */
    public QuerySet<T> startPage(int number, int size) {
        return evaluations().startPage(number, size);
    }

    /**
     * Begins to look in the background whether there is a row, for {@code exists}.
     *
     * {@snippet :
     * QuerySet<Row> started = entries.filter("rating", 5).startExists();
     * started.exists();
     * // select 1 as one from entry where entry.rating = ? fetch next 1 rows only
     * }
     *
     * @return this query set
     */
    public QuerySet<T> startExists() {
        return evaluations().startExists();
    }

    /**
     * Begins to fetch the only row in the background, for {@code get()}.
     *
     * {@snippet :
     * QuerySet<Row> started = entries.filter("id", 1).startGet();
     * started.get();
     * // select … from entry where entry.id = ? fetch next ? rows only
     * }
     *
     * @return this query set
     */
    public QuerySet<T> startGet() {
        return startGet((Term) null);
    }

    /**
     * Begins to fetch the only row that also matches these lookups, for {@code get(…)} with the same ones.
     *
     * {@snippet :
     * QuerySet<Row> started = entries.startGet("id", 1);
     * started.get("id", 1);
     * // select … from entry where entry.id = ? fetch next ? rows only
     * }
     *
     * @param lookup such as {@code id}
     * @param value what to compare with
     * @param more further lookups and values in turn
     * @return this query set
     * @throws LookupException if a name is unknown or a value does not fit
     */
    public QuerySet<T> startGet(String lookup, @Nullable Object value, @Nullable Object... more) {
        return startGet(Q.pairs(lookup, value, more));
    }

    /**
     * Begins to fetch the only row that also matches these conditions, for {@code get(…)} with the same ones.
     *
     * {@snippet :
     * QuerySet<Row> started = entries.startGet(q("headline", "Cake"));
     * started.get(q("headline", "Cake"));
     * // select … from entry where entry.headline = ? fetch next ? rows only
     * }
     *
     * @param first made by {@link Dunder#q} or by a typed path
     * @param more further ones
     * @return this query set
     * @throws LookupException if a name is unknown or a value does not fit
     */
    @SafeVarargs
    public final QuerySet<T> startGet(Q<? super T> first, Q<? super T>... more) {
        return startGet(all(first, more));
    }

    /**
     * Begins to fetch the only row that also matches these conditions and lookups, for {@code get(…)} with the same ones.
     *
     * {@snippet :
     * QuerySet<Row> started = entries.startGet(q("rating__gt", 3), "headline", "Cake");
     * started.get(q("rating__gt", 3), "headline", "Cake");
     * // select … from entry where (entry.rating > ? and entry.headline = ?) fetch next ? rows only
     * }
     *
     * @param first made by {@link Dunder#q} or by a typed path
     * @param lookup such as {@code author__name__icontains}
     * @param value what to compare with
     * @param more further lookups and values in turn
     * @return this query set
     * @throws LookupException if a name is unknown or a value does not fit
     */
    public QuerySet<T> startGet(Q<? super T> first, String lookup, @Nullable Object value, @Nullable Object... more) {
        return startGet(Term.and(Q.termOf(first), Q.pairs(lookup, value, more)));
    }

    /**
     * Begins to fetch the only row that also matches these conditions and lookups, for {@code get(…)} with the same ones.
     *
     * {@snippet :
     * QuerySet<Row> started = entries.startGet(q("rating__gt", 3), q("id", 1), "headline", "Cake");
     * started.get(q("rating__gt", 3), q("id", 1), "headline", "Cake");
     * // select … from entry where (entry.rating > ? and entry.id = ? and entry.headline = ?) fetch next ? rows only
     * }
     *
     * @param first made by {@link Dunder#q} or by a typed path
     * @param second another condition
     * @param lookup such as {@code author__name__icontains}
     * @param value what to compare with
     * @param more further lookups and values in turn
     * @return this query set
     * @throws LookupException if a name is unknown or a value does not fit
     */
    public QuerySet<T> startGet(Q<? super T> first, Q<? super T> second, String lookup, @Nullable Object value,
            @Nullable Object... more) {
        return startGet(Term.and(Term.and(Q.termOf(first), Q.termOf(second)), Q.pairs(lookup, value, more)));
    }

    /**
     * Begins to fetch the only row that also matches these conditions and lookups, for {@code get(…)} with the same ones.
     *
     * {@snippet :
     * QuerySet<Row> started = entries.startGet(q("rating__gt", 3), q("id", 1), q("published", true), "headline", "Cake");
     * started.get(q("rating__gt", 3), q("id", 1), q("published", true), "headline", "Cake");
     * // select … from entry where (entry.rating > ? and entry.id = ? and entry.published = ? and entry.headline = ?)
     * // fetch next ? rows only
     * }
     *
     * @param first made by {@link Dunder#q} or by a typed path
     * @param second another condition
     * @param third another condition
     * @param lookup such as {@code author__name__icontains}
     * @param value what to compare with
     * @param more further lookups and values in turn
     * @return this query set
     * @throws LookupException if a name is unknown or a value does not fit
     */
    public QuerySet<T> startGet(Q<? super T> first, Q<? super T> second, Q<? super T> third, String lookup,
            @Nullable Object value, @Nullable Object... more) {
        return startGet(all(first, second, third, Q.pairs(lookup, value, more)));
    }

    QuerySet<T> startGet(@Nullable Term condition) {
        return evaluations().startGet(condition);
    }

    /**
     * Begins to compute functions of all rows in the background, for {@code aggregate(…)} with the same ones.
     *
     * {@snippet :
     * QuerySet<Row> started = entries.startAggregate(avg("rating"));
     * started.aggregate(avg("rating"));
     * // select avg(entry.rating) as rating__avg from entry
     * }
     *
     * @param first such as {@code avg("x")}
     * @param more further ones
     * @return this query set
     * @throws LookupException if a name is unknown or stands twice, or a function has no meaning for its column
     */
    public QuerySet<T> startAggregate(Expr first, Expr... more) {
        return startAggregate(Expr.list(first, more));
    }

    QuerySet<T> startAggregate(List<? extends Expr> all) {
        return evaluations().startAggregate(all);
    }

    /**
     * Gives up what was started and is not there yet: what runs in the server is stopped, and what has not begun never
     * runs, unless somebody waits for it. Whoever asks later asks anew.
     *
     * {@snippet :
     * entries.executor(busy).startFetch().cancelStarted();
     * // nothing is sent
     * }
     *
     * @return this query set
     */
    public QuerySet<T> cancelStarted() {
        evaluations().cancelStarted();
        return this;
    }

    // ---- Looking ----

    /**
     * The statement as a query of jOOQ's, with the values bound, to go on with where ours ends.
     *
     * {@snippet :
     * Select<?> query = entries.filter("rating", 5).toSelect();
     * query.getSQL();
     * // select … from entry where entry.rating = ?
     * }
     *
     * @return a new query
     */
    public Select<?> toSelect() {
        return Compiler.select(
                request.query(), this::bound, request.where().limits(), request.where().driver());
    }

    private Field<?> bound(Expression.Param param) {
        return request.where().driver().bound(param.type(), request.values().get(param.index()));
    }

    /**
     * The model whose rows these are, or of whose rows they are values.
     *
     * {@snippet :
     * String name = entries.values("headline").model().name();
     * // nothing is sent
     * }
     *
     * @return the model
     */
    public Model model() {
        return request.model();
    }

    /**
     * The statement that would be sent.
     *
     * {@snippet :
     * String sql = entries.filter("rating", 5).sql();
     * // select … from entry where entry.rating = ?
     * }
     *
     * @return its text, with a {@code ?} for each value
     */
    public String sql() {
        return request.sql();
    }

    /**
     * Whether its rows are there, or were started ahead, so that {@link #list} sends nothing.
     *
     * {@snippet :
     * boolean known = entries.filter("rating", 5).isLoaded();
     * // nothing is sent
     * }
     *
     * @return true for a query set that was listed, iterated, prefetched or started; false for one that would ask
     */
    public boolean isLoaded() {
        return evaluations().isLoaded();
    }

    /**
     * What it is a set of and its statement; nothing is sent.
     *
     * {@snippet :
     * String text = entries.filter("rating", 5).toString();
     * // QuerySet of entry: select … from entry where entry.rating = ?
     * }
     */
    @Override
    public String toString() {
        return "QuerySet of " + request.model().name() + ": " + sql();
    }
}
