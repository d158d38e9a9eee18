package dev.dunder.sql;

import dev.dunder.query.Function;
import dev.dunder.query.ParameterType;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;

/** Writes the functions of values: a table of what each is called, those with more to them in classes of their own. */
final class Functions {
    private Functions() {}

    static Field<?> field(Function function, List<Field<?>> given, DataType<?> type) {
        List<Field<?>> arguments = fitting(function, given);
        return switch (function) {
            case PLUS -> infix(type, arguments, " + ");
            case MINUS -> DateFunctions.minus(type, arguments);
            case TIMES -> infix(type, arguments, " * ");
            case DIVIDED_BY -> infix(type, arguments, " / ");
            case MODULO -> infix(type, arguments, " % ");
            case POWER -> call(type, "power", arguments);
            case BIT_AND -> infix(type, arguments, " & ");
            case BIT_OR -> infix(type, arguments, " | ");
            case BIT_XOR -> infix(type, arguments, " # ");
            case SHIFT_LEFT -> infix(type, arguments, " << ");
            case SHIFT_RIGHT -> infix(type, arguments, " >> ");

            case COALESCE -> call(type, "coalesce", arguments);
            case GREATEST -> call(type, "greatest", arguments);
            case LEAST -> call(type, "least", arguments);
            case NULL_IF -> call(type, "nullif", arguments);
            case JSON_OBJECT -> JsonFunctions.build(type, "jsonb_build_object", arguments);
            case JSON_ARRAY -> JsonFunctions.build(type, "jsonb_build_array", arguments);
            case JSON_KEY -> infix(type, arguments, " -> ");
            case JSON_TEXT -> infix(type, arguments, " ->> ");
            case ARRAY -> array(type, arguments);
            case ARRAY_SLICE -> slice(type, arguments);

            case CHR -> call(type, "chr", arguments);
            case CONCAT -> TextFunctions.concat(type, arguments);
            case LEFT -> call(type, "left", arguments);
            case LENGTH -> call(type, "length", arguments);
            case LOWER -> call(type, "lower", arguments);
            case L_PAD -> call(type, "lpad", arguments);
            case L_TRIM -> call(type, "ltrim", arguments);
            case MD5 -> call(type, "md5", arguments);
            case ORD -> call(type, "ascii", arguments);
            case REPEAT -> call(type, "repeat", arguments);
            case REPLACE -> call(type, "replace", arguments);
            case REVERSE -> call(type, "reverse", arguments);
            case RIGHT -> call(type, "right", arguments);
            case R_PAD -> call(type, "rpad", arguments);
            case R_TRIM -> call(type, "rtrim", arguments);
            case SHA1 -> TextFunctions.sha1(type, arguments.get(0));
            case SHA224 -> TextFunctions.sha(type, "sha224", arguments.get(0));
            case SHA256 -> TextFunctions.sha(type, "sha256", arguments.get(0));
            case SHA384 -> TextFunctions.sha(type, "sha384", arguments.get(0));
            case SHA512 -> TextFunctions.sha(type, "sha512", arguments.get(0));
            case STR_INDEX -> call(type, "strpos", arguments);
            case SUBSTR -> call(type, "substring", arguments);
            case TRIM -> call(type, "trim", arguments);
            case UPPER -> call(type, "upper", arguments);

            case ABS -> call(type, "abs", arguments);
            case ACOS -> call(type, "acos", arguments);
            case ASIN -> call(type, "asin", arguments);
            case ATAN -> call(type, "atan", arguments);
            case ATAN2 -> call(type, "atan2", arguments);
            case CEIL -> NumberFunctions.next(type, "ceil", arguments);
            case COS -> call(type, "cos", arguments);
            case COT -> call(type, "cot", arguments);
            case DEGREES -> call(type, "degrees", arguments);
            case EXP -> call(type, "exp", arguments);
            case FLOOR -> NumberFunctions.next(type, "floor", arguments);
            case LN -> call(type, "ln", arguments);
            case LOG -> NumberFunctions.ofDecimals(type, "log", arguments);
            case MOD -> NumberFunctions.mod(type, arguments);
            case PI -> call(type, "pi", arguments);
            case RADIANS -> call(type, "radians", arguments);
            case RANDOM -> call(type, "random", arguments);
            case ROUND -> NumberFunctions.round(type, arguments);
            case SIGN -> NumberFunctions.sign(type, arguments);
            case SIN -> call(type, "sin", arguments);
            case SQRT -> call(type, "sqrt", arguments);
            case TAN -> call(type, "tan", arguments);

            case NOW -> call(type, "statement_timestamp", arguments);
            case TRANSACTION_NOW -> Template.of(type, "current_timestamp");
            case AT_TIME_ZONE -> infix(type, arguments, " at time zone ");
            case EXTRACT_YEAR -> DateFunctions.whole("year", arguments);
            case EXTRACT_ISO_YEAR -> DateFunctions.whole("isoyear", arguments);
            case EXTRACT_QUARTER -> DateFunctions.whole("quarter", arguments);
            case EXTRACT_MONTH -> DateFunctions.whole("month", arguments);
            case EXTRACT_WEEK -> DateFunctions.whole("week", arguments);
            case EXTRACT_DAY -> DateFunctions.whole("day", arguments);
            case EXTRACT_WEEK_DAY -> DateFunctions.fromSunday(arguments);
            case EXTRACT_ISO_WEEK_DAY -> DateFunctions.whole("isodow", arguments);
            case EXTRACT_HOUR -> DateFunctions.whole("hour", arguments);
            case EXTRACT_MINUTE -> DateFunctions.whole("minute", arguments);
            case EXTRACT_SECOND -> DateFunctions.second(arguments);
            case EXTRACT_CENTURY -> DateFunctions.whole("century", arguments);
            case EXTRACT_DECADE -> DateFunctions.whole("decade", arguments);
            case EXTRACT_DOW -> DateFunctions.whole("dow", arguments);
            case EXTRACT_DOY -> DateFunctions.whole("doy", arguments);
            case EXTRACT_EPOCH -> DateFunctions.extract("epoch", arguments);
            case EXTRACT_MICROSECONDS -> DateFunctions.whole("microseconds", arguments);
            case EXTRACT_MILLENNIUM -> DateFunctions.whole("millennium", arguments);
            case EXTRACT_MILLISECONDS -> DateFunctions.extract("milliseconds", arguments);
            case EXTRACT_TIMEZONE -> DateFunctions.whole("timezone", arguments);
            case TRUNC_YEAR -> DateFunctions.trunc(type, "year", arguments);
            case TRUNC_QUARTER -> DateFunctions.trunc(type, "quarter", arguments);
            case TRUNC_MONTH -> DateFunctions.trunc(type, "month", arguments);
            case TRUNC_WEEK -> DateFunctions.trunc(type, "week", arguments);
            case TRUNC_DAY -> DateFunctions.trunc(type, "day", arguments);
            case TRUNC_HOUR -> DateFunctions.trunc(type, "hour", arguments);
            case TRUNC_MINUTE -> DateFunctions.trunc(type, "minute", arguments);
            case TRUNC_SECOND -> DateFunctions.trunc(type, "second", arguments);
            case TRUNC_DATE -> cast(type, arguments.get(0), "date");
            case TRUNC_TIME -> cast(type, arguments.get(0), "time");

            case CUME_DIST -> call(type, "cume_dist", arguments);
            case DENSE_RANK -> call(type, "dense_rank", arguments);
            case FIRST_VALUE -> call(type, "first_value", arguments);
            case LAG -> call(type, "lag", arguments);
            case LAST_VALUE -> call(type, "last_value", arguments);
            case LEAD -> call(type, "lead", arguments);
            case NTH_VALUE -> call(type, "nth_value", arguments);
            case NTILE -> call(type, "ntile", arguments);
            case PERCENT_RANK -> call(type, "percent_rank", arguments);
            case RANK -> call(type, "rank", arguments);
            case ROW_NUMBER -> call(type, "row_number", arguments);

            case RANDOM_UUID -> call(type, "gen_random_uuid", arguments);
            case SEARCH_CONFIG -> cast(type, arguments.get(0), "regconfig");
            case SEARCH_VECTOR -> SearchFunctions.vector(type, null, arguments);
            case SEARCH_VECTOR_IN ->
                SearchFunctions.vector(type, arguments.get(0), arguments.subList(1, arguments.size()));
            case WEIGHT_A -> Template.of(type, "setweight(", arguments.get(0), ", 'A')");
            case WEIGHT_B -> Template.of(type, "setweight(", arguments.get(0), ", 'B')");
            case WEIGHT_C -> Template.of(type, "setweight(", arguments.get(0), ", 'C')");
            case WEIGHT_D -> Template.of(type, "setweight(", arguments.get(0), ", 'D')");
            case VECTOR_CONCAT, QUERY_OR -> infix(type, arguments, " || ");
            case QUERY_PLAIN -> SearchFunctions.query(type, "plainto_tsquery", arguments);
            case QUERY_PHRASE -> SearchFunctions.query(type, "phraseto_tsquery", arguments);
            case QUERY_RAW -> SearchFunctions.query(type, "to_tsquery", arguments);
            case QUERY_WEBSEARCH -> SearchFunctions.query(type, "websearch_to_tsquery", arguments);
            case QUERY_AND -> infix(type, arguments, " && ");
            case QUERY_NOT -> Template.of(type, "(!! ", arguments.get(0), ")");
            case MATCHES -> infix(type, arguments, " @@ ");
            case SEARCH_RANK, SEARCH_RANK_WEIGHTED -> SearchFunctions.rank(type, "ts_rank", arguments);
            case SEARCH_RANK_CD, SEARCH_RANK_CD_WEIGHTED -> SearchFunctions.rank(type, "ts_rank_cd", arguments);
            case SEARCH_HEADLINE, SEARCH_HEADLINE_IN -> call(type, "ts_headline", arguments);
            case TRIGRAM_SIMILARITY -> call(type, "similarity", arguments);
            case TRIGRAM_DISTANCE -> infix(type, arguments, " <-> ");
            case TRIGRAM_WORD_SIMILARITY -> call(type, "word_similarity", arguments);
            case TRIGRAM_WORD_DISTANCE -> infix(type, arguments, " <<-> ");
            case TRIGRAM_STRICT_WORD_SIMILARITY -> call(type, "strict_word_similarity", arguments);
            case TRIGRAM_STRICT_WORD_DISTANCE -> infix(type, arguments, " <<<-> ");
        };
    }

    /** As the server finds a function for them: it has none of a bigint's worth of characters, nor of an enum. */
    private static List<Field<?>> fitting(Function function, List<Field<?>> given) {
        List<Field<?>> fitting = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            Field<?> argument = given.get(i);
            ParameterType takes = function.takes(i);
            fitting.add(switch (takes) {
                case TEXT -> TextFunctions.text(argument);
                case TEXT_OR_BYTES -> stored(argument) == byte[].class ? argument : TextFunctions.text(argument);
                case WHOLE -> stored(argument) == Integer.class || stored(argument) == Short.class
                        ? argument
                        : cast(SQLDataType.INTEGER, argument, "integer");
                case ANYTHING, NUMBER, DATE, TIME, DATE_OR_SPAN, TIME_OR_SPAN, MOMENT, STAMP, INSTANT, JSON, ARRAY,
                        VECTOR, QUERY ->
                    argument;
            });
        }
        return fitting;
    }

    /** What the server has for a field's values, whatever the user's converter makes of them. */
    static Class<?> stored(Field<?> field) {
        return field.getDataType().getFromType();
    }

    static Field<?> infix(DataType<?> type, List<Field<?>> arguments, String operator) {
        return Template.of(type, "(", arguments.get(0), operator, arguments.get(1), ")");
    }

    private static Field<?> array(DataType<?> type, List<Field<?>> members) {
        List<Object> parts = new ArrayList<>();
        String before = "array[";
        for (Field<?> member : members) {
            parts.add(before);
            parts.add(member);
            before = ", ";
        }
        parts.add("]");
        return Template.of(type, parts.toArray());
    }

    /** To the end, where no end is said. */
    private static Field<?> slice(DataType<?> type, List<Field<?>> arguments) {
        return arguments.size() < 3
                ? Template.of(type, "(", arguments.get(0), ")[", arguments.get(1), ":]")
                : Template.of(type, "(", arguments.get(0), ")[", arguments.get(1), ":", arguments.get(2), "]");
    }

    /** By our own text: jOOQ's cast of a value would render what this JVM makes of it, such as its time zone. */
    static <T> Field<T> cast(DataType<T> type, Field<?> field, String name) {
        return Template.of(type, "cast(", field, " as " + name + ")");
    }

    static Field<?> call(DataType<?> type, String name, List<Field<?>> arguments) {
        List<Object> parts = new ArrayList<>(List.of(name + "("));
        String between = "";
        for (Field<?> argument : arguments) {
            parts.add(between);
            parts.add(argument);
            between = ", ";
        }
        parts.add(")");
        return Template.of(type, parts.toArray());
    }
}
