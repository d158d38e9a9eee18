package dev.dunder.jackson.common;

import dev.dunder.Instance;
import dev.dunder.Manager;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.StoredValues;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.DataType;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

/**
 * Gives an instance the values of a JSON object, by the names of its attributes, and refuses all else.
 *
 * @param <T> the class of the instance
 * @param <E> what the parser throws
 */
public final class RowReader<T extends Instance<T>, E extends Exception> {
    private final Model model;
    private final Set<String> given = new HashSet<>();
    private T instance;

    /**
     * A reader.
     *
     * @param instance what the object's values are given to
     */
    public RowReader(T instance) {
        this.instance = instance;
        this.model = instance.model();
    }

    /**
     * A new row to read into.
     *
     * @param type the class that is asked for
     * @param rows what the mapper was told that rows are read for; null if nothing
     * @param <T> the class
     * @return an unsaved instance
     * @throws DunderException if it cannot be known of which model it is
     */
    @SuppressWarnings("unchecked") // the class says what it is
    public static <T extends Instance<T>> T unsaved(Class<?> type, @Nullable Object rows) {
        if (rows instanceof QuerySet<?> set && set.with() instanceof Instance<?> made && type.isInstance(made)) {
            return (T) made;
        }
        if (type == Row.class || type == Instance.class) {
            throw new DunderException(
                    "A Row may be of any model. Say which by DunderModule.reader(mapper, db.objects(\"…\")).");
        }
        return Manager.of((Class<T>) type).with();
    }

    public T instance() {
        return instance;
    }

    /**
     * Reads one value.
     *
     * @throws LookupException if there is no such attribute, it was given before, or the value does not fit
     */
    public void read(String name, JsonInput<E> in) throws E {
        Attribute attribute = model.column(name);
        Relation relation = model.relation(name);
        if (attribute != null && attribute.name().equals(name)) {
            claim(List.of(attribute), name);
            instance = instance.with(name, value(attribute.type(), in));
        } else if (relation != null && relation.hops().size() == 1 && relation.hops().get(0).forward()) {
            claim(relation.hops().get(0).near(), name);
            instance = instance.with(name, key(relation, in.value()));
        } else if (relation != null) {
            throw new LookupException("'" + name + "' of " + model.name()
                    + " are rows of their own and are not stored with it.").in(name);
        } else {
            throw LookupException.unknown(name, "on " + model.name(), choices());
        }
    }

    private void claim(Collection<Attribute> attributes, String name) {
        for (Attribute attribute : attributes) {
            if (!given.add(attribute.name())) {
                throw new LookupException(
                        "'" + attribute.name() + "' of " + model.name() + " is given twice, the second time as '"
                                + name + "'.");
            }
        }
    }

    private List<String> choices() {
        List<String> all = new ArrayList<>(model.attributes().stream().map(Attribute::name).toList());
        model.relations().stream().filter(one -> one.hops().size() == 1 && one.hops().get(0).forward())
                .map(Relation::name).filter(name -> !all.contains(name)).forEach(all::add);
        return all;
    }

    /** A row that another refers to, by its key alone: what else it had would be lost. */
    private @Nullable Object key(Relation relation, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> object)) {
            return value;
        }
        List<String> names = relation.hops().get(0).far().stream().map(Attribute::name).toList();
        if (!object.keySet().equals(Set.copyOf(names))) {
            throw new LookupException("'" + relation.name() + "' of " + model.name()
                    + " is a row of its own, which is not stored with it. Give its key, the object of "
                    + String.join(" and ", names) + " and nothing else.");
        }
        return names.size() == 1 ? object.get(names.get(0)) : names.stream().map(object::get).toList();
    }

    private @Nullable Object value(DataType<?> type, JsonInput<E> in) throws E {
        DataType<?> member = type.getArrayComponentDataType();
        if (in.atNull()) {
            return null;
        }
        if (member != null && in.atArray()) {
            List<@Nullable Object> members = new ArrayList<>();
            while (in.nextMember()) {
                // An array of arrays is of the same type as one of their members.
                members.add(value(in.atArray() && !isJson(member) && !member.isArray() ? type : member, in));
            }
            return members;
        }
        if (StoredValues.isConverted(type) && (in.atObject() || in.atArray())) {
            // Of a class of the user's, as the mapper has written it; a scalar is what the column itself has.
            return in.as(type.getType());
        }
        if (isJson(type)) {
            return type.getType() == JSON.class ? JSON.valueOf(in.json()) : JSONB.valueOf(in.json());
        }
        if (type.getType() == byte[].class) {
            return in.bytes();
        }
        Object value = in.value();
        return value instanceof String text ? special(type.getType(), text) : value;
    }

    private static boolean isJson(DataType<?> type) {
        return type.getType() == JSON.class || type.getType() == JSONB.class;
    }

    /** What is without end or no number is written as a text, and no date's or number's. */
    private static Object special(Class<?> type, String text) {
        boolean negative = text.startsWith("-");
        boolean endless = text.equals("infinity") || text.equals("-infinity");
        if (endless && type == LocalDate.class) {
            return negative ? LocalDate.MIN : LocalDate.MAX;
        }
        if (endless && type == LocalDateTime.class) {
            return negative ? LocalDateTime.MIN : LocalDateTime.MAX;
        }
        if (endless && type == OffsetDateTime.class) {
            return negative ? OffsetDateTime.MIN : OffsetDateTime.MAX;
        }
        if (Number.class.isAssignableFrom(type)) {
            return switch (text) {
                case "NaN" -> Double.NaN;
                case "Infinity" -> Double.POSITIVE_INFINITY;
                case "-Infinity" -> Double.NEGATIVE_INFINITY;
                default -> text;
            };
        }
        return text;
    }
}
