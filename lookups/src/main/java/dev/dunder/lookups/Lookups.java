package dev.dunder.lookups;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
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
    private static final PathParser PARSER = new PathParser(Registry.standard());

    private static final int LONGEST_NAME = 63;

    private final Table<?> table;

    private Lookups(Table<?> table) {
        this.table = table;
    }

    /**
     * Lookups on a table.
     *
     * @param table the table as it stands in the statement, an alias if it has one there
     * @return its lookups
     */
    public static Lookups on(Table<?> table) {
        return new Lookups(table);
    }

    /**
     * The condition for one lookup.
     *
     * @param lookup such as {@code author__name__icontains}
     * @param value what to compare with; null only where the lookup takes it
     * @return the condition, its values bound
     * @throws LookupException if a name is unknown or the value does not fit
     */
    public Condition condition(String lookup, @Nullable Object value) {
        PathParser.Lookedup<ForeignKeyScope.Hop, Field<?>> parsed = PARSER.lookup(new ForeignKeyScope(table), lookup);
        List<Transform.Applied> transforms = parsed.transforms();
        List<ForeignKeyScope.Hop> hops = new ArrayList<>(parsed.path().hops());
        Field<?> column = parsed.path().column();
        // The last hop need not be made for a column that is on the near side too: author__id is author_id.
        for (Field<?> near = near(hops, column); near != null; near = near(hops, column)) {
            column = near;
            hops.removeLast();
        }
        Operand operand = parsed.operand(value);
        if (operand instanceof Operand.Null(boolean isNull) && isNull && !hops.isEmpty()) {
            // No related row counts as null too, so ask for the opposite: a related row with something in the column.
            return DSL.not(exists(table, hops, column, transforms, parsed.lookup(), new Operand.Null(false)));
        }
        return exists(table, hops, column, transforms, parsed.lookup(), operand);
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

    private static @Nullable Field<?> near(List<ForeignKeyScope.Hop> hops, Field<?> column) {
        return hops.isEmpty() ? null : hops.getLast().near(column);
    }

    private static Condition exists(
            Table<?> from, List<ForeignKeyScope.Hop> hops, Field<?> column, List<Transform.Applied> transforms,
            Lookup lookup,
            Operand operand) {
        if (hops.isEmpty()) {
            Field<?> left = ForeignKeyScope.in(from, column);
            for (Transform.Applied step : transforms) {
                left = step.transform().field(left, step.operands().stream().map(Lookups::bound).toList());
            }
            return compare(left, lookup, operand);
        }
        ForeignKeyScope.Hop hop = hops.get(0);
        Table<?> to = hop.target().as(DSL.name(alias(from.getName() + "__" + hop.name(), hops.size())));
        return DSL.exists(DSL.selectOne()
                .from(to)
                .where(hop.join(from, to))
                .and(exists(to, hops.subList(1, hops.size()), column, transforms, lookup, operand)));
    }

    /** PostgreSQL cuts longer names, and two that were cut alike would hide each other. */
    private static String alias(String name, int hopsLeft) {
        return name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME ? "hop_" + hopsLeft : name;
    }

    private static Condition compare(Field<?> column, Lookup lookup, Operand operand) {
        return switch (operand) {
            case Operand.Null(boolean isNull) -> isNull ? column.isNull() : column.isNotNull();
            case Operand.Nothing() -> DSL.falseCondition();
            case Operand.Binds(List<Operand.Bind> binds) ->
                lookup.condition(column, binds.stream().map(Lookups::bound).toList());
        };
    }

    /** Types that jOOQ has no class for travel as text, and the server is told what the text is. */
    private static Field<?> bound(Operand.Bind bind) {
        if (!Types.isUnknown(bind.type()) && !Types.isArrayOfUnknown(bind.type())) {
            return DSL.val(bind.value(), bind.type());
        }
        Object text = bind.value() instanceof Object[] members
                ? Arrays.copyOf(members, members.length, String[].class)
                : bind.value();
        return DSL.val(text).cast(bind.type());
    }
}
