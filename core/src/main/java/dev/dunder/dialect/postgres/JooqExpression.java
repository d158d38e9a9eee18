package dev.dunder.dialect.postgres;

import dev.dunder.compose.NamedExpression;
import dev.dunder.compose.Names;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Values;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.query.Aggregator;
import dev.dunder.query.Expression;
import dev.dunder.query.TypeRules;
import dev.dunder.resolve.Resolvable;
import dev.dunder.resolve.Resolver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jooq.AggregateFunction;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.QueryPart;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.VisitContext;
import org.jooq.VisitListener;
import org.jooq.WindowSpecification;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.CustomQueryPart;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.QOM;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * A part of jOOQ's in a query: what jOOQ writes for it, but for its values, which are bound like any others, and for the
 * columns of the rows that the query is of, whose table may have another alias where the part comes to stand.
 */
public final class JooqExpression implements Resolvable {
    /** Where what is to be replaced begins and ends in the text. Nobody else's text has it. */
    private static final String MARK = "<" + UUID.randomUUID() + ">";

    /** However many values there are, none becomes text. */
    private static final Settings NEVER_INLINE = new Settings().withInlineThreshold(Integer.MAX_VALUE);

    /** What {@code field(name(…))} makes of a name without a table; jOOQ has no public type for it. */
    private static final Class<?> BARE_FIELD = DSL.field(DSL.name("bare")).getClass();

    private final DataType<?> type;
    private final int columns;
    private final boolean aggregates;
    private final Set<String> tables;
    private final List<String> texts = new ArrayList<>();
    private final List<Spot> spots = new ArrayList<>();

    /**
     * Something in the text that is not for jOOQ to write.
     *
     * @param part a value or a field
     * @param text what jOOQ writes for it
     */
    private record Spot(QueryPart part, String text) {}

    private JooqExpression(QueryPart part, DataType<?> type, int columns) {
        this.type = type;
        this.columns = columns;
        Reader reader = new Reader();
        String[] pieces = reader.read(part).split(Pattern.quote(MARK), -1);
        for (int i = 0; i < pieces.length; i++) {
            if (i % 2 == 0) {
                texts.add(pieces[i]);
            } else {
                spots.add(new Spot(reader.spots.get(i / 2), pieces[i]));
            }
        }
        this.tables = reader.tables;
        this.aggregates = !reader.aggregates.isEmpty();
    }

    /** A field, a condition or a select, as a value. */
    public static Resolvable of(QueryPart part) {
        return switch (LookupException.given(part, "a part of jOOQ's")) {
            case Select<?> rows -> ofSelect(rows);
            case QOM.FieldAlias<?> alias -> of(alias.$field());
            case Condition condition -> new JooqExpression(condition, SQLDataType.BOOLEAN, 0);
            case Field<?> field -> new JooqExpression(field, field.getDataType(), 0);
            default -> throw new LookupException(
                    "Of jOOQ's, fields, conditions and selects are values, a " + part.getClass().getSimpleName()
                            + " is none.");
        };
    }

    @SuppressWarnings("deprecation") // What replaces getSelect() renders the select.
    private static Resolvable ofSelect(Select<?> rows) {
        List<Field<?>> selected = rows.getSelect();
        return new JooqExpression(rows, selected.isEmpty() ? SQLDataType.OTHER : selected.get(0).getDataType(),
                Math.max(1, selected.size()));
    }

    /** With the name that it has in jOOQ. */
    private static NamedExpression named(Field<?> field) {
        return new NamedExpression(Names.checked(field.getName()), resolver -> resolver.within(of(field)));
    }

    /** Several, with the names that they have in jOOQ. */
    public static List<NamedExpression> named(Field<?> first, Field<?>... more) {
        List<NamedExpression> all = new ArrayList<>(List.of(named(first)));
        Arrays.stream(more).map(JooqExpression::named).forEach(all::add);
        return all;
    }

    @Override
    public Expression resolve(Resolver resolver) {
        List<String> between = new ArrayList<>();
        List<Expression> parts = new ArrayList<>();
        StringBuilder text = new StringBuilder("(");
        for (int i = 0; i < texts.size(); i++) {
            text.append(texts.get(i));
            if (i < spots.size()) {
                Spot spot = spots.get(i);
                if (spot.part() instanceof Param<?> param) {
                    int place = spot.text().indexOf('?');
                    if (place < 0 || spot.text().indexOf('?', place + 1) >= 0) {
                        throw new LookupException("A value of type " + param.getDataType().getTypeName()
                                + " within a part of jOOQ's is no single bind. Give its members one by one.");
                    }
                    between.add(text.append(spot.text(), 0, place).toString());
                    text = new StringBuilder(spot.text().substring(place + 1));
                    parts.add(bound(resolver, param));
                } else {
                    Expression column = column(resolver.model(), (Field<?>) spot.part());
                    if (column == null) {
                        text.append(spot.text());
                    } else {
                        between.add(text.toString());
                        text = new StringBuilder();
                        parts.add(column);
                    }
                }
            }
        }
        between.add(text.append(')').toString());
        Expression.Foreign foreign = new Expression.Foreign(List.copyOf(between), List.copyOf(parts), type, columns);
        return aggregates
                ? new Expression.Aggregate(Aggregator.FOREIGN, List.of(foreign), false, null, List.of(), type)
                : foreign;
    }

    private static Expression bound(Resolver resolver, Param<?> param) {
        DataType<?> type = param.getDataType();
        Object value = param.getValue();
        // What we have a type for is held to the same as any value of ours; the rest is between jOOQ and the server.
        return resolver.bind(type,
                value != null && type.getType().isInstance(value) && TypeRules.ofClass(type.getType()) != null
                        ? Values.convert(type, value)
                        : value);
    }

    /** A column of the row itself, unless a select within the part has a table of that name. */
    private @Nullable Expression column(Model model, Field<?> field) {
        String[] wanted = field instanceof TableField<?, ?> own && own.getTable() != null
                ? own.getTable().getQualifiedName().getName()
                : new String[0];
        String[] table = model.table().getName();
        if (wanted.length == 0 ? !tables.isEmpty() : tables.contains(wanted[wanted.length - 1])) {
            return null;
        }
        for (int i = 1; i <= Math.min(wanted.length, table.length); i++) {
            if (!wanted[wanted.length - i].equals(table[table.length - i])) {
                return null;
            }
        }
        for (Attribute attribute : model.attributes()) {
            if (attribute.via().isEmpty() && attribute.parts().isEmpty()
                    && attribute.column().equals(field.getName())) {
                return Resolver.column(List.of(), attribute);
            }
        }
        return null;
    }

    /** Has jOOQ write a part, and marks in the text what is not for it to write. */
    private static final class Reader implements VisitListener {
        private final List<QueryPart> spots = new ArrayList<>();
        private final Set<String> tables = new HashSet<>();
        private final List<QueryPart> aggregates = new ArrayList<>();
        private boolean within;

        String read(QueryPart part) {
            try {
                return DSL.using(new DefaultConfiguration()
                        .set(SQLDialect.POSTGRES)
                        .set(NEVER_INLINE)
                        .set(this)).render(part);
            } catch (DataAccessException refused) {
                LookupException failure = new LookupException("jOOQ cannot write this "
                        + part.getClass().getSimpleName() + " for PostgreSQL.");
                failure.initCause(refused);
                throw failure;
            } catch (StackOverflowError deep) {
                throw new LookupException("This " + part.getClass().getSimpleName()
                        + " of jOOQ's nests too deep to be written.");
            }
        }

        @Override
        public void visitStart(VisitContext context) {
            QueryPart part = context.queryPart();
            if (within) {
                return;
            }
            if (part instanceof Param<?> param
                    ? !param.isInline()
                    : part instanceof TableField || BARE_FIELD.isInstance(part)) {
                context.queryPart(CustomQueryPart.of(inside -> {
                    within = true;
                    inside.sql(MARK).visit(part).sql(MARK);
                    within = false;
                }));
                spots.add(part);
                return;
            }
            List<QueryPart> around = Arrays.asList(context.queryParts()).subList(0, context.queryPartsLength() - 1);
            if (part instanceof Table<?> table && around.stream().noneMatch(QOM.TableAlias.class::isInstance)) {
                tables.add(table.getName());
            }
            if (part instanceof AggregateFunction<?> && around.stream().noneMatch(Select.class::isInstance)) {
                aggregates.add(part);
            }
            if (part instanceof WindowSpecification) {
                aggregates.removeAll(around);
            }
        }
    }
}
