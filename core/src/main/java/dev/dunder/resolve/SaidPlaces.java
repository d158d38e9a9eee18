package dev.dunder.resolve;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was said with each value in its place, so that whoever binds it can write down which one it was: in the order of
 * {@link SaidKeys}. For one thread.
 */
public final class SaidPlaces {
    private int next;

    /** A value in its place. */
    record Place(int index, @Nullable Object value) {}

    private Place place(@Nullable Object value) {
        return new Place(next++, value);
    }

    /** The value itself, if it stands in a place. */
    static @Nullable Object value(@Nullable Object said) {
        return said instanceof Place place ? place.value() : said;
    }

    /** A condition. */
    public Term term(Term term) {
        return switch (term) {
            case Term.Lookup(String path, Object value) -> new Term.Lookup(path, compared(value));
            case Term.On(Unresolved left, String lookup, Object value) -> {
                Unresolved placed = expression(left);
                yield new Term.On(placed, lookup, compared(value));
            }
            case Term.Holds(Unresolved expression) -> new Term.Holds(expression(expression));
            case Term.And(List<Term> all) -> new Term.And(terms(all));
            case Term.Or(List<Term> any) -> new Term.Or(terms(any));
            case Term.Xor(List<Term> odd) -> new Term.Xor(terms(odd));
            case Term.Not(Term negated) -> new Term.Not(term(negated));
        };
    }

    private List<Term> terms(List<Term> terms) {
        List<Term> all = new ArrayList<>(terms.size());
        terms.forEach(term -> all.add(term(term)));
        return all;
    }

    private @Nullable Object compared(@Nullable Object value) {
        return switch (value) {
            case Unresolved expression -> expression(expression);
            case BoundQuery query -> query(query);
            case null, default -> place(value);
        };
    }

    /** What is computed. */
    public Unresolved expression(Unresolved said) {
        return switch (said) {
            case Unresolved.Value(Object value) -> new Unresolved.Value(operand(value));
            case Unresolved.TypedValue(Object value, var type) -> new Unresolved.TypedValue(place(value), type);
            case Unresolved.Call(var function, List<@Nullable Object> arguments) ->
                new Unresolved.Call(function, arguments(arguments));
            case Unresolved.Operation(var operator, Unresolved left, Object right) -> {
                Unresolved placed = expression(left);
                yield new Unresolved.Operation(operator, placed, operand(right));
            }
            case Unresolved.Typed(Unresolved expression, var type) ->
                new Unresolved.Typed(expression(expression), type);
            case Unresolved.Cast(Object value, var type) -> new Unresolved.Cast(argument(value), type);
            case Unresolved.Subquery(BoundQuery rows, var kind) -> new Unresolved.Subquery(query(rows), kind);
            case Unresolved.Condition(Term term) -> new Unresolved.Condition(term(term));
            case Unresolved.Case choice -> choice(choice);
            case Unresolved.Aggregate aggregate -> aggregate(aggregate);
            case Unresolved.Over(Unresolved function, Unresolved.WindowSpec window) -> {
                Unresolved placed = expression(function);
                List<@Nullable Object> partition = arguments(window.partition());
                yield new Unresolved.Over(placed,
                        new Unresolved.WindowSpec(partition, order(window.order()), window.frame()));
            }
            default -> said;
        };
    }

    private Unresolved choice(Unresolved.Case choice) {
        List<Unresolved.Branch> branches = new ArrayList<>();
        for (Unresolved.Branch branch : choice.branches()) {
            Term condition = term(branch.condition());
            branches.add(new Unresolved.Branch(condition, argument(branch.result())));
        }
        Unresolved.Otherwise otherwise = choice.otherwise();
        return new Unresolved.Case(branches,
                otherwise == null ? null : new Unresolved.Otherwise(argument(otherwise.result())));
    }

    @SuppressWarnings("NullAway") // what an aggregate is of is there
    private Unresolved aggregate(Unresolved.Aggregate said) {
        List<Object> arguments = new ArrayList<>(arguments(said.arguments()));
        Term filter = said.filter() == null ? null : term(said.filter());
        return new Unresolved.Aggregate(said.function(), arguments, said.distinct(), filter, order(said.order()),
                said.otherwise(), said.type());
    }

    /** Criteria of an order. */
    public List<Ordered> order(List<Ordered> criteria) {
        List<Ordered> all = new ArrayList<>(criteria.size());
        for (Ordered one : criteria) {
            all.add(switch (one) {
                case Ordered.Path path -> path;
                case Ordered.By by ->
                    new Ordered.By(expression(by.expression()), by.descending(), by.nullsFirst());
            });
        }
        return all;
    }

    private List<@Nullable Object> arguments(List<? extends @Nullable Object> arguments) {
        List<@Nullable Object> all = new ArrayList<>(arguments.size());
        arguments.forEach(argument -> all.add(argument(argument)));
        return all;
    }

    private @Nullable Object argument(@Nullable Object argument) {
        return argument instanceof String ? argument : operand(argument);
    }

    private @Nullable Object operand(@Nullable Object operand) {
        return switch (operand) {
            case Unresolved expression -> expression(expression);
            case BoundQuery query -> query(query);
            case Term term -> term(term);
            case null, default -> place(operand);
        };
    }

    private BoundQuery query(BoundQuery query) {
        List<@Nullable Object> placed = new ArrayList<>(query.values().size());
        query.values().forEach(value -> placed.add(place(value)));
        return new BoundQuery(query.query(), placed, query.source(), query.kept(), query.open());
    }
}
