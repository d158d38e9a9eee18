package dev.dunder.query;

import static dev.dunder.query.ResultType.COMMON;
import static dev.dunder.query.ResultType.COMPUTED;
import static dev.dunder.query.ResultType.FIRST;
import static dev.dunder.query.ResultType.FRACTION;
import static dev.dunder.query.ResultType.REMAINDER;
import static dev.dunder.query.ResultType.ROUNDED;
import static dev.dunder.query.ResultType.always;
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
    COALESCE(COMMON, ParameterType.ANYTHING),
    /** The largest that is not null. */
    GREATEST(COMMON, ParameterType.ANYTHING),
    /** The smallest that is not null. */
    LEAST(COMMON, ParameterType.ANYTHING),
    /** Null where both are equal. */
    NULL_IF(FIRST, ParameterType.ANYTHING),
    /** A JSON object of keys and values in turn. */
    JSON_OBJECT(always(JSONB), ParameterType.ANYTHING),
    /** A JSON array. */
    JSON_ARRAY(always(JSONB), ParameterType.ANYTHING),
    /** What is at a key or a place of a JSON document. */
    JSON_KEY(FIRST, ParameterType.JSON, ParameterType.ANYTHING),
    /** The same as text. */
    JSON_TEXT(always(CLOB), ParameterType.JSON, ParameterType.ANYTHING),
    /** An array of the values. */
    ARRAY(arguments -> TypeRules.unified(arguments).getArrayDataType(), ParameterType.ANYTHING),
    /** Some members of an array, from a place to a place. */
    ARRAY_SLICE(FIRST, ParameterType.ARRAY, ParameterType.WHOLE),

    // Text

    /** The character of a code point. */
    CHR(always(CLOB), ParameterType.WHOLE),
    /** One behind the other, nulls as nothing. */
    CONCAT(always(CLOB), ParameterType.ANYTHING),
    /** The first characters. */
    LEFT(always(CLOB), ParameterType.TEXT, ParameterType.WHOLE),
    /** How many characters. */
    LENGTH(always(INTEGER), ParameterType.TEXT_OR_BYTES),
    /** In small letters. */
    LOWER(always(CLOB), ParameterType.TEXT),
    /** Filled up on the left. */
    L_PAD(always(CLOB), ParameterType.TEXT, ParameterType.WHOLE, ParameterType.TEXT),
    /** Without spaces on the left. */
    L_TRIM(always(CLOB), ParameterType.TEXT),
    /** A hash. */
    MD5(always(CLOB), ParameterType.TEXT_OR_BYTES),
    /** The code point of the first character. */
    ORD(always(INTEGER), ParameterType.TEXT),
    /** Many times the same. */
    REPEAT(always(CLOB), ParameterType.TEXT, ParameterType.WHOLE),
    /** With something else for each occurrence of something. */
    REPLACE(always(CLOB), ParameterType.TEXT),
    /** From back to front. */
    REVERSE(always(CLOB), ParameterType.TEXT),
    /** The last characters. */
    RIGHT(always(CLOB), ParameterType.TEXT, ParameterType.WHOLE),
    /** Filled up on the right. */
    R_PAD(always(CLOB), ParameterType.TEXT, ParameterType.WHOLE, ParameterType.TEXT),
    /** Without spaces on the right. */
    R_TRIM(always(CLOB), ParameterType.TEXT),
    /** A hash, for which the server needs pgcrypto. */
    SHA1(always(CLOB), ParameterType.TEXT_OR_BYTES),
    /** A hash. */
    SHA224(always(CLOB), ParameterType.TEXT_OR_BYTES),
    /** A hash. */
    SHA256(always(CLOB), ParameterType.TEXT_OR_BYTES),
    /** A hash. */
    SHA384(always(CLOB), ParameterType.TEXT_OR_BYTES),
    /** A hash. */
    SHA512(always(CLOB), ParameterType.TEXT_OR_BYTES),
    /** Where one text is in another, from 1; 0 where it is not. */
    STR_INDEX(always(INTEGER), ParameterType.TEXT),
    /** From a place on, so many characters. */
    SUBSTR(always(CLOB), ParameterType.TEXT, ParameterType.WHOLE),
    /** Without spaces on either side. */
    TRIM(always(CLOB), ParameterType.TEXT),
    /** In capital letters. */
    UPPER(always(CLOB), ParameterType.TEXT),

    // Numbers

    /** Without its sign. */
    ABS(COMPUTED, ParameterType.NUMBER),
    /** The inverse cosine. */
    ACOS(always(DOUBLE), ParameterType.NUMBER),
    /** The inverse sine. */
    ASIN(always(DOUBLE), ParameterType.NUMBER),
    /** The inverse tangent. */
    ATAN(always(DOUBLE), ParameterType.NUMBER),
    /** The inverse tangent of a quotient. */
    ATAN2(always(DOUBLE), ParameterType.NUMBER),
    /** The next whole number above. */
    CEIL(ROUNDED, ParameterType.NUMBER),
    /** The cosine. */
    COS(always(DOUBLE), ParameterType.NUMBER),
    /** The cotangent. */
    COT(always(DOUBLE), ParameterType.NUMBER),
    /** From radians to degrees. */
    DEGREES(always(DOUBLE), ParameterType.NUMBER),
    /** To the power of e. */
    EXP(FRACTION, ParameterType.NUMBER),
    /** The next whole number below. */
    FLOOR(ROUNDED, ParameterType.NUMBER),
    /** The natural logarithm. */
    LN(FRACTION, ParameterType.NUMBER),
    /** The logarithm to a base, which stands first. */
    LOG(FRACTION, ParameterType.NUMBER),
    /** What is left over after a division. */
    MOD(REMAINDER, ParameterType.NUMBER),
    /** The circumference of a circle as wide as one. */
    PI(always(DOUBLE)),
    /** From degrees to radians. */
    RADIANS(always(DOUBLE), ParameterType.NUMBER),
    /** Any number from 0 to 1. */
    RANDOM(always(DOUBLE)),
    /** To a number of decimals. */
    ROUND(ROUNDED, ParameterType.NUMBER, ParameterType.WHOLE),
    /** -1, 0 or 1. */
    SIGN(ROUNDED, ParameterType.NUMBER),
    /** The sine. */
    SIN(always(DOUBLE), ParameterType.NUMBER),
    /** The square root. */
    SQRT(FRACTION, ParameterType.NUMBER),
    /** The tangent. */
    TAN(always(DOUBLE), ParameterType.NUMBER),

    // Dates and times

    /** When the statement began. */
    NOW(always(TIMESTAMPWITHTIMEZONE)),
    /** When the transaction began. */
    TRANSACTION_NOW(always(TIMESTAMPWITHTIMEZONE)),
    /** What the clocks of a time zone show, or when they show it. */
    AT_TIME_ZONE(TypeRules::elsewhere, ParameterType.STAMP, ParameterType.TEXT),
    /** The year. */
    EXTRACT_YEAR(always(INTEGER), ParameterType.DATE),
    /** The year that the week belongs to. */
    EXTRACT_ISO_YEAR(always(INTEGER), ParameterType.DATE),
    /** The quarter of the year, from 1. */
    EXTRACT_QUARTER(always(INTEGER), ParameterType.DATE),
    /** The month, from 1. */
    EXTRACT_MONTH(always(INTEGER), ParameterType.DATE),
    /** The week of the year, from 1. */
    EXTRACT_WEEK(always(INTEGER), ParameterType.DATE),
    /** The day of the month, from 1. */
    EXTRACT_DAY(always(INTEGER), ParameterType.DATE_OR_SPAN),
    /** The day of the week, 1 for Sunday. */
    EXTRACT_WEEK_DAY(always(INTEGER), ParameterType.DATE),
    /** The day of the week, 1 for Monday. */
    EXTRACT_ISO_WEEK_DAY(always(INTEGER), ParameterType.DATE),
    /** The hour. */
    EXTRACT_HOUR(always(INTEGER), ParameterType.TIME_OR_SPAN),
    /** The minute. */
    EXTRACT_MINUTE(always(INTEGER), ParameterType.TIME_OR_SPAN),
    /** The second, without its fraction. */
    EXTRACT_SECOND(always(INTEGER), ParameterType.TIME_OR_SPAN),
    /** The century. */
    EXTRACT_CENTURY(always(INTEGER), ParameterType.DATE),
    /** The decade. */
    EXTRACT_DECADE(always(INTEGER), ParameterType.DATE),
    /** The day of the week, 0 for Sunday. */
    EXTRACT_DOW(always(INTEGER), ParameterType.DATE),
    /** The day of the year. */
    EXTRACT_DOY(always(INTEGER), ParameterType.DATE),
    /** The seconds since 1970, or in all. */
    EXTRACT_EPOCH(always(NUMERIC), ParameterType.MOMENT),
    /** The seconds as millionths. */
    EXTRACT_MICROSECONDS(always(INTEGER), ParameterType.TIME_OR_SPAN),
    /** The millennium. */
    EXTRACT_MILLENNIUM(always(INTEGER), ParameterType.DATE),
    /** The seconds as thousandths. */
    EXTRACT_MILLISECONDS(always(NUMERIC), ParameterType.TIME_OR_SPAN),
    /** How many seconds the time zone is ahead. */
    EXTRACT_TIMEZONE(always(INTEGER), ParameterType.INSTANT),
    /** The start of the year. */
    TRUNC_YEAR(COMPUTED, ParameterType.DATE, ParameterType.TEXT),
    /** The start of the quarter. */
    TRUNC_QUARTER(COMPUTED, ParameterType.DATE, ParameterType.TEXT),
    /** The start of the month. */
    TRUNC_MONTH(COMPUTED, ParameterType.DATE, ParameterType.TEXT),
    /** The start of the week. */
    TRUNC_WEEK(COMPUTED, ParameterType.DATE, ParameterType.TEXT),
    /** The start of the day. */
    TRUNC_DAY(COMPUTED, ParameterType.DATE, ParameterType.TEXT),
    /** The start of the hour. */
    TRUNC_HOUR(COMPUTED, ParameterType.TIME, ParameterType.TEXT),
    /** The start of the minute. */
    TRUNC_MINUTE(COMPUTED, ParameterType.TIME, ParameterType.TEXT),
    /** The start of the second. */
    TRUNC_SECOND(COMPUTED, ParameterType.TIME, ParameterType.TEXT),
    /** The date. */
    TRUNC_DATE(always(LOCALDATE), ParameterType.DATE),
    /** The time of day. */
    TRUNC_TIME(always(LOCALTIME), ParameterType.TIME),

    // Windows

    /** How many of the rows come up to this one, from 0 to 1. */
    CUME_DIST(always(DOUBLE)),
    /** The place, without gaps. */
    DENSE_RANK(always(BIGINT)),
    /** The value of the first row. */
    FIRST_VALUE(FIRST, ParameterType.ANYTHING),
    /** The value of a row before. */
    LAG(FIRST, ParameterType.ANYTHING, ParameterType.WHOLE, ParameterType.ANYTHING),
    /** The value of the last row. */
    LAST_VALUE(FIRST, ParameterType.ANYTHING),
    /** The value of a row behind. */
    LEAD(FIRST, ParameterType.ANYTHING, ParameterType.WHOLE, ParameterType.ANYTHING),
    /** The value of a row, counted from 1. */
    NTH_VALUE(FIRST, ParameterType.ANYTHING, ParameterType.WHOLE),
    /** In which of so many equal parts. */
    NTILE(always(INTEGER), ParameterType.WHOLE),
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
    SEARCH_CONFIG(always(TypeRules.CONFIG), ParameterType.TEXT),
    /** The words of texts. */
    SEARCH_VECTOR(always(TypeRules.VECTOR), ParameterType.ANYTHING),
    /** The words of texts, by a configuration, which stands first. */
    SEARCH_VECTOR_IN(always(TypeRules.VECTOR), ParameterType.ANYTHING),
    /** Words of weight A. */
    WEIGHT_A(always(TypeRules.VECTOR), ParameterType.VECTOR),
    /** Words of weight B. */
    WEIGHT_B(always(TypeRules.VECTOR), ParameterType.VECTOR),
    /** Words of weight C. */
    WEIGHT_C(always(TypeRules.VECTOR), ParameterType.VECTOR),
    /** Words of weight D. */
    WEIGHT_D(always(TypeRules.VECTOR), ParameterType.VECTOR),
    /** The words of both. */
    VECTOR_CONCAT(always(TypeRules.VECTOR), ParameterType.VECTOR),
    /** All of these words; a configuration may stand first, here and in the next three. */
    QUERY_PLAIN(always(TypeRules.QUERY), ParameterType.ANYTHING),
    /** These words in this order. */
    QUERY_PHRASE(always(TypeRules.QUERY), ParameterType.ANYTHING),
    /** In the server's syntax. */
    QUERY_RAW(always(TypeRules.QUERY), ParameterType.ANYTHING),
    /** In the syntax of search engines. */
    QUERY_WEBSEARCH(always(TypeRules.QUERY), ParameterType.ANYTHING),
    /** What both look for. */
    QUERY_AND(always(TypeRules.QUERY), ParameterType.QUERY),
    /** What one of both looks for. */
    QUERY_OR(always(TypeRules.QUERY), ParameterType.QUERY),
    /** What it does not look for. */
    QUERY_NOT(always(TypeRules.QUERY), ParameterType.QUERY),
    /** Whether words are what a query looks for. */
    MATCHES(always(BOOLEAN), ParameterType.VECTOR, ParameterType.QUERY),
    /** How well words fit a query; then a normalization. */
    SEARCH_RANK(always(REAL), ParameterType.VECTOR, ParameterType.QUERY, ParameterType.WHOLE),
    /** The same, the weights of words before it. */
    SEARCH_RANK_WEIGHTED(always(REAL), ParameterType.ANYTHING, ParameterType.VECTOR, ParameterType.QUERY,
            ParameterType.WHOLE),
    /** How well words fit a query, and how close they are; then a normalization. */
    SEARCH_RANK_CD(always(REAL), ParameterType.VECTOR, ParameterType.QUERY, ParameterType.WHOLE),
    /** The same, the weights of words before it. */
    SEARCH_RANK_CD_WEIGHTED(always(REAL), ParameterType.ANYTHING, ParameterType.VECTOR, ParameterType.QUERY,
            ParameterType.WHOLE),
    /** The part of a text that fits a query; then options. */
    SEARCH_HEADLINE(always(CLOB), ParameterType.TEXT, ParameterType.QUERY, ParameterType.TEXT),
    /** The same by a configuration, which stands first. */
    SEARCH_HEADLINE_IN(always(CLOB), ParameterType.ANYTHING, ParameterType.TEXT, ParameterType.QUERY,
            ParameterType.TEXT),
    /** How alike two texts are. */
    TRIGRAM_SIMILARITY(always(REAL), ParameterType.TEXT),
    /** How unlike two texts are. */
    TRIGRAM_DISTANCE(always(REAL), ParameterType.TEXT),
    /** How alike a text is to a part of another. */
    TRIGRAM_WORD_SIMILARITY(always(REAL), ParameterType.TEXT),
    /** How unlike a text is to each part of another. */
    TRIGRAM_WORD_DISTANCE(always(REAL), ParameterType.TEXT),
    /** How alike a text is to words of another. */
    TRIGRAM_STRICT_WORD_SIMILARITY(always(REAL), ParameterType.TEXT),
    /** How unlike a text is to the words of another. */
    TRIGRAM_STRICT_WORD_DISTANCE(always(REAL), ParameterType.TEXT);

    private static final Set<Function> TAKE_NULLS = EnumSet.of(COALESCE, GREATEST, LEAST, NULL_IF, JSON_OBJECT,
            JSON_ARRAY, CONCAT, SEARCH_VECTOR, SEARCH_VECTOR_IN);

    private static final Set<Function> OVER_WINDOWS = EnumSet.range(CUME_DIST, ROW_NUMBER);

    private static final Pattern LATER_WORD = Pattern.compile("_([a-z0-9])");

    private final ResultType result;
    private final List<ParameterType> takes;

    /** An operator. What it makes of two types is decided in one place for all of them. */
    Function() {
        this.result = arguments -> TypeRules.combined(this, arguments.get(0), arguments.get(1));
        this.takes = List.of(ParameterType.ANYTHING);
    }

    /** A function; all arguments from the last that is said on are of that kind. */
    Function(ResultType result, ParameterType... takes) {
        this.result = result;
        this.takes = List.of(takes);
    }

    /**
     * The type of what it makes of values.
     *
     * @param arguments the types of the values
     * @return the type; {@link TypeRules#MIXED} where the values do not go together
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
    public ParameterType takes(int place) {
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
     * The name in messages and where what was said is printed.
     *
     * @return as the public method is called
     */
    public String label() {
        return switch (this) {
            case MODULO -> "mod";
            case EXTRACT_CENTURY, EXTRACT_DECADE, EXTRACT_DOW, EXTRACT_DOY, EXTRACT_EPOCH, EXTRACT_MICROSECONDS,
                    EXTRACT_MILLENNIUM, EXTRACT_MILLISECONDS, EXTRACT_TIMEZONE ->
                "extract";
            case SEARCH_VECTOR_IN -> SEARCH_VECTOR.label();
            case WEIGHT_A, WEIGHT_B, WEIGHT_C, WEIGHT_D -> "weight";
            case VECTOR_CONCAT -> PLUS.label();
            case QUERY_PLAIN -> "searchQuery";
            case QUERY_PHRASE -> "phraseQuery";
            case QUERY_RAW -> "rawQuery";
            case QUERY_WEBSEARCH -> "websearchQuery";
            case QUERY_AND -> "and";
            case QUERY_OR -> "or";
            case QUERY_NOT -> "not";
            case SEARCH_RANK_WEIGHTED, SEARCH_RANK_CD, SEARCH_RANK_CD_WEIGHTED -> SEARCH_RANK.label();
            case SEARCH_HEADLINE_IN -> SEARCH_HEADLINE.label();
            default -> camelCase(name());
        };
    }

    /** A constant as a method is called: {@code L_PAD} is {@code lPad}. */
    static String camelCase(String constant) {
        return LATER_WORD.matcher(constant.toLowerCase(Locale.ROOT))
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }
}
