package dev.dunder.compose;

import dev.dunder.query.Query;
import dev.dunder.resolve.BoundQuery;
import dev.dunder.resolve.Ordered;
import dev.dunder.resolve.SaidPlaces;
import dev.dunder.resolve.SaidShape;
import dev.dunder.resolve.Term;
import dev.dunder.resolve.Unresolved;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call of a query set: what it does, and what tells it apart from other calls. Two calls with equal keys lead from one
 * query to the same next one and differ in the values that they were given. One object for each call, as there are many.
 */
public abstract class Call {
    /** The opposite order. */
    public static final Call REVERSED = new Changing("reverse", Composer::reverse);

    /** Each row once. */
    public static final Call DISTINCT = new Changing("distinct", Composer::distinct);

    private static final SaidShape NO_ORDER = SaidShape.order(List.of());

    private final @Nullable Object key;
    private final List<@Nullable Object> given;

    Call(@Nullable Object key, List<@Nullable Object> given) {
        this.key = key;
        this.given = given;
    }

    /** What was said but the values; null where a call has to be resolved each time. */
    public final @Nullable Object key() {
        return key;
    }

    /** The values. */
    public final List<@Nullable Object> given() {
        return given;
    }

    /** The query sets in it, whose values are among these. */
    public List<BoundQuery> guests() {
        return List.of();
    }

    /** Does it. */
    public abstract void change(Composer composer);

    /** Does it with each value in its place, so that it can be written down what becomes of it. */
    public void changePlaced(Composer composer) {
        change(composer);
    }

    /** A call without values. */
    private static final class Changing extends Call {
        private final Consumer<Composer> change;

        Changing(@Nullable Object key, Consumer<Composer> change) {
            super(key, List.of());
            this.change = change;
        }

        @Override
        public void change(Composer composer) {
            change.accept(composer);
        }
    }

    /** A call that is resolved each time. */
    public static Call of(Consumer<Composer> change) {
        return new Changing(null, change);
    }

    private record DistinctOn(List<String> paths) {}

    /** The first row of those that have these values in common. */
    public static Call distinct(List<String> paths) {
        return new Changing(new DistinctOn(paths), composer -> composer.distinct(paths));
    }

    // ---- What is said ----

    /** A call with query sets in it, as few have. */
    private static final class Hosting extends Call {
        private final Call call;
        private final List<BoundQuery> guests;

        Hosting(Call call, List<BoundQuery> guests) {
            super(call.key(), call.given());
            this.call = call;
            this.guests = guests;
        }

        static Call of(Call call, SaidShape said) {
            return said.guests().isEmpty() ? call : new Hosting(call, said.guests());
        }

        @Override
        public List<BoundQuery> guests() {
            return guests;
        }

        @Override
        public void change(Composer composer) {
            call.change(composer);
        }

        @Override
        public void changePlaced(Composer composer) {
            call.changePlaced(composer);
        }
    }

    /** A filter. */
    public static Call filter(Term condition) {
        SaidShape said = SaidShape.of(condition);
        return Hosting.of(new Filter(condition, said), said);
    }

    private static final class Filter extends Call {
        private final Term condition;

        Filter(Term condition, SaidShape said) {
            super(said.key(), said.given());
            this.condition = condition;
        }

        @Override
        public void change(Composer composer) {
            composer.filter(condition);
        }

        @Override
        public void changePlaced(Composer composer) {
            composer.filter(new SaidPlaces().term(condition));
        }
    }

    /** An order. */
    public static Call order(List<Ordered> criteria) {
        SaidShape said = criteria.isEmpty() ? NO_ORDER : SaidShape.order(criteria);
        return Hosting.of(new Order(criteria, said), said);
    }

    private static final class Order extends Call {
        private final List<Ordered> criteria;

        Order(List<Ordered> criteria, SaidShape said) {
            super(said.key(), said.given());
            this.criteria = criteria;
        }

        @Override
        public void change(Composer composer) {
            composer.order(criteria);
        }

        @Override
        public void changePlaced(Composer composer) {
            composer.order(new SaidPlaces().order(criteria));
        }
    }

    /** What is done with several expressions. */
    private enum Expressions {
        ANNOTATE,
        ALIAS,
        VALUES,
        VALUES_AGAIN
    }

    /** Annotations, to be read or only to be named. */
    public static Call annotate(List<NamedExpression> expressions, boolean selected) {
        return Computing.of(expressions, selected ? Expressions.ANNOTATE : Expressions.ALIAS);
    }

    /** Chosen values instead of rows. */
    public static Call select(List<NamedExpression> expressions, boolean again) {
        return Computing.of(expressions, again ? Expressions.VALUES_AGAIN : Expressions.VALUES);
    }

    private static final class Computing extends Call {
        private final List<NamedExpression> expressions;
        private final Expressions what;

        static Call of(List<NamedExpression> expressions, Expressions what) {
            SaidShape said = said(expressions, what);
            return Hosting.of(new Computing(expressions, what, said), said);
        }

        private Computing(List<NamedExpression> expressions, Expressions what, SaidShape said) {
            super(said.key(), said.given());
            this.expressions = expressions;
            this.what = what;
        }

        private static SaidShape said(List<NamedExpression> expressions, Expressions what) {
            List<Unresolved> said = new ArrayList<>(expressions.size());
            Object[] names = new Object[expressions.size() + 1];
            names[0] = what;
            for (int i = 0; i < expressions.size(); i++) {
                said.add(expressions.get(i).expression());
                names[i + 1] = expressions.get(i).name();
            }
            return SaidShape.of(said, names);
        }

        @Override
        public void change(Composer composer) {
            change(composer, expressions);
        }

        @Override
        public void changePlaced(Composer composer) {
            SaidPlaces places = new SaidPlaces();
            List<NamedExpression> placed = new ArrayList<>(expressions.size());
            expressions.forEach(
                    one -> placed.add(new NamedExpression(one.name(), places.expression(one.expression()))));
            change(composer, placed);
        }

        private void change(Composer composer, List<NamedExpression> all) {
            switch (what) {
                case ANNOTATE -> composer.annotate(all, /* selected= */ true);
                case ALIAS -> composer.annotate(all, /* selected= */ false);
                case VALUES -> composer.select(all, /* again= */ false);
                case VALUES_AGAIN -> composer.select(all, /* again= */ true);
            }
        }
    }

    // ---- Slices ----

    /** Some of the rows, by their places. */
    public static Call slice(Query query, int from, int to) {
        return SliceCall.of(query, from, to, SliceCall.Of.SLICE);
    }

    /** So many rows that it shows whether there is but one. */
    public static Call several(Query query, int most) {
        return SliceCall.of(query, 0, most, SliceCall.Of.SEVERAL);
    }

    /** The first row; the last one in the opposite order. */
    public static Call first(Query query, boolean reversed) {
        return SliceCall.of(query, 0, 1, reversed ? SliceCall.Of.LAST : SliceCall.Of.FIRST);
    }

    /** Some of the rows in the order of their keys, by their places. */
    public static Call page(Query query, int from, int to) {
        return SliceCall.of(query, from, to, SliceCall.Of.PAGE);
    }
}
