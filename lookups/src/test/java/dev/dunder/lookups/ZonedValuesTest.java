package dev.dunder.lookups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.SQLDataType.INTEGER;
import static org.jooq.impl.SQLDataType.LOCALDATE;
import static org.jooq.impl.SQLDataType.LOCALDATETIME;
import static org.jooq.impl.SQLDataType.LOCALTIME;
import static org.jooq.impl.SQLDataType.TIMESTAMPWITHTIMEZONE;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.stream.Stream;
import org.jooq.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Points in time for columns of local times, and the other way round: what the session's time zone makes of them. */
class ZonedValuesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(LOCALDATETIME, Instant.EPOCH, LocalDateTime.of(1970, 1, 1, 1, 0)),
                Arguments.of(LOCALDATETIME, "2024-07-01T00:00Z", LocalDateTime.of(2024, 7, 1, 2, 0)),
                Arguments.of(LOCALDATE, OffsetDateTime.parse("2023-12-31T23:30Z"), LocalDate.of(2024, 1, 1)),
                Arguments.of(LOCALDATE, ZonedDateTime.parse("2024-01-01T00:30+02:00"), LocalDate.of(2023, 12, 31)),
                Arguments.of(TIMESTAMPWITHTIMEZONE, LocalDateTime.of(2024, 7, 1, 2, 0),
                        OffsetDateTime.parse("2024-07-01T02:00+02:00")),
                Arguments.of(TIMESTAMPWITHTIMEZONE, LocalDate.of(2024, 1, 1),
                        OffsetDateTime.parse("2024-01-01T00:00+01:00")),
                // An hour that comes twice is the second one, and one that never comes is as much later
                Arguments.of(TIMESTAMPWITHTIMEZONE, "2024-10-27 02:30", OffsetDateTime.parse("2024-10-27T02:30+01:00")),
                Arguments.of(TIMESTAMPWITHTIMEZONE, "2024-03-31 02:30", OffsetDateTime.parse("2024-03-31T03:30+02:00")),
                // What has no end has none in any zone
                Arguments.of(TIMESTAMPWITHTIMEZONE, LocalDateTime.MAX, OffsetDateTime.MAX),
                Arguments.of(TIMESTAMPWITHTIMEZONE, LocalDateTime.MIN, OffsetDateTime.MIN),
                Arguments.of(LOCALDATETIME, OffsetDateTime.MAX, LocalDateTime.MAX),
                Arguments.of(LOCALDATETIME, OffsetDateTime.MIN, LocalDateTime.MIN),
                Arguments.of(LOCALDATE, OffsetDateTime.MAX, LocalDate.MAX),
                Arguments.of(LOCALDATE, OffsetDateTime.MIN, LocalDate.MIN));
    }

    @ParameterizedTest
    @MethodSource("values")
    void theZoneSaysWhatTheyAre(DataType<?> column, Object value, Object there) {
        assertThat(ZonedValues.convert(column, value, () -> BERLIN)).isEqualTo(there);
    }

    static Stream<Arguments> others() {
        return Stream.of(
                Arguments.of(LOCALDATETIME, LocalDateTime.of(2024, 1, 1, 0, 0)),
                Arguments.of(LOCALDATETIME, "2024-01-01 00:00"),
                Arguments.of(LOCALDATE, LocalDate.of(2024, 1, 1)),
                Arguments.of(LOCALDATE, LocalDateTime.of(2024, 1, 1, 0, 0)),
                Arguments.of(TIMESTAMPWITHTIMEZONE, OffsetDateTime.parse("2024-01-01T00:00Z")),
                Arguments.of(TIMESTAMPWITHTIMEZONE, Instant.EPOCH),
                Arguments.of(TIMESTAMPWITHTIMEZONE, "2024-01-01T00:00Z"),
                Arguments.of(LOCALTIME, LocalTime.NOON),
                Arguments.of(INTEGER, Instant.EPOCH),
                Arguments.of(LOCALDATE, 1));
    }

    @ParameterizedTest
    @MethodSource("others")
    void whereItHasNoPartInItIsIsNotAskedFor(DataType<?> column, Object value) {
        assertThat(ZonedValues.convert(column, value, () -> {
            throw new AssertionError("It was.");
        })).isSameAs(value);
    }

    @Test
    void whatNoColumnHasIsLeftToWhatConverts() {
        OffsetDateTime beyond = OffsetDateTime.MAX.minusNanos(1);
        assertThat(ZonedValues.convert(LOCALDATETIME, beyond, () -> BERLIN)).isSameAs(beyond);
    }
}
