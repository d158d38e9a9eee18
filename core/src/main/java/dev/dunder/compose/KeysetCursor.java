package dev.dunder.compose;

import dev.dunder.lookups.EnumConstants;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.StoredValues;
import dev.dunder.lookups.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.DataType;
import org.jooq.EnumType;
import org.jspecify.annotations.Nullable;

/**
 * A cursor as a text: a version, a check sum and the values, each behind its length, in Base64 for URLs. The sum is of the
 * values and of the ordering that they belong to. It finds out mistakes; who knows how it is made can make one, which is but
 * another place in the same order.
 *
 * @param ordering what stands for the ordering
 * @param types those of the values
 */
public record KeysetCursor(String ordering, List<? extends DataType<?>> types) {
    private static final String VERSION = "1";
    private static final int HEAD = 2;
    private static final int CHECK_BYTES = 9;

    /** What has one text, which is read back as the very same value. */
    private static final Set<Class<?>> CLASSES = Set.of(Boolean.class, Byte.class, Short.class, Integer.class,
            Long.class,
            BigInteger.class, BigDecimal.class, Float.class, Double.class, String.class, UUID.class, LocalDate.class,
            LocalTime.class, OffsetTime.class, LocalDateTime.class, OffsetDateTime.class, Object.class);

    static void refuse(DataType<?> type) {
        Class<?> given = isOwn(type) ? type.getFromType() : type.getType();
        if (!CLASSES.contains(given) && !Enum.class.isAssignableFrom(given)) {
            throw new LookupException("Rows in the order of a value of type " + Values.typeName(type)
                    + " have no cursors. Order by something else, or use page(number, size).");
        }
    }

    /** Of a class of the user's, which is made of what the database has; constants whose names that takes are known by them. */
    private static boolean isOwn(DataType<?> type) {
        return StoredValues.isConverted(type) && !(type.getConverter() instanceof EnumConstants);
    }

    static LookupException wrong() {
        return new LookupException("This cursor is none of this query: it was made for another ordering, or has been"
                + " changed. Begin again with firstPage(…).");
    }

    public String write(@Nullable Object[] values) {
        List<@Nullable String> texts = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            texts.add(text(stored(types.get(i), values[i])));
        }
        List<@Nullable String> all = new ArrayList<>(List.of(VERSION, check(texts)));
        all.addAll(texts);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(joined(all).getBytes(StandardCharsets.UTF_8));
    }

    List<@Nullable Object> read(String cursor) {
        List<@Nullable String> texts = texts(cursor);
        if (texts.size() != HEAD + types.size() || !VERSION.equals(texts.get(0))
                || !check(texts.subList(HEAD, texts.size())).equals(texts.get(1))) {
            throw wrong();
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            String text = texts.get(HEAD + i);
            values.add(text == null ? null : value(types.get(i), text));
        }
        return values;
    }

    /** {@code 3:tea} for a text, {@code :} for null. */
    private static String joined(List<@Nullable String> texts) {
        StringBuilder joined = new StringBuilder();
        texts.forEach(text -> joined.append(text == null ? ":" : text.length() + ":" + text));
        return joined.toString();
    }

    private static List<@Nullable String> texts(String cursor) {
        List<@Nullable String> texts = new ArrayList<>();
        try {
            String joined = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            for (int at = 0; at < joined.length();) {
                int colon = joined.indexOf(':', at);
                String length = joined.substring(at, colon);
                at = colon + 1;
                if (length.isEmpty()) {
                    texts.add(null);
                } else {
                    String text = joined.substring(at, at + Integer.parseInt(length));
                    texts.add(text);
                    at += text.length();
                }
            }
            return texts;
        } catch (IllegalArgumentException | IndexOutOfBoundsException notOne) {
            throw wrong();
        }
    }

    private static @Nullable Object stored(DataType<?> type, @Nullable Object value) {
        return value != null && isOwn(type) ? StoredValues.of(type, value) : value;
    }

    private static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case BigDecimal number -> number.toPlainString();
            case EnumType constant -> constant.getLiteral();
            case Enum<?> constant -> constant.name();
            default -> value.toString();
        };
    }

    private static Object value(DataType<?> type, String text) {
        try {
            // A whole number of many digits is read back though it is not exactly what the text says.
            if (type.getType() == Double.class) {
                return Double.valueOf(text);
            }
            if (type.getType() == Float.class) {
                return Float.valueOf(text);
            }
            return Values.convert(type, text);
        } catch (NumberFormatException | LookupException unfit) {
            throw wrong();
        }
    }

    private String check(List<@Nullable String> texts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ordering.getBytes(StandardCharsets.UTF_8));
            byte[] sum = digest.digest(joined(texts).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(sum, CHECK_BYTES));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java has SHA-256.", missing);
        }
    }
}
