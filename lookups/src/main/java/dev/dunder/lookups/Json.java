package dev.dunder.lookups;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import org.jooq.EnumType;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

/** Writes what people give for a JSON document as one. */
final class Json {
    /** Deeper ones overflow the stack, here and in the server. */
    private static final int DEEPEST = 100;

    private final StringBuilder out = new StringBuilder();

    private Json() {}

    /**
     * A map is an object, a list or an array an array, and a text a text. What is JSON already stays.
     *
     * @throws LookupException if it is none of what JSON knows
     */
    static JSONB of(@Nullable Object value) {
        Json json = new Json();
        json.write(value, 0);
        return JSONB.valueOf(json.out.toString());
    }

    private void write(@Nullable Object value, int depth) {
        if (depth > DEEPEST) {
            throw new LookupException("A JSON document nests at most " + DEEPEST + " deep.");
        }
        switch (value) {
            case null -> out.append("null");
            case JSONB json -> out.append(checked(json.data(), json));
            case JSON json -> out.append(checked(json.data(), json));
            case Boolean bool -> out.append(bool);
            case Number number -> out.append(number(number));
            case Map<?, ?> map -> object(map, depth);
            case Collection<?> list -> array(list.iterator(), depth);
            case Object[] list -> array(java.util.Arrays.asList(list).iterator(), depth);
            case EnumType literal -> text(literal.getLiteral(), literal);
            case CharSequence text -> text(text.toString(), text);
            case Character text -> text(text.toString(), text);
            case Enum<?> constant -> text(constant.toString(), constant);
            case UUID uuid -> text(uuid.toString(), uuid);
            case Temporal time -> text(time.toString(), time);
            case Object node when JsonTrees.isOne(node) -> {
                String text = JsonTrees.text(node);
                if (text == null) {
                    throw unfit(node);
                }
                out.append(checked(text, node));
            }
            default -> {
                if (!value.getClass().isArray()) {
                    throw unfit(value);
                }
                array(Members.of("exact", value).iterator(), depth);
            }
        }
    }

    private static String number(Number number) {
        return switch (number) {
            case Byte given -> given.toString();
            case Short given -> given.toString();
            case Integer given -> given.toString();
            case Long given -> given.toString();
            case BigInteger given when NumberValues.isStorable(new BigDecimal(given)) -> given.toString();
            case BigDecimal given when NumberValues.isStorable(given) -> given.toString();
            case Double given when Double.isFinite(given) -> given.toString();
            case Float given when Float.isFinite(given) -> given.toString();
            default -> throw unfit(number);
        };
    }

    private void object(Map<?, ?> map, int depth) {
        out.append('{');
        boolean first = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!first) {
                out.append(',');
            }
            first = false;
            Object key = entry.getKey();
            if (!(key instanceof CharSequence)) {
                throw new LookupException("The keys of a JSON document are texts, not " + Values.describe(key) + ".");
            }
            text(key.toString(), key);
            out.append(':');
            write(entry.getValue(), depth + 1);
        }
        out.append('}');
    }

    private void array(Iterator<?> members, int depth) {
        out.append('[');
        while (members.hasNext()) {
            write(members.next(), depth + 1);
            if (members.hasNext()) {
                out.append(',');
            }
        }
        out.append(']');
    }

    private void text(String text, Object value) {
        out.append('"');
        checked(text, value).chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
            } else if (c < ' ') {
                out.append(c < 16 ? "\\u000" : "\\u001").append(Character.forDigit(c & 15, 16));
            } else {
                out.append((char) c);
            }
        });
        out.append('"');
    }

    private static String checked(String text, Object value) {
        String storable = Values.storable(text);
        if (storable == null) {
            throw unfit(value);
        }
        return storable;
    }

    private static LookupException unfit(Object value) {
        return new LookupException("Cannot use " + Values.describe(value) + " in a JSON document: "
                + "a text, a number, true, false, null, a list, a map, a JSON, a JSONB or a tree of Jackson's"
                + " is needed, without NUL, half a surrogate pair, NaN or infinity.");
    }
}
