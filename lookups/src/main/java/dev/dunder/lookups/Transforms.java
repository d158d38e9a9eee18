package dev.dunder.lookups;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Transforms of texts and numbers that are not in {@link Registry#standard()}, for those who want them, as in Django.
 *
 * <pre>{@code
 * Registry mine = Registry.standard().with(Transforms.LOWER, Transforms.LENGTH);
 *
 * Lookups.on(AUTHOR, mine).condition("name__length__gt", 20);
 *
 * char_length("author"."name") > ?
 * }</pre>
 */
public final class Transforms {
    /** {@code lower(x)}. */
    public static final Transform LOWER = text("lower", "lower");
    /** {@code upper(x)}. */
    public static final Transform UPPER = text("upper", "upper");
    /** {@code char_length(x)}: how many characters a text has. */
    public static final Transform LENGTH = ofText("length", "char_length", SQLDataType.INTEGER);
    /** {@code btrim(x)}: without spaces on either side. */
    public static final Transform TRIM = text("trim", "btrim");
    /** {@code ltrim(x)}: without spaces before it. */
    public static final Transform LTRIM = text("ltrim", "ltrim");
    /** {@code rtrim(x)}: without spaces after it. */
    public static final Transform RTRIM = text("rtrim", "rtrim");
    /** {@code reverse(x)}: from back to front. */
    public static final Transform REVERSE = text("reverse", "reverse");
    /** {@code md5(x)}, in hexadecimal digits. */
    public static final Transform MD5 = text("md5", "md5");
    /** The SHA-1 hash, in hexadecimal digits. PostgreSQL needs its extension pgcrypto for it. */
    public static final Transform SHA1 = ofText("sha1", SQLDataType.CLOB,
            text -> hex(Operators.call("digest", SQLDataType.BLOB, text, DSL.inline("sha1"))));
    /** The SHA-224 hash, in hexadecimal digits. */
    public static final Transform SHA224 = sha("sha224");
    /** The SHA-256 hash, in hexadecimal digits. */
    public static final Transform SHA256 = sha("sha256");
    /** The SHA-384 hash, in hexadecimal digits. */
    public static final Transform SHA384 = sha("sha384");
    /** The SHA-512 hash, in hexadecimal digits. */
    public static final Transform SHA512 = sha("sha512");
    /** {@code ascii(x)}: the code point of the first character. */
    public static final Transform ORD = ofText("ord", "ascii", SQLDataType.INTEGER);
    /** {@code chr(x)}: the character of a code point. */
    public static final Transform CHR = new Step("chr", ColumnTypes::isNumber, SQLDataType.CLOB,
            number -> Operators.call("chr", SQLDataType.CLOB, number.cast(SQLDataType.INTEGER)));
    /**
     * {@code unaccent(x)}, on both sides of a comparison: {@code name__unaccent__icontains}. It is in the standard registry,
     * and needs PostgreSQL's extension of this name.
     */
    public static final Transform UNACCENT = new Step("unaccent", ColumnTypes::isText, type -> SQLDataType.CLOB,
            text -> Operators.call("unaccent", SQLDataType.CLOB, Operators.text(text).cast(SQLDataType.CLOB)), true);

    /** {@code abs(x)}, of the same type. */
    public static final Transform ABS = new Step("abs", ColumnTypes::isNumber, type -> type,
            number -> Operators.call("abs", number.getDataType(), number), false);
    /** {@code ceil(x)}: up to the next whole number. */
    public static final Transform CEIL = number("ceil");
    /** {@code floor(x)}: down to the next whole number. */
    public static final Transform FLOOR = number("floor");
    /** {@code round(x)}: to the nearest whole number. */
    public static final Transform ROUND = number("round");
    /** {@code sign(x)}: -1, 0 or 1. */
    public static final Transform SIGN = number("sign");
    /** {@code sqrt(x)}: the square root. */
    public static final Transform SQRT = number("sqrt");
    /** {@code exp(x)}: e to this power. */
    public static final Transform EXP = number("exp");
    /** {@code ln(x)}: the natural logarithm. */
    public static final Transform LN = number("ln");
    /** {@code acos(x)}, in radians. */
    public static final Transform ACOS = angle("acos");
    /** {@code asin(x)}, in radians. */
    public static final Transform ASIN = angle("asin");
    /** {@code atan(x)}, in radians. */
    public static final Transform ATAN = angle("atan");
    /** {@code cos(x)}, of radians. */
    public static final Transform COS = angle("cos");
    /** {@code cot(x)}, of radians. */
    public static final Transform COT = angle("cot");
    /** {@code sin(x)}, of radians. */
    public static final Transform SIN = angle("sin");
    /** {@code tan(x)}, of radians. */
    public static final Transform TAN = angle("tan");
    /** {@code degrees(x)}, of radians. */
    public static final Transform DEGREES = angle("degrees");
    /** {@code radians(x)}, of degrees. */
    public static final Transform RADIANS = angle("radians");

    private static final List<Transform> ALL = List.of(LOWER, UPPER, LENGTH, TRIM, LTRIM, RTRIM, REVERSE, MD5, SHA1,
            SHA224, SHA256, SHA384, SHA512, ORD, CHR, ABS, CEIL, FLOOR, ROUND, SIGN, SQRT, EXP, LN, ACOS, ASIN, ATAN,
            COS,
            COT, SIN, TAN, DEGREES, RADIANS);

    private Transforms() {}

    /**
     * All that are not in the standard registry.
     *
     * <pre>{@code
     * Registry.standard().with(Transforms.all().toArray(Transform[]::new))
     * }</pre>
     *
     * @return each of the constants but {@link #UNACCENT}
     */
    public static List<Transform> all() {
        return ALL;
    }

    private static Transform text(String name, String function) {
        return ofText(name, function, SQLDataType.CLOB);
    }

    private static Transform ofText(String name, String function, DataType<?> result) {
        return ofText(name, result, text -> Operators.call(function, result, text));
    }

    private static Transform ofText(String name, DataType<?> result, UnaryOperator<Field<?>> sql) {
        Predicate<DataType<?>> types = type -> ColumnTypes.isText(type) || type.getFromType() == String.class;
        return new Step(name, types, result, field -> sql.apply(Operators.text(field)));
    }

    private static Transform sha(String name) {
        return ofText(name, SQLDataType.CLOB, text -> hex(Operators.call(name, SQLDataType.BLOB,
                Operators.call("convert_to", SQLDataType.BLOB, text, DSL.inline("UTF8")))));
    }

    private static Field<String> hex(Field<byte[]> hash) {
        return Operators.call("encode", SQLDataType.CLOB, hash, DSL.inline("hex"));
    }

    /** Of numeric it is numeric, of all else a double. */
    private static Transform number(String function) {
        return new Step(function, ColumnTypes::isNumber,
                type -> ColumnTypes.isNumeric(type) ? SQLDataType.NUMERIC : SQLDataType.DOUBLE,
                number -> ColumnTypes.isNumeric(number.getDataType())
                        ? Operators.call(function, SQLDataType.NUMERIC, number)
                        : Operators.call(function, SQLDataType.DOUBLE, number.cast(SQLDataType.DOUBLE)),
                false);
    }

    private static Transform angle(String function) {
        return new Step(function, ColumnTypes::isNumber, SQLDataType.DOUBLE,
                number -> Operators.call(function, SQLDataType.DOUBLE, number.cast(SQLDataType.DOUBLE)));
    }
}
