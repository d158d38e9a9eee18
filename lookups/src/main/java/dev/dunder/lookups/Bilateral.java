package dev.dunder.lookups;

import java.util.List;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Select;
import org.jspecify.annotations.Nullable;

/**
 * A lookup after transforms that are meant for both sides, such as {@code unaccent}: the value is bound as it is, and the server
 * transforms it.
 *
 * @param lookup the lookup
 * @param transforms of both sides
 * @param type of values before they are transformed
 */
record Bilateral(Lookup lookup, List<Transform> transforms, DataType<?> type) implements Lookup {
    @Override
    public String name() {
        return lookup.name();
    }

    @Override
    public boolean accepts(DataType<?> column) {
        return lookup.accepts(column);
    }

    @Override
    public Operand operand(DataType<?> column, @Nullable Object value) {
        if (value == null || name().equals("isnull")) {
            return lookup.operand(column, value);
        }
        return switch (name()) {
            case "in" -> {
                List<Object> members = Members.converted("in", type, value);
                yield members.isEmpty()
                        ? new Operand.Nothing()
                        : Operand.of(type.getArrayDataType(), Members.array(type, members));
            }
            case "range" -> new Operand.Binds(StandardLookups.Range.ends(value).stream().map(this::bind).toList());
            default -> new Operand.Binds(List.of(bind(value)));
        };
    }

    private Operand.Bind bind(Object value) {
        return new Operand.Bind(type, Values.convert(type, value));
    }

    @Override
    public Condition condition(Field<?> column, List<? extends Field<?>> operands) {
        return switch (name()) {
            case "in" -> Operators.in(column, Operators.members(operands.get(0), type, this::transformed));
            case "range" -> lookup.condition(column, operands.stream().map(this::transformed).toList());
            default -> compare(column, operands.get(0));
        };
    }

    @Override
    public Condition compare(Field<?> left, Field<?> right) {
        return lookup.compare(left, transformed(right));
    }

    @Override
    public Condition among(Field<?> left, Select<?> rows) {
        return lookup.among(left, rows);
    }

    private Field<?> transformed(Field<?> field) {
        Field<?> transformed = field;
        for (Transform transform : transforms) {
            transformed = transform.field(transformed, List.of());
        }
        return transformed;
    }
}
