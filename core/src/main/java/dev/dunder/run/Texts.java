package dev.dunder.run;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.chrono.IsoEra;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.StringJoiner;
import org.jooq.EnumType;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.XML;
import org.jooq.types.YearToSecond;
import org.jspecify.annotations.Nullable;

/** Values as PostgreSQL writes them. */
final class Texts {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyyyyyy-MM-dd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSSSSS");

    private Texts() {}

    static String of(Object value) {
        return switch (value) {
            case EnumType literal -> literal.getLiteral();
            case JSON json -> json.data();
            case JSONB json -> json.data();
            case XML xml -> xml.data();
            case byte[] bytes -> "\\x" + HexFormat.of().formatHex(bytes);
            case YearToSecond interval -> Intervals.text(interval);
            case LocalDate date -> date(date);
            case LocalDateTime time -> dateTime(time);
            case OffsetDateTime time -> instant(time);
            case @Nullable Object[] members -> array(members);
            default -> value.toString();
        };
    }

    private static String array(@Nullable Object[] members) {
        StringJoiner text = new StringJoiner(",", "{", "}");
        for (Object member : members) {
            if (member == null) {
                text.add("NULL");
            } else if (member instanceof Object[]) {
                text.add(of(member));
            } else {
                text.add('"' + of(member).replace("\\", "\\\\").replace("\"", "\\\"") + '"');
            }
        }
        return text.toString();
    }

    private static String date(LocalDate date) {
        return date.equals(LocalDate.MAX)
                ? "infinity"
                : date.equals(LocalDate.MIN) ? "-infinity" : DATE.format(date) + era(date);
    }

    private static String dateTime(LocalDateTime time) {
        return time.equals(LocalDateTime.MAX)
                ? "infinity"
                : time.equals(LocalDateTime.MIN)
                        ? "-infinity"
                        : DATE.format(time) + " " + TIME.format(time) + era(time.toLocalDate());
    }

    private static String instant(OffsetDateTime time) {
        if (time.equals(OffsetDateTime.MAX) || time.equals(OffsetDateTime.MIN)) {
            return time.equals(OffsetDateTime.MAX) ? "infinity" : "-infinity";
        }
        LocalDateTime utc = time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
        return DATE.format(utc) + " " + TIME.format(utc) + "+00" + era(utc.toLocalDate());
    }

    private static String era(LocalDate date) {
        return date.getEra() == IsoEra.BCE ? " BC" : "";
    }
}
