package dev.dunder.lookups;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jooq.DataType;
import org.jooq.EnumType;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * Types that jOOQ has no class for, whose values are read as texts: which these are, and what their texts say.
 *
 * <pre>{@code
 * TypeTexts.ranges(type, "[2024-01-31,2024-02-29)")   // of a daterange: [Range[2024-01-31, 2024-02-29)]
 * TypeTexts.hstore("\"color\"=>\"red\"")              // {color=red}
 * }</pre>
 */
public final class TypeTexts {
    private TypeTexts() {}

    /**
     * Of what the ranges of a type are.
     *
     * @param type any type
     * @return the type of their ends; null where it is no range, nor several of them
     */
    public static @Nullable DataType<?> elementOf(DataType<?> type) {
        return ColumnTypes.isRange(type) || ColumnTypes.isMultirange(type) ? ColumnTypes.element(type) : null;
    }

    /**
     * Whether values of a type are any number of ranges.
     *
     * @param type any type
     * @return true for {@code int4multirange} and its siblings
     */
    public static boolean isMultirange(DataType<?> type) {
        return ColumnTypes.isMultirange(type);
    }

    /**
     * Whether values of a type are texts by their keys.
     *
     * @param type any type
     * @return true for {@code hstore}
     */
    public static boolean isHstore(DataType<?> type) {
        return ColumnTypes.isHstore(type);
    }

    /**
     * The ranges that a text says.
     *
     * @param type a range, or several of them
     * @param text as the server writes them
     * @return one of a range, none if it is empty; any number of a multirange. Their ends are of the class of {@link #elementOf}
     * @throws LookupException if the text is not written so
     */
    public static List<Range<Object>> ranges(DataType<?> type, String text) {
        return RangeText.read(type, text);
    }

    /**
     * The texts by their keys that a text says.
     *
     * @param text as the server writes an {@code hstore}
     * @return a map of texts, some of them perhaps null, in the order of the text
     * @throws LookupException if the text is not written so
     */
    @NullUnmarked
    public static Map<String, String> hstore(String text) {
        Map<String, String> map = HstoreText.read(text);
        if (map == null) {
            throw new LookupException("A text is no hstore.");
        }
        return map;
    }

    /**
     * The labels of an enum.
     *
     * @param type any type
     * @return in their order; null where none are known
     */
    public static @Nullable List<String> labels(DataType<?> type) {
        return EnumLabels.of(type);
    }

    /**
     * The constant that a label stands for: one that is called so, or is alone in being called so in other case.
     *
     * @param type an enum of Java's
     * @param label the label
     * @return null where there is none
     */
    public static @Nullable Object constant(Class<?> type, String label) {
        Object[] constants = type.getEnumConstants();
        for (Object constant : constants) {
            String own = constant instanceof EnumType literal ? literal.getLiteral() : constant.toString();
            if (label.equals(own) || label.equals(((Enum<?>) constant).name())) {
                return constant;
            }
        }
        List<Object> alike = Arrays.stream(constants)
                .filter(constant -> label.equalsIgnoreCase(((Enum<?>) constant).name()))
                .toList();
        return alike.size() == 1 ? alike.get(0) : null;
    }
}
