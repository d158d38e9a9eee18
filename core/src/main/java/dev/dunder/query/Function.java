package dev.dunder.query;

import static dev.dunder.query.Returns.COMMON;
import static dev.dunder.query.Returns.FIRST;
import static dev.dunder.query.Returns.FRACTION;
import static dev.dunder.query.Returns.REMAINDER;
import static dev.dunder.query.Returns.ROUNDED;
import static dev.dunder.query.Returns.always;
import static org.jooq.impl.SQLDataType.BIGINT;
import static org.jooq.impl.SQLDataType.BOOLEAN;
import static org.jooq.impl.SQLDataType.CLOB;
import static org.jooq.impl.SQLDataType.DOUBLE;
import static org.jooq.impl.SQLDataType.INTEGER;
import static org.jooq.impl.SQLDataType.JSONB;
import static org.jooq.impl.SQLDataType.LOCALDATE;
import static org.jooq.impl.SQLDataType.LOCALTIME;
import static org.jooq.impl.SQLDataType.NUMERIC;
import static org.jooq.impl.SQLDataType.REAL;
import static org.jooq.impl.SQLDataType.TIMESTAMPWITHTIMEZONE;

import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Values;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;

/** The functions of values, operators among them: what they take, and of what type the result is. */
@SuppressWarnings("ImmutableEnumChecker") // what its constants are made of is not changed
public enum Function {
    /** {@code a + b}. */
    PLUS,
    /** {@code a - b}. */
    MINUS,
    /** {@code a * b}. */
    TIMES,
    /** {@code a / b}. */
    DIVIDED_BY,
    /** {@code a % b}. */
    MODULO,
    /** {@code a ^ b}, to the power of. */
    POWER,
    /** Bitwise and. */
    BIT_AND,
    /** Bitwise or. */
    BIT_OR,
    /** Bitwise exclusive or. */
    BIT_XOR,
    /** To the left by a number of bits. */
    SHIFT_LEFT,
    /** To the right by a number of bits. */
    SHIFT_RIGHT,

    // Comparisons

    /** The first that is not null. */
    COALESCE(COMMON, Takes.ANYTHING),
    /** The largest that is not null. */
    GREATEST(COMMON, Takes.ANYTHING),
    /** The smallest that is not null. */
    LEAST(COMMON, Takes.ANYTHING),
    /** Null where both are equal. */
    NULL_IF(FIRST, Takes.ANYTHING),
    /** A JSON object of keys and values in turn. */
    JSON_OBJECT(always(JSONB), Takes.ANYTHING),
    /** A JSON array. */
    JSON_ARRAY(always(JSONB), Takes.ANYTHING),
    /** What is at a key or a place of a JSON document. */
    JSON_KEY(FIRST, Takes.JSON, Takes.ANYTHING),
    /** The same as text. */
    JSON_KEY_TEXT(always(CLOB), Takes.JSON, Takes.ANYTHING),
    /** An array of the values. */
    ARRAY(arguments -> Types.unified(arguments).getArrayDataType(), Takes.ANYTHING),
    /** Some members of an array, from a place to a place. */
    ARRAY_SLICE(FIRST, Takes.ARRAY, Takes.WHOLE),

    // Text

    /** The character of a code point. */
    CHR(always(CLOB), Takes.WHOLE),
    /** One behind the other, nulls as nothing. */
    CONCAT(always(CLOB), Takes.ANYTHING),
    /** The first characters. */
    LEFT(always(CLOB), Takes.TEXT, Takes.WHOLE),
    /** How many characters. */
    LENGTH(always(INTEGER), Takes.TEXT_OR_BYTES),
    /** In small letters. */
    LOWER(always(CLOB), Takes.TEXT),
    /** Filled up on the left. */
    L_PAD(always(CLOB), Takes.TEXT, Takes.WHOLE, Takes.TEXT),
    /** Without spaces on the left. */
    L_TRIM(always(CLOB), Takes.TEXT),
    /** A hash. */
    MD5(always(CLOB), Takes.TEXT_OR_BYTES),
    /** The code point of the first character. */
    ORD(always(INTEGER), Takes.TEXT),
    /** Many times the same. */
    REPEAT(always(CLOB), Takes.TEXT, Takes.WHOLE),
    /** With something else for each occurrence of something. */
    REPLACE(always(CLOB), Takes.TEXT),
    /** From back to front. */
    REVERSE(always(CLOB), Takes.TEXT),
    /** The last characters. */
    RIGHT(always(CLOB), Takes.TEXT, Takes.WHOLE),
    /** Filled up on the right. */
    R_PAD(always(CLOB), Takes.TEXT, Takes.WHOLE, Takes.TEXT),
    /** Without spaces on the right. */
    R_TRIM(always(CLOB), Takes.TEXT),
    /** A hash, for which the server needs pgcrypto. */
    SHA1(always(CLOB), Takes.TEXT_OR_BYTES),
    /** A hash. */
    SHA224(always(CLOB), Takes.TEXT_OR_BYTES),
    /** A hash. */
    SHA256(always(CLOB), Takes.TEXT_OR_BYTES),
    /** A hash. */
    SHA384(always(CLOB), Takes.TEXT_OR_BYTES),
    /** A hash. */
    SHA512(always(CLOB), Takes.TEXT_OR_BYTES),
    /** Where one text is in another, from 1; 0 where it is not. */
    STR_INDEX(always(INTEGER), Takes.TEXT),
    /** From a place on, so many characters. */
    SUBSTR(always(CLOB), Takes.TEXT, Takes.WHOLE),
    /** Without spaces on either side. */
    TRIM(always(CLOB), Takes.TEXT),
    /** In capital letters. */
    UPPER(always(CLOB), Takes.TEXT),

    // Numbers

    /** Without its sign. */
    ABS(FIRST, Takes.NUMBER),
    /** The inverse cosine. */
    A_COS(always(DOUBLE), Takes.NUMBER),
    /** The inverse sine. */
    A_SIN(always(DOUBLE), Takes.NUMBER),
    /** The inverse tangent. */
    A_TAN(always(DOUBLE), Takes.NUMBER),
    /** The inverse tangent of a quotient. */
    A_TAN2(always(DOUBLE), Takes.NUMBER),
    /** The next whole number above. */
    CEIL(ROUNDED, Takes.NUMBER),
    /** The cosine. */
    COS(always(DOUBLE), Takes.NUMBER),
    /** The cotangent. */
    COT(always(DOUBLE), Takes.NUMBER),
    /** From radians to degrees. */
    DEGREES(always(DOUBLE), Takes.NUMBER),
    /** To the power of e. */
    EXP(FRACTION, Takes.NUMBER),
    /** The next whole number below. */
    FLOOR(ROUNDED, Takes.NUMBER),
    /** The natural logarithm. */
    LN(FRACTION, Takes.NUMBER),
    /** The logarithm to a base, which stands first. */
    LOG(FRACTION, Takes.NUMBER),
    /** What is left over after a division. */
    MOD(REMAINDER, Takes.NUMBER),
    /** The circumference of a circle as wide as one. */
    PI(always(DOUBLE)),
    /** From degrees to radians. */
    RADIANS(always(DOUBLE), Takes.NUMBER),
    /** Any number from 0 to 1. */
    RANDOM(always(DOUBLE)),
    /** To a number of decimals. */
    ROUND(ROUNDED, Takes.NUMBER, Takes.WHOLE),
    /** -1, 0 or 1. */
    SIGN(ROUNDED, Takes.NUMBER),
    /** The sine. */
    SIN(always(DOUBLE), Takes.NUMBER),
    /** The square root. */
    SQRT(FRACTION, Takes.NUMBER),
    /** The tangent. */
    TAN(always(DOUBLE), Takes.NUMBER),

    // Dates and times

    /** When the statement began. */
    NOW(always(TIMESTAMPWITHTIMEZONE)),
    /** When the transaction began. */
    TRANSACTION_NOW(always(TIMESTAMPWITHTIMEZONE)),
    /** What the clocks of a time zone show, or when they show it. */
    AT_TIME_ZONE(Types::elsewhere, Takes.STAMP, Takes.TEXT),
    /** The year. */
    EXTRACT_YEAR(always(INTEGER), Takes.DATE),
    /** The year that the week belongs to. */
    EXTRACT_ISO_YEAR(always(INTEGER), Takes.DATE),
    /** The quarter of the year, from 1. */
    EXTRACT_QUARTER(always(INTEGER), Takes.DATE),
    /** The month, from 1. */
    EXTRACT_MONTH(always(INTEGER), Takes.DATE),
    /** The week of the year, from 1. */
    EXTRACT_WEEK(always(INTEGER), Takes.DATE),
    /** The day of the month, from 1. */
    EXTRACT_DAY(always(INTEGER), Takes.DATE_OR_SPAN),
    /** The day of the week, 1 for Sunday. */
    EXTRACT_WEEK_DAY(always(INTEGER), Takes.DATE),
    /** The day of the week, 1 for Monday. */
    EXTRACT_ISO_WEEK_DAY(always(INTEGER), Takes.DATE),
    /** The hour. */
    EXTRACT_HOUR(always(INTEGER), Takes.TIME_OR_SPAN),
    /** The minute. */
    EXTRACT_MINUTE(always(INTEGER), Takes.TIME_OR_SPAN),
    /** The second, without its fraction. */
    EXTRACT_SECOND(always(INTEGER), Takes.TIME_OR_SPAN),
    /** The century. */
    EXTRACT_CENTURY(always(INTEGER), Takes.DATE),
    /** The decade. */
    EXTRACT_DECADE(always(INTEGER), Takes.DATE),
    /** The day of the week, 0 for Sunday. */
    EXTRACT_DOW(always(INTEGER), Takes.DATE),
    /** The day of the year. */
    EXTRACT_DOY(always(INTEGER), Takes.DATE),
    /** The seconds since 1970, or in all. */
    EXTRACT_EPOCH(always(NUMERIC), Takes.MOMENT),
    /** The seconds as millionths. */
    EXTRACT_MICROSECONDS(always(INTEGER), Takes.TIME_OR_SPAN),
    /** The millennium. */
    EXTRACT_MILLENNIUM(always(INTEGER), Takes.DATE),
    /** The seconds as thousandths. */
    EXTRACT_MILLISECONDS(always(NUMERIC), Takes.TIME_OR_SPAN),
    /** How many seconds the time zone is ahead. */
    EXTRACT_TIMEZONE(always(INTEGER), Takes.INSTANT),
    /** The start of the year. */
    TRUNC_YEAR(FIRST, Takes.DATE, Takes.TEXT),
    /** The start of the quarter. */
    TRUNC_QUARTER(FIRST, Takes.DATE, Takes.TEXT),
    /** The start of the month. */
    TRUNC_MONTH(FIRST, Takes.DATE, Takes.TEXT),
    /** The start of the week. */
    TRUNC_WEEK(FIRST, Takes.DATE, Takes.TEXT),
    /** The start of the day. */
    TRUNC_DAY(FIRST, Takes.DATE, Takes.TEXT),
    /** The start of the hour. */
    TRUNC_HOUR(FIRST, Takes.TIME, Takes.TEXT),
    /** The start of the minute. */
    TRUNC_MINUTE(FIRST, Takes.TIME, Takes.TEXT),
    /** The start of the second. */
    TRUNC_SECOND(FIRST, Takes.TIME, Takes.TEXT),
    /** The date. */
    TRUNC_DATE(always(LOCALDATE), Takes.DATE),
    /** The time of day. */
    TRUNC_TIME(always(LOCALTIME), Takes.TIME),

    // Windows

    /** How many of the rows come up to this one, from 0 to 1. */
    CUME_DIST(always(DOUBLE)),
    /** The place, without gaps. */
    DENSE_RANK(always(BIGINT)),
    /** The value of the first row. */
    FIRST_VALUE(FIRST, Takes.ANYTHING),
    /** The value of a row before. */
    LAG(FIRST, Takes.ANYTHING, Takes.WHOLE, Takes.ANYTHING),
    /** The value of the last row. */
    LAST_VALUE(FIRST, Takes.ANYTHING),
    /** The value of a row behind. */
    LEAD(FIRST, Takes.ANYTHING, Takes.WHOLE, Takes.ANYTHING),
    /** The value of a row, counted from 1. */
    NTH_VALUE(FIRST, Takes.ANYTHING, Takes.WHOLE),
    /** In which of so many equal parts. */
    NTILE(always(INTEGER), Takes.WHOLE),
    /** The place, from 0 to 1. */
    PERCENT_RANK(always(DOUBLE)),
    /** The place, with gaps behind equals. */
    RANK(always(BIGINT)),
    /** The number of the row, from 1. */
    ROW_NUMBER(always(BIGINT)),

    // PostgreSQL's own

    /** A UUID that nobody has. */
    RANDOM_UUID(always(SQLDataType.UUID)),
    /** A text search configuration by its name. */
    SEARCH_CONFIG(always(Types.CONFIG), Takes.TEXT),
    /** The words of texts. */
    SEARCH_VECTOR(always(Types.VECTOR), Takes.ANYTHING),
    /** The words of texts, by a configuration, which stands first. */
    SEARCH_VECTOR_IN(always(Types.VECTOR), Takes.ANYTHING),
    /** Words of weight A. */
    WEIGHT_A(always(Types.VECTOR), Takes.VECTOR),
    /** Words of weight B. */
    WEIGHT_B(always(Types.VECTOR), Takes.VECTOR),
    /** Words of weight C. */
    WEIGHT_C(always(Types.VECTOR), Takes.VECTOR),
    /** Words of weight D. */
    WEIGHT_D(always(Types.VECTOR), Takes.VECTOR),
    /** The words of both. */
    VECTOR_CONCAT(always(Types.VECTOR), Takes.VECTOR),
    /** All of these words; a configuration may stand first, here and in the next three. */
    QUERY_PLAIN(always(Types.QUERY), Takes.ANYTHING),
    /** These words in this order. */
    QUERY_PHRASE(always(Types.QUERY), Takes.ANYTHING),
    /** In the server's syntax. */
    QUERY_RAW(always(Types.QUERY), Takes.ANYTHING),
    /** In the syntax of search engines. */
    QUERY_WEBSEARCH(always(Types.QUERY), Takes.ANYTHING),
    /** What both look for. */
    QUERY_AND(always(Types.QUERY), Takes.QUERY),
    /** What one of both looks for. */
    QUERY_OR(always(Types.QUERY), Takes.QUERY),
    /** What it does not look for. */
    QUERY_NOT(always(Types.QUERY), Takes.QUERY),
    /** Whether words are what a query looks for. */
    MATCHES(always(BOOLEAN), Takes.VECTOR, Takes.QUERY),
    /** How well words fit a query; then a normalization. */
    SEARCH_RANK(always(REAL), Takes.VECTOR, Takes.QUERY, Takes.WHOLE),
    /** The same, the weights of words before it. */
    SEARCH_RANK_WEIGHTED(always(REAL), Takes.ANYTHING, Takes.VECTOR, Takes.QUERY, Takes.WHOLE),
    /** How well words fit a query, and how close they are; then a normalization. */
    SEARCH_RANK_CD(always(REAL), Takes.VECTOR, Takes.QUERY, Takes.WHOLE),
    /** The same, the weights of words before it. */
    SEARCH_RANK_CD_WEIGHTED(always(REAL), Takes.ANYTHING, Takes.VECTOR, Takes.QUERY, Takes.WHOLE),
    /** The part of a text that fits a query; then options. */
    SEARCH_HEADLINE(always(CLOB), Takes.TEXT, Takes.QUERY, Takes.TEXT),
    /** The same by a configuration, which stands first. */
    SEARCH_HEADLINE_IN(always(CLOB), Takes.ANYTHING, Takes.TEXT, Takes.QUERY, Takes.TEXT),
    /** How alike two texts are. */
    TRIGRAM_SIMILARITY(always(REAL), Takes.TEXT),
    /** How unlike two texts are. */
    TRIGRAM_DISTANCE(always(REAL), Takes.TEXT),
    /** How alike a text is to a part of another. */
    TRIGRAM_WORD_SIMILARITY(always(REAL), Takes.TEXT),
    /** How unlike a text is to each part of another. */
    TRIGRAM_WORD_DISTANCE(always(REAL), Takes.TEXT),
    /** How alike a text is to words of another. */
    TRIGRAM_STRICT_WORD_SIMILARITY(always(REAL), Takes.TEXT),
    /** How unlike a text is to the words of another. */
    TRIGRAM_STRICT_WORD_DISTANCE(always(REAL), Takes.TEXT);

    private static final Set<Function> TAKE_NULLS = EnumSet.of(COALESCE, GREATEST, LEAST, NULL_IF, JSON_OBJECT,
            JSON_ARRAY, CONCAT, SEARCH_VECTOR, SEARCH_VECTOR_IN);

    private static final Set<Function> OVER_WINDOWS = EnumSet.range(CUME_DIST, ROW_NUMBER);

    private static final Pattern LATER_WORD = Pattern.compile("_([a-z0-9])");

    private final Returns result;
    private final List<Takes> takes;

    /** An operator. What it makes of two types is decided in one place for all of them. */
    Function() {
        this.result = arguments -> Types.combined(this, arguments.get(0), arguments.get(1));
        this.takes = List.of(Takes.ANYTHING);
    }

    /** A function; all arguments from the last that is said on are of that kind. */
    Function(Returns result, Takes... takes) {
        this.result = result;
        this.takes = List.of(takes);
    }

    /**
     * The type of what it makes of values.
     *
     * @param arguments the types of the values
     * @return the type; {@link Types#MIXED} where the values do not go together
     */
    public DataType<?> type(List<? extends DataType<?>> arguments) {
        return result.of(arguments);
    }

    /**
     * What it takes in one place.
     *
     * @param place from 0
     * @return what
     */
    public Takes takes(int place) {
        return takes.get(Math.min(place, takes.size() - 1));
    }

    /**
     * Refuses what the server would refuse.
     *
     * @param arguments the types of the values
     * @throws LookupException if one of them is of no use here
     */
    public void check(List<? extends DataType<?>> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            if (!takes(i).accepts(arguments.get(i))) {
                throw new LookupException(label() + "(…) takes " + takes(i).description()
                        + (arguments.size() > 1 ? " in place " + (i + 1) : "") + ", and what it is given is "
                        + Values.typeName(arguments.get(i)) + ". Use cast(…) to make one of the other.");
            }
        }
    }

    /**
     * Whether it can make a value of a null. Of a null that comes of a row that is not there too, so that such rows
     * matter.
     *
     * @return false if one null makes the result null
     */
    public boolean takesNulls() {
        return TAKE_NULLS.contains(this);
    }

    /**
     * Whether it is of the rows around a row, and has no meaning without a window.
     *
     * @return true for {@code rank} and its siblings
     */
    public boolean isOverWindow() {
        return OVER_WINDOWS.contains(this);
    }

    /**
     * The name in messages and in the names of results.
     *
     * @return as the public method is called
     */
    public String label() {
        return LATER_WORD.matcher(name().toLowerCase(Locale.ROOT))
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }
}
