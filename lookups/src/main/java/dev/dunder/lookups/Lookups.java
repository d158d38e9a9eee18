package dev.dunder.lookups;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Lookup strings for plain jOOQ: conditions on any table, generated or reflected.
 *
 * <pre>{@code
 * ctx.selectFrom(ENTRY).where(Lookups.on(ENTRY).condition("author__name__icontains", "ann"))
 *
 * select … from "entry" where exists (
 *   select 1 from "author" as "entry__author"
 *   where "entry"."author_id" = "entry__author"."id" and upper("entry__author"."name") like upper(?))
 * }</pre>
 *
 * <p>Relations are the table's foreign keys: a column {@code author_id} is followed as {@code author}, any other by its own
 * name. A hop is an {@code EXISTS}, so no row is ever doubled. Immutable and safe to share between threads.
 */
public final class Lookups {
    /** Each is a condition of its own, and too many keep a server busy for minutes. */
    private static final int MOST_FIELDS = 1_000;

    private final Table<?> table;
    private final PathParser parser;

    private Lookups(Table<?> table, Registry registry) {
        this.table = table;
        this.parser = new PathParser(registry);
    }

    /**
     * Lookups on a table.
     *
     * @param table the table as it stands in the statement, an alias if it has one there
     * @return its lookups
     */
    public static Lookups on(Table<?> table) {
        return on(table, Registry.standard());
    }

    /**
     * Lookups on a table, with lookups and transforms of one's own.
     *
     * @param table the table as it stands in the statement, an alias if it has one there
     * @param registry the lookups and transforms that strings may use
     * @return its lookups
     */
    public static Lookups on(Table<?> table, Registry registry) {
        return new Lookups(table, registry);
    }

    /**
     * A value of the same row, to compare with.
     *
     * <pre>{@code
     * Lookups.on(ENTRY).condition("rating__gt", Lookups.f("x"))
     *
     * "entry"."rating" > "entry"."x"
     * }</pre>
     *
     * @param path a column, with relations before it and transforms after it as in a lookup
     * @return the reference
     */
    public static Reference f(String path) {
        return new Reference(path);
    }

    /**
     * A value of the row that a condition is about.
     *
     * @param path a column, with relations before it and transforms after it as in a lookup
     */
    public record Reference(String path) {}

    /**
     * The condition for one lookup.
     *
     * @param lookup such as {@code author__name__icontains}
     * @param value what to compare with: a value, {@link #f}, a jOOQ {@link Field}, or a jOOQ {@link Select} of one column,
     *     which is a subquery; null only where the lookup takes it
     * @return the condition, its values bound
     * @throws LookupException if a name is unknown or the value does not fit
     */
    public Condition condition(String lookup, @Nullable Object value) {
        PathParser.Lookedup<ForeignKeyScope.Hop, Field<?>> parsed = parser.lookup(scope(), lookup).given(value);
        Target target = Target.of(parsed.path(), parsed.transforms());
        Lookup named = parsed.lookup();
        try {
            return switch (value) {
                case Reference reference -> expression(target, named, field(reference.path()));
                case Field<?> field -> expression(target, named, field);
                case Select<?> rows -> target.exists(table, left -> named.among(left, rows));
                case null, default -> Members.haveFields(value)
                        ? several(target, named, Members.of(named.name(), value))
                        : value(target, named, parsed.operand(value));
            };
        } catch (LookupException e) {
            throw e.in(lookup);
        }
    }

    /**
     * The condition that all of several lookups hold. Each stands for itself: two that follow the same relation may be
     * met by different related rows.
     *
     * @param lookups values by lookup
     * @return the condition, its values bound; true for an empty map
     * @throws LookupException if a name is unknown or a value does not fit
     */
    public Condition condition(Map<String, ? extends @Nullable Object> lookups) {
        List<Condition> conditions = new ArrayList<>();
        lookups.forEach((lookup, value) -> conditions.add(condition(lookup, value)));
        return DSL.and(conditions);
    }

    /**
     * The value that a path leads to, to be selected or ordered by. Over a relation it is a subquery.
     *
     * <pre>{@code
     * ctx.selectFrom(ENTRY).orderBy(Lookups.on(ENTRY).field("author__name"))
     *
     * select … from "entry" order by (
     *   select "entry__author"."name" from "author" as "entry__author" where "entry"."author_id" = "entry__author"."id")
     * }</pre>
     *
     * @param path a column, with relations before it and transforms after it as in a lookup
     * @return the field
     * @throws LookupException if a name is unknown
     */
    public Field<?> field(String path) {
        PathParser.Path<ForeignKeyScope.Hop, Field<?>> parsed = parser.value(scope(), path);
        return Target.of(parsed, parsed.transforms()).field(table);
    }

    private ForeignKeyScope scope() {
        return new ForeignKeyScope(table);
    }

    private Condition value(Target target, Lookup lookup, Operand operand) {
        if (operand instanceof Operand.Null(boolean isNull) && isNull && !target.hops().isEmpty()) {
            // No related row counts as null too, so ask for the opposite: a related row with something in the column.
            return DSL.not(target.exists(table, Field::isNotNull));
        }
        return target.exists(table, left -> switch (operand) {
            case Operand.Null(boolean isNull) -> isNull ? left.isNull() : left.isNotNull();
            case Operand.Nothing() -> DSL.falseCondition();
            case Operand.Binds(List<Operand.Bind> binds) ->
                lookup.condition(left, binds.stream().map(Lookups::bound).toList());
        });
    }

    private Condition expression(Target target, Lookup lookup, Field<?> right) {
        return target.exists(table, left -> lookup.compare(left, right));
    }

    /** A list in which some are fields and some may be values. */
    private Condition several(Target target, Lookup lookup, List<@Nullable Object> members) {
        if (members.size() > MOST_FIELDS) {
            throw new LookupException("A list that has fields in it has at most " + MOST_FIELDS + " members.");
        }
        PathParser.Tail exact = parser.tail(target.type(), "", "");
        List<Field<?>> fields = members.stream().filter(Objects::nonNull).map(member -> switch (member) {
            case Reference reference -> field(reference.path());
            case Field<?> field -> field;
            default -> bound(new Operand.Bind(target.type(), Values.convert(target.type(), member)));
        }).<Field<?>>map(field -> field).toList();
        if (lookup.name().equals("in")) {
            return target.exists(table, left -> DSL.or(fields.stream()
                    .map(field -> exact.lookup().compare(left, field))
                    .toList()));
        }
        if (lookup.name().equals("range") && fields.size() == 2) {
            return target.exists(table, left -> lookup.condition(left, fields));
        }
        throw new LookupException("Lookup '" + lookup.name() + "' takes no list of fields.");
    }

    /** What a path leads to, and how to get there. */
    private record Target(
            List<ForeignKeyScope.Hop> hops, Field<?> column, List<Transform.Applied> transforms, DataType<?> type) {
        /** The last hop need not be made for a column that is on the near side too: author__id is author_id. */
        static Target of(PathParser.Path<ForeignKeyScope.Hop, Field<?>> path, List<Transform.Applied> transforms) {
            List<ForeignKeyScope.Hop> hops = new ArrayList<>(path.hops());
            Field<?> column = path.column();
            for (Field<?> near = near(hops, column); near != null; near = near(hops, column)) {
                column = near;
                hops.removeLast();
            }
            return new Target(hops, column, transforms, path.type());
        }

        private static @Nullable Field<?> near(List<ForeignKeyScope.Hop> hops, Field<?> column) {
            return hops.isEmpty() ? null : hops.getLast().near(column);
        }

        Condition exists(Table<?> from, Function<Field<?>, Condition> condition) {
            return exists(from, hops, condition);
        }

        private Condition exists(
                Table<?> from, List<ForeignKeyScope.Hop> left, Function<Field<?>, Condition> condition) {
            if (left.isEmpty()) {
                return condition.apply(transformed(from));
            }
            Table<?> to = next(from, left);
            return DSL.exists(DSL.selectOne()
                    .from(to)
                    .where(left.get(0).join(from, to))
                    .and(exists(to, left.subList(1, left.size()), condition)));
        }

        Field<?> field(Table<?> from) {
            return field(from, hops);
        }

        private Field<?> field(Table<?> from, List<ForeignKeyScope.Hop> left) {
            if (left.isEmpty()) {
                return transformed(from);
            }
            Table<?> to = next(from, left);
            return Operators.one(DSL.select(field(to, left.subList(1, left.size())))
                    .from(to)
                    .where(left.get(0).join(from, to)));
        }

        private static Table<?> next(Table<?> from, List<ForeignKeyScope.Hop> left) {
            ForeignKeyScope.Hop hop = left.get(0);
            return hop.target().as(DSL.name(alias(from.getName() + PathParser.SEPARATOR + hop.name(), left.size())));
        }

        private Field<?> transformed(Table<?> from) {
            Field<?> value = ForeignKeyScope.in(from, column);
            for (Transform.Applied step : transforms) {
                value = step.transform()
                        .field(value, step.operands().stream().map(Lookups::bound).toList());
            }
            return value;
        }

        /** Two names that were cut alike would hide each other. */
        private static String alias(String name, int hopsLeft) {
            return Identifiers.fits(name) ? name : "hop_" + hopsLeft;
        }
    }

    /** Types that jOOQ has no class for travel as text, and the server is told what the text is. */
    private static Field<?> bound(Operand.Bind bind) {
        if (bind.value() instanceof Object[] members && ColumnTypes.isNested(bind.type(), members)) {
            return DSL.val(Literals.array(members)).cast(bind.type());
        }
        if (!ColumnTypes.isUnknown(bind.type()) && !ColumnTypes.isArrayOfUnknown(bind.type())) {
            return DSL.val(bind.value(), bind.type());
        }
        Object text = bind.value() instanceof Object[] members
                ? Arrays.copyOf(members, members.length, String[].class)
                : bind.value();
        return DSL.val(text).cast(bind.type());
    }
}
