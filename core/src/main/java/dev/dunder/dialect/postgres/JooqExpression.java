package dev.dunder.dialect.postgres;

import dev.dunder.compose.NamedExpression;
import dev.dunder.compose.Names;
import dev.dunder.lookups.LookupException;
import dev.dunder.resolve.Term;
import dev.dunder.resolve.Unresolved;
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

/**
 * A part of jOOQ's in a query: what jOOQ writes for it, but for its values, which are bound like any others, and for the
 * columns of the rows that the query is of, whose table may have another alias where the part comes to stand.
 */
public final class JooqExpression {
    /** Where what is to be replaced begins and ends in the text. Nobody else's text has it. */
    private static final String MARK = "<" + UUID.randomUUID() + ">";

    /** However many values there are, none becomes text. */
    private static final Settings NEVER_INLINE = new Settings().withInlineThreshold(Integer.MAX_VALUE);

    /** What {@code field(name(…))} makes of a name without a table; jOOQ has no public type for it. */
    private static final Class<?> BARE_FIELD = DSL.field(DSL.name("bare")).getClass();

    /** A condition that says nothing, and one that always holds; jOOQ has no public types for them. */
    private static final Class<?> NO_CONDITION = DSL.noCondition().getClass();

    private static final Class<?> TRUE_CONDITION = DSL.trueCondition().getClass();

    private JooqExpression() {}

    private static Unresolved read(QueryPart part, DataType<?> type, int columns) {
        Reader reader = new Reader();
        List<String> texts = new ArrayList<>();
        List<Unresolved.Spot> spots = new ArrayList<>();
        String[] pieces = reader.read(part).split(Pattern.quote(MARK), -1);
        for (int i = 0; i < pieces.length; i++) {
            if (i % 2 == 0) {
                texts.add(pieces[i]);
            } else {
                spots.add(reader.spots.get(i / 2) instanceof Param<?> param
                        ? new Unresolved.Spot.Bind(param, pieces[i])
                        : new Unresolved.Spot.Column((Field<?>) reader.spots.get(i / 2), pieces[i]));
            }
        }
        return new Unresolved.Foreign(List.copyOf(texts), List.copyOf(spots), Set.copyOf(reader.tables), type, columns,
                !reader.aggregates.isEmpty());
    }

    /** A field, a condition or a select, as a value. */
    public static Unresolved of(QueryPart part) {
        return switch (LookupException.given(part, "a part of jOOQ's")) {
            case Select<?> rows -> ofSelect(rows);
            case QOM.FieldAlias<?> alias -> of(alias.$field());
            case Condition condition -> read(condition, SQLDataType.BOOLEAN, 0);
            case Field<?> field -> read(field, field.getDataType(), 0);
            default -> throw new LookupException(
                    "Of jOOQ's, fields, conditions and selects are values, a " + part.getClass().getSimpleName()
                            + " is none.");
        };
    }

    /** A condition as a filter: what conditions are gathered from, {@code noCondition()}, is one that is made of nothing. */
    public static Term filter(Condition condition) {
        if (NO_CONDITION.isInstance(condition)) {
            return new Term.And(List.of());
        }
        return TRUE_CONDITION.isInstance(condition)
                ? new Term.And(List.of(new Term.And(List.of())))
                : new Term.Holds(of(condition));
    }

    @SuppressWarnings("deprecation") // What replaces getSelect() renders the select.
    private static Unresolved ofSelect(Select<?> rows) {
        List<Field<?>> selected = rows.getSelect();
        return read(rows, selected.isEmpty() ? SQLDataType.OTHER : selected.get(0).getDataType(),
                Math.max(1, selected.size()));
    }

    /** With the name that it has in jOOQ. */
    private static NamedExpression named(Field<?> field) {
        Unresolved value = of(field);
        return new NamedExpression(Names.checked(field.getName()), value);
    }

    /** Several, with the names that they have in jOOQ. */
    public static List<NamedExpression> named(Field<?> first, Field<?>... more) {
        List<NamedExpression> all = new ArrayList<>(List.of(named(first)));
        Arrays.stream(more).map(JooqExpression::named).forEach(all::add);
        return all;
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
