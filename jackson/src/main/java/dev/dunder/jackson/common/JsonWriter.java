package dev.dunder.jackson.common;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.dunder.Instance;
import dev.dunder.KeysetPage;
import dev.dunder.Page;
import dev.dunder.QuerySet;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.Intervals;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.EnumType;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.XML;
import org.jooq.types.YearToSecond;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows by what is known of them, and pages and query sets of rows. Nothing is asked of a database by that.
 *
 * @param <E> what the generator throws
 */
public final class JsonWriter<E extends Exception> {
    private static final String ENDLESS = "infinity";

    private final JsonOutput<E> out;
    private final JsonInclude.Include included;

    /**
     * A writer.
     *
     * @param out where to
     * @param included which values the mapper's properties are to have
     */
    public JsonWriter(JsonOutput<E> out, JsonInclude.Include included) {
        this.out = out;
        this.included = included;
    }

    public void instance(Instance<?> instance) throws E {
        object(instance.toMap());
    }

    /**
     * The rows of a query set that has them.
     *
     * @throws DunderException if it has not
     */
    public void rows(QuerySet<?> set) throws E {
        if (!set.isLoaded()) {
            throw new DunderException(
                    "These rows have not been asked for, and writing JSON asks the database for nothing."
                            + " Write list() of the query set, or prefetchRelated(…) what a relation leads to.");
        }
        elements(set.list());
    }

    public void page(Page<?> page) throws E {
        out.startObject();
        out.name("rows");
        elements(page.rows());
        out.name("number");
        out.integer(page.number());
        out.name("size");
        out.integer(page.size());
        out.name("total");
        out.integer(page.total());
        out.name("pages");
        out.integer(page.pages());
        out.endObject();
    }

    public void page(KeysetPage<?> page) throws E {
        out.startObject();
        out.name("rows");
        elements(page.rows());
        out.name("previous");
        value(page.previous());
        out.name("next");
        value(page.next());
        out.endObject();
    }

    /** What rows became, which may be of any class. */
    private void elements(List<?> all) throws E {
        out.startArray();
        for (Object one : all) {
            if (one == null) {
                out.none();
            } else {
                out.other(one);
            }
        }
        out.endArray();
    }

    private void object(Map<?, ?> map) throws E {
        out.startObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object value = entry.getValue();
            if (isIncluded(value)) {
                out.name(String.valueOf(entry.getKey()));
                value(value);
            }
        }
        out.endObject();
    }

    private boolean isIncluded(@Nullable Object value) {
        return switch (included) {
            case NON_NULL, NON_ABSENT -> value != null;
            case NON_EMPTY -> !(value == null || value.equals("")
                    || (value instanceof Collection<?> members && members.isEmpty())
                    || (value instanceof Map<?, ?> entries && entries.isEmpty())
                    || (value instanceof byte[] bytes && bytes.length == 0)
                    || (value instanceof Object[] array && array.length == 0));
            default -> true;
        };
    }

    private void array(Iterable<?> members) throws E {
        out.startArray();
        for (Object member : members) {
            value(member);
        }
        out.endArray();
    }

    private void value(@Nullable Object value) throws E {
        switch (value) {
            case null -> out.none();
            case String text -> out.text(text);
            case Boolean bool -> out.bool(bool);
            case Integer number -> out.integer(number);
            case Long number -> out.integer(number);
            case Short number -> out.integer(number);
            case BigInteger number -> out.integer(number);
            case BigDecimal number -> out.decimal(number);
            case Double number -> binary(number);
            case Float number -> binary(number);
            case byte[] bytes -> out.bytes(bytes);
            case UUID uuid -> out.text(uuid.toString());
            case LocalDate date -> out.text(date.equals(LocalDate.MAX)
                    ? ENDLESS
                    : date.equals(LocalDate.MIN) ? "-" + ENDLESS : DateTimeFormatter.ISO_LOCAL_DATE.format(date));
            case LocalDateTime time -> out.text(time.equals(LocalDateTime.MAX)
                    ? ENDLESS
                    : time.equals(LocalDateTime.MIN)
                            ? "-" + ENDLESS
                            : DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time));
            case OffsetDateTime time -> out.text(time.equals(OffsetDateTime.MAX)
                    ? ENDLESS
                    : time.equals(OffsetDateTime.MIN)
                            ? "-" + ENDLESS
                            : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time));
            case LocalTime time -> out.text(DateTimeFormatter.ISO_LOCAL_TIME.format(time));
            case OffsetTime time -> out.text(DateTimeFormatter.ISO_OFFSET_TIME.format(time));
            case YearToSecond interval -> out.text(Intervals.iso(interval));
            case JSON json -> out.json(json.data());
            case JSONB json -> out.json(json.data());
            case XML xml -> out.text(xml.data());
            case EnumType literal -> out.text(literal.getLiteral());
            case Map<?, ?> map -> object(map);
            case Collection<?> members -> array(members);
            case Object[] members -> array(Arrays.asList(members));
            default -> out.other(value);
        }
    }

    /** JSON has no number for these, whatever the mapper would write. */
    private void binary(double number) throws E {
        if (Double.isFinite(number)) {
            out.binary(number);
        } else {
            out.text(Double.toString(number));
        }
    }

    private void binary(float number) throws E {
        if (Float.isFinite(number)) {
            out.binary(number);
        } else {
            out.text(Float.toString(number));
        }
    }
}
