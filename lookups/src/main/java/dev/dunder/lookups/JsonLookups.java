package dev.dunder.lookups;

import dev.dunder.lookups.Operators.Operator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jooq.impl.QOM;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Django's lookups and transforms of JSON documents.
 *
 * <p>A value is compared as the JSON that it is written as: a text with a JSON text, a number with a JSON number, null with
 * JSON's null. The SQL null of a column or of a key that is not there is asked for with {@code isnull}.
 */
final class JsonLookups {
    private static final Predicate<DataType<?>> DOCUMENT = ColumnTypes::isJson;

    private JsonLookups() {}

    static List<Lookup> lookups() {
        return List.of(
                new Compare("exact", Field::eq),
                new Compare("gt", Field::gt),
                new Compare("gte", Field::ge),
                new Compare("lt", Field::lt),
                new Compare("lte", Field::le),
                new In(),
                new Between(),
                new Contains("contains", Operator.CONTAINS),
                new Contains("contained_by", Operator.CONTAINED_BY),
                new Has("has_key", Operator.HAS_KEY, Keys::one),
                new Has("has_keys", Operator.HAS_KEYS, Keys::several),
                new Has("has_any_keys", Operator.HAS_ANY_KEYS, Keys::several));
    }

    static List<Transform> transforms() {
        return List.of(new Index(), new Key());
    }

    /** Operators are the ones of jsonb. */
    @SuppressWarnings("unchecked")
    private static Field<JSONB> document(Field<?> field) {
        return field.getDataType().getFromType() == JSONB.class ? (Field<JSONB>) field : field.cast(SQLDataType.JSONB);
    }

    /** Another field as JSON: a text column is compared with a key as the text that it is. */
    private static Field<JSONB> json(Field<?> field) {
        return DOCUMENT.test(field.getDataType())
                ? document(field)
                : Operators.call("to_jsonb", SQLDataType.JSONB, text(field));
    }

    /** The type of a bind alone would leave the server guessing. */
    private static Field<?> text(Field<?> field) {
        return field.getDataType().getFromType() == String.class ? field.cast(SQLDataType.CLOB) : field;
    }

    private static Operand.Bind bind(@Nullable Object value) {
        return new Operand.Bind(SQLDataType.JSONB, Json.of(value));
    }

    /** {@code x = ?} and its siblings, of documents and what keys lead to. */
    private record Compare(String name, BiFunction<Field<JSONB>, Field<JSONB>, Condition> operator) implements Lookup {
        @Override
        public boolean accepts(DataType<?> column) {
            return DOCUMENT.test(column);
        }

        @Override
        public Operand operand(DataType<?> column, @Nullable Object value) {
            Object given = name.equals("exact")
                    ? value
                    : Members.required(name, value, " Use 'isnull' to ask for nulls.");
            return new Operand.Binds(List.of(bind(given)));
        }

        @Override
        public Condition condition(Field<?> column, List<? extends Field<?>> operands) {
            return compare(column, operands.get(0));
        }

        @Override
        public Condition compare(Field<?> left, Field<?> right) {
            return operator.apply(document(left), json(right));
        }
    }

    /** {@code x BETWEEN ? AND ?}, in the order that the server gives to JSON. */
    private record Between() implements Lookup {
        @Override
        public String name() {
            return "range";
        }

        @Override
        public boolean accepts(DataType<?> column) {
            return DOCUMENT.test(column);
        }

        @Override
        public Operand operand(DataType<?> column, @Nullable Object value) {
            return new Operand.Binds(StandardLookups.Range.ends(value).stream().map(JsonLookups::bind).toList());
        }

        @Override
        public Condition condition(Field<?> column, List<? extends Field<?>> operands) {
            return document(column).between(json(operands.get(0)), json(operands.get(1)));
        }
    }

    /** {@code x = ANY(?)}. A null in the list is JSON's, as it is where it stands alone. */
    private record In() implements Lookup {
        @Override
        public String name() {
            return "in";
        }

        @Override
        public boolean accepts(DataType<?> column) {
            return DOCUMENT.test(column);
        }

        @Override
        public Operand operand(DataType<?> column, @Nullable Object value) {
            List<String> texts = Members.of("in", value).stream()
                    .map(member -> Json.of(member).data())
                    .distinct()
                    .toList();
            return texts.isEmpty() ? new Operand.Nothing() : new Operand.Binds(List.of(Members.texts(texts)));
        }

        @Override
        public Condition condition(Field<?> column, List<? extends Field<?>> operands) {
            return StandardLookups.any(document(column), operands.get(0).cast(SQLDataType.JSONB.getArrayDataType()));
        }

        @Override
        public Condition among(Field<?> left, Select<?> rows) {
            DataType<?> type = Objects.requireNonNull(rows.field(0), "a column").getDataType();
            return DOCUMENT.test(type)
                    ? Operators.in(document(left), rows)
                    : document(left).eq(DSL.any(DSL.select(json(DSL.field(DSL.name("member", "value"), type)))
                            .from(rows.asTable("member", "value"))));
        }
    }

    /** {@code x @> ?}: the document has all of this in it, or the other way round. */
    private record Contains(String name, Operator operator) implements Lookup {
        @Override
        public boolean accepts(DataType<?> column) {
            return DOCUMENT.test(column);
        }

        @Override
        public Operand operand(DataType<?> column, @Nullable Object value) {
            return new Operand.Binds(List.of(bind(value)));
        }

        @Override
        public Condition condition(Field<?> column, List<? extends Field<?>> operands) {
            return compare(column, operands.get(0));
        }

        @Override
        public Condition compare(Field<?> left, Field<?> right) {
            return Operators.compare(document(left), operator, json(right));
        }
    }

    /** {@code x ? ?}: the document has a key, or a text among its elements. */
    private record Has(String name, Operator operator, Operation.Binder binder) implements Lookup {
        @Override
        public boolean accepts(DataType<?> column) {
            return DOCUMENT.test(column);
        }

        @Override
        public Operand operand(DataType<?> column, @Nullable Object value) {
            return new Operand.Binds(List.of(binder.bind(column, Members.required(name, value, ""))));
        }

        @Override
        public Condition condition(Field<?> column, List<? extends Field<?>> operands) {
            return compare(column, operands.get(0));
        }

        @Override
        public Condition compare(Field<?> left, Field<?> right) {
            return Operators.compare(document(left), operator, right);
        }
    }

    /** {@code data__owner}: what stands at a key of an object. */
    private record Key() implements Transform {
        @Override
        public String name() {
            return "key";
        }

        @Override
        public boolean accepts(DataType<?> input) {
            return DOCUMENT.test(input);
        }

        @Override
        public DataType<?> type(DataType<?> input) {
            return SQLDataType.JSONB;
        }

        @Override
        public @Nullable List<Operand.Bind> operands(String segment) {
            return List.of(Keys.bind(segment));
        }

        @Override
        public Field<?> field(Field<?> input, List<? extends Field<?>> operands) {
            return DSL.jsonbGetAttribute(KeyText.above(input), operands.get(0).cast(SQLDataType.CLOB));
        }

        @Override
        public @Nullable Lookup lookup(String lookup) {
            return KeyText.LOOKUPS.get(lookup);
        }
    }

    /**
     * {@code data__0}: an element of an array. Before or behind another key, as in {@code data__a__0}, it is also the key "0"
     * of an object: that is what Django's paths mean.
     */
    private record Index() implements Transform {
        private static final Pattern PLACE = Pattern.compile("-?\\d{1,9}");

        @Override
        public String name() {
            return "0";
        }

        @Override
        public boolean accepts(DataType<?> input) {
            return DOCUMENT.test(input);
        }

        @Override
        public DataType<?> type(DataType<?> input) {
            return SQLDataType.JSONB;
        }

        @Override
        public @Nullable List<Operand.Bind> operands(String segment) {
            return PLACE.matcher(segment).matches()
                    ? List.of(new Operand.Bind(SQLDataType.INTEGER, Integer.parseInt(segment)))
                    : null;
        }

        @Override
        @SuppressWarnings("unchecked")
        public Field<?> field(Field<?> input, List<? extends Field<?>> operands) {
            Field<Integer> place = (Field<Integer>) operands.get(0);
            return KeyText.isBelow(input)
                    ? KeyText.path(KeyText.above(input), place)
                    : DSL.jsonbGetElement(document(input), place);
        }

        @Override
        public @Nullable Lookup lookup(String lookup) {
            return KeyText.LOOKUPS.get(lookup);
        }
    }

    /** Lookups on the text that a key leads to, without the quotes that JSON has around it. */
    private static final class KeyText {
        private static final List<String> NAMES = List.of("iexact", "icontains", "startswith", "istartswith",
                "endswith", "iendswith", "regex", "iregex");

        private static final Field<String[]> NO_KEYS = DSL.inline("{}").cast(SQLDataType.CLOB.getArrayDataType());

        static final Map<String, Lookup> LOOKUPS = lookups();

        private static Map<String, Lookup> lookups() {
            Map<String, Lookup> lookups = new HashMap<>(TextLookups.byName(KeyText::of));
            lookups.keySet().retainAll(NAMES);
            return Map.copyOf(lookups);
        }

        static boolean isBelow(Field<?> input) {
            return input instanceof QOM.JSONBGetAttribute || input instanceof QOM.JSONBGetElement;
        }

        /** What stands before another key. */
        static Field<JSONB> above(Field<?> input) {
            return input instanceof QOM.JSONBGetElement element
                    ? path(element.$field(), element.$index())
                    : document(input);
        }

        static Field<JSONB> path(Field<JSONB> field, Field<Integer> place) {
            return Operators.compute(field, Operator.GET_PATH, DSL.array(place.cast(SQLDataType.CLOB)),
                    SQLDataType.JSONB);
        }

        /** As {@code ->>}, so that an index on it can serve. */
        private static Field<String> of(Field<?> field) {
            return switch (field) {
                case QOM.JSONBGetAttribute key -> DSL.jsonbGetAttributeAsText(key.$field(), key.$attribute());
                case QOM.JSONBGetElement element ->
                    DSL.jsonbGetElementAsText(element.$field(), element.$index());
                default -> {
                    Field<String> path = Operators.pathAsText(field);
                    yield path != null
                            ? path
                            : Operators.compute(document(field), Operator.GET_PATH_AS_TEXT, NO_KEYS, SQLDataType.CLOB);
                }
            };
        }
    }
}
