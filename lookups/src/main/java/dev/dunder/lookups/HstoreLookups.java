package dev.dunder.lookups;

import dev.dunder.lookups.Operators.Operator;
import java.util.List;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Django's lookups and transforms of hstore. */
final class HstoreLookups {
    private HstoreLookups() {}

    static List<Lookup> lookups() {
        return List.of(
                new Operation("contains", Operator.CONTAINS, ColumnTypes::isHstore, Operation::same),
                new Operation("contained_by", Operator.CONTAINED_BY, ColumnTypes::isHstore, Operation::same),
                new Operation("has_key", Operator.HAS_KEY, ColumnTypes::isHstore, Keys::one),
                new Operation("has_keys", Operator.HAS_KEYS, ColumnTypes::isHstore, Keys::several),
                new Operation("has_any_keys", Operator.HAS_ANY_KEYS, ColumnTypes::isHstore, Keys::several));
    }

    static List<Transform> transforms() {
        return List.of(texts("keys", "akeys"), texts("values", "avals"), new Key());
    }

    private static Transform texts(String name, String function) {
        DataType<?> texts = SQLDataType.CLOB.getArrayDataType();
        return new Step(name, ColumnTypes::isHstore, texts, field -> Operators.call(function, texts, field));
    }

    /** {@code data__owner}: the text at a key, null where there is none. */
    private record Key() implements Transform {
        @Override
        public String name() {
            return "key";
        }

        @Override
        public boolean accepts(DataType<?> input) {
            return ColumnTypes.isHstore(input);
        }

        @Override
        public DataType<?> type(DataType<?> input) {
            return SQLDataType.CLOB;
        }

        @Override
        public @Nullable List<Operand.Bind> operands(String segment) {
            return List.of(Keys.bind(segment));
        }

        @Override
        public Field<?> field(Field<?> input, List<? extends Field<?>> operands) {
            return Operators.compute(input, Operator.GET, operands.get(0).cast(SQLDataType.CLOB), SQLDataType.CLOB);
        }
    }
}
