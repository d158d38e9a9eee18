package dev.dunder;

import dev.dunder.query.Function;
import org.jspecify.annotations.Nullable;

/**
 * Functions of text, to be imported statically, by the names of Django's.
 *
 * {@snippet :
 * authors.annotate(concat("name", value(" of "), "country__name").as("who"));
 * // coalesce(name, '') || coalesce(' of ', '') || coalesce(country.name, '')
 *
 * authors.filter(lower(left("name", 1)).exact("a"));
 * // lower(left(name, 1)) = 'a'
 * }
 *
 * <p>A string is a path; {@code value("…")} is text. What is no text is refused, except by {@link #concat}; {@code cast(…)}
 * makes text of it.
 */
public final class TextFunctions {
    private TextFunctions() {}

    /**
     * The character of a code point: {@code chr(x)}.
     *
     * @param code a path or an expression
     * @return text
     */
    public static Expr chr(@Nullable Object code) {
        return Expr.call(Function.CHR, code);
    }

    /**
     * One behind the other, what is no text as text, and nulls as nothing: {@code coalesce(a, '') || coalesce(b, '')}.
     *
     * @param first a path, an expression or a value
     * @param second another
     * @param more and more
     * @return text
     */
    public static Expr concat(@Nullable Object first, @Nullable Object second, @Nullable Object... more) {
        return Expr.call(Function.CONCAT, Arguments.all(first, second, more));
    }

    /**
     * The first characters: {@code left(x, 3)}.
     *
     * @param text a path or an expression
     * @param length how many, 1 or more, or an expression
     * @return text
     */
    public static Expr left(@Nullable Object text, @Nullable Object length) {
        return Expr.call(Function.LEFT, text, Arguments.atLeast("left", "length", 1, length));
    }

    /**
     * How many characters a text has, or how many bytes: {@code length(x)}.
     *
     * @param text a path or an expression
     * @return an {@link Integer}
     */
    public static Expr length(@Nullable Object text) {
        return Expr.call(Function.LENGTH, text);
    }

    /**
     * In small letters: {@code lower(x)}.
     *
     * @param text a path or an expression
     * @return text
     */
    public static Expr lower(@Nullable Object text) {
        return Expr.call(Function.LOWER, text);
    }

    /**
     * Filled up with spaces on the left, and cut off if longer: {@code lpad(x, 10, ' ')}.
     *
     * @param text a path or an expression
     * @param length how many characters, 0 or more, or an expression
     * @return text
     */
    public static Expr lPad(@Nullable Object text, @Nullable Object length) {
        return lPad(text, length, Dunder.value(" "));
    }

    /**
     * Filled up on the left, and cut off if longer: {@code lPad("x", 10, value("0"))} is {@code lpad(x, 10, '0')}.
     *
     * @param text a path or an expression
     * @param length how many characters, 0 or more, or an expression
     * @param fill a path, an expression or {@code value("…")}
     * @return text
     */
    public static Expr lPad(@Nullable Object text, @Nullable Object length, @Nullable Object fill) {
        return Expr.call(Function.L_PAD, text, Arguments.atLeast("lPad", "length", 0, length), fill);
    }

    /**
     * Filled up with spaces on the right, and cut off if longer: {@code rpad(x, 10, ' ')}.
     *
     * @param text a path or an expression
     * @param length how many characters, 0 or more, or an expression
     * @return text
     */
    public static Expr rPad(@Nullable Object text, @Nullable Object length) {
        return rPad(text, length, Dunder.value(" "));
    }

    /**
     * Filled up on the right, and cut off if longer: {@code rPad("x", 10, value("0"))} is {@code rpad(x, 10, '0')}.
     *
     * @param text a path or an expression
     * @param length how many characters, 0 or more, or an expression
     * @param fill a path, an expression or {@code value("…")}
     * @return text
     */
    public static Expr rPad(@Nullable Object text, @Nullable Object length, @Nullable Object fill) {
        return Expr.call(Function.R_PAD, text, Arguments.atLeast("rPad", "length", 0, length), fill);
    }

    /**
     * Without spaces on the left: {@code ltrim(x)}.
     *
     * @param text a path or an expression
     * @return text
     */
    public static Expr lTrim(@Nullable Object text) {
        return Expr.call(Function.L_TRIM, text);
    }

    /**
     * Without spaces on the right: {@code rtrim(x)}.
     *
     * @param text a path or an expression
     * @return text
     */
    public static Expr rTrim(@Nullable Object text) {
        return Expr.call(Function.R_TRIM, text);
    }

    /**
     * Without spaces on either side: {@code trim(x)}.
     *
     * @param text a path or an expression
     * @return text
     */
    public static Expr trim(@Nullable Object text) {
        return Expr.call(Function.TRIM, text);
    }

    /**
     * The MD5 hash: {@code md5(x)}.
     *
     * @param text a path or an expression
     * @return text of hexadecimal digits
     */
    public static Expr md5(@Nullable Object text) {
        return Expr.call(Function.MD5, text);
    }

    /**
     * The code point of the first character: {@code ascii(x)}.
     *
     * @param text a path or an expression
     * @return an {@link Integer}
     */
    public static Expr ord(@Nullable Object text) {
        return Expr.call(Function.ORD, text);
    }

    /**
     * Many times the same: {@code repeat(x, 3)}.
     *
     * @param text a path or an expression
     * @param number how often, 0 or more, or an expression
     * @return text
     */
    public static Expr repeat(@Nullable Object text, @Nullable Object number) {
        return Expr.call(Function.REPEAT, text, Arguments.atLeast("repeat", "number", 0, number));
    }

    /**
     * Without each occurrence of something: {@code replace(x, 'a', '')}.
     *
     * @param text a path or an expression
     * @param search a path, an expression or {@code value("…")}
     * @return text
     */
    public static Expr replace(@Nullable Object text, @Nullable Object search) {
        return replace(text, search, Dunder.value(""));
    }

    /**
     * With something else for each occurrence of something: {@code replace(x, 'a', 'b')}.
     *
     * @param text a path or an expression
     * @param search a path, an expression or {@code value("…")}
     * @param replacement a path, an expression or {@code value("…")}
     * @return text
     */
    public static Expr replace(@Nullable Object text, @Nullable Object search, @Nullable Object replacement) {
        return Expr.call(Function.REPLACE, text, search, replacement);
    }

    /**
     * From back to front: {@code reverse(x)}.
     *
     * @param text a path or an expression
     * @return text
     */
    public static Expr reverse(@Nullable Object text) {
        return Expr.call(Function.REVERSE, text);
    }

    /**
     * The last characters: {@code right(x, 3)}.
     *
     * @param text a path or an expression
     * @param length how many, 1 or more, or an expression
     * @return text
     */
    public static Expr right(@Nullable Object text, @Nullable Object length) {
        return Expr.call(Function.RIGHT, text, Arguments.atLeast("right", "length", 1, length));
    }

    /**
     * The SHA-1 hash: {@code encode(digest(…, 'sha1'), 'hex')}. PostgreSQL needs its extension pgcrypto for it.
     *
     * @param text a path or an expression
     * @return text of hexadecimal digits
     */
    public static Expr sha1(@Nullable Object text) {
        return Expr.call(Function.SHA1, text);
    }

    /**
     * The SHA-224 hash: {@code encode(sha224(…), 'hex')}.
     *
     * @param text a path or an expression
     * @return text of hexadecimal digits
     */
    public static Expr sha224(@Nullable Object text) {
        return Expr.call(Function.SHA224, text);
    }

    /**
     * The SHA-256 hash: {@code encode(sha256(…), 'hex')}.
     *
     * @param text a path or an expression
     * @return text of hexadecimal digits
     */
    public static Expr sha256(@Nullable Object text) {
        return Expr.call(Function.SHA256, text);
    }

    /**
     * The SHA-384 hash: {@code encode(sha384(…), 'hex')}.
     *
     * @param text a path or an expression
     * @return text of hexadecimal digits
     */
    public static Expr sha384(@Nullable Object text) {
        return Expr.call(Function.SHA384, text);
    }

    /**
     * The SHA-512 hash: {@code encode(sha512(…), 'hex')}.
     *
     * @param text a path or an expression
     * @return text of hexadecimal digits
     */
    public static Expr sha512(@Nullable Object text) {
        return Expr.call(Function.SHA512, text);
    }

    /**
     * Where one text is in another: {@code strpos(x, 'a')}.
     *
     * @param text a path or an expression
     * @param search a path, an expression or {@code value("…")}
     * @return an {@link Integer}, 1 for the beginning and 0 for nowhere
     */
    public static Expr strIndex(@Nullable Object text, @Nullable Object search) {
        return Expr.call(Function.STR_INDEX, text, search);
    }

    /**
     * From a place on: {@code substring(x, 3)}.
     *
     * @param text a path or an expression
     * @param place of the first character, 1 or more, or an expression
     * @return text
     */
    public static Expr substr(@Nullable Object text, @Nullable Object place) {
        return Expr.call(Function.SUBSTR, text, Arguments.atLeast("substr", "place", 1, place));
    }

    /**
     * From a place on, so many characters: {@code substring(x, 3, 2)}.
     *
     * @param text a path or an expression
     * @param place of the first character, 1 or more, or an expression
     * @param length how many, or an expression
     * @return text
     */
    public static Expr substr(@Nullable Object text, @Nullable Object place, @Nullable Object length) {
        return Expr.call(Function.SUBSTR, text, Arguments.atLeast("substr", "place", 1, place),
                Arguments.atLeast("substr", "length", 0, length));
    }

    /**
     * In capital letters: {@code upper(x)}.
     *
     * @param text a path or an expression
     * @return text
     */
    public static Expr upper(@Nullable Object text) {
        return Expr.call(Function.UPPER, text);
    }
}
