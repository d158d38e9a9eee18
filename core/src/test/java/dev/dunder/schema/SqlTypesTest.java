package dev.dunder.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.lookups.DunderException;
import dev.dunder.model.SqlTypes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Types by their names: what is one of the server's, what may be one, and what is none. */
class SqlTypesTest {
    @Test
    void theServersAreKnown() {
        assertThat(SqlTypes.of("varchar(20) not null").length()).isEqualTo(20);
        assertThat(SqlTypes.of("Character  Varying(20)").getType()).isEqualTo(String.class);
        assertThat(SqlTypes.of("numeric(6, 2)").scale()).isEqualTo(2);
        assertThat(SqlTypes.of("numeric(9)").getType()).isEqualTo(Integer.class);
        assertThat(SqlTypes.of("numeric(30, 0)").getType()).isEqualTo(BigInteger.class);
        assertThat(SqlTypes.of("numeric(30)").precision()).isEqualTo(30);
        assertThat(SqlTypes.of("numeric(30)[]").getType()).isEqualTo(BigInteger[].class);
        assertThat(SqlTypes.of("numeric(3, -2)").getType()).isEqualTo(BigDecimal.class);
        assertThat(SqlTypes.of("timestamp(3) with time zone").getType()).isEqualTo(OffsetDateTime.class);
        assertThat(SqlTypes.of("timestamp").getType()).isEqualTo(LocalDateTime.class);
        assertThat(SqlTypes.of("int4[][]").getType()).isEqualTo(Integer[][].class);
        assertThat(SqlTypes.of("bit varying(5)").getType()).isEqualTo(Object.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"year", "geometry", "geography", "public.mood", "record", "rowid", "result", "any",
            "citext",
            "vector(3)", "hstore[]", "year[]", "decfloat"})
    void whatHasNoClassIsText(String type) {
        var found = SqlTypes.of(type);
        assertThat(found.isArray() ? found.getArrayComponentDataType().getType() : found.getType())
                .isEqualTo(Object.class);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "varchar(99999999999)", "varchar(99999999999999999999999999)", "varchar(0)",
            "varchar(-1)", "varchar()", "numeric(1001)", "numeric(3,99999999999)", "numeric(3,)", "int4[][][][][][][]",
            "foo bar", "int4 union select", "int4; drop table x", "int4)", "\"x\"", "a.b.c", ".x", "x.", "int4\u0000",
            "varchar(\u0663)", "select * from x", "int4 not", "not null", "int4 -- x", "int4/**/"})
    void whatIsNoneIsRefused(String type) {
        assertThatThrownBy(() -> SqlTypes.of(type)).isInstanceOf(DunderException.class);
    }

    @Test
    void longTextsAreNotRead() {
        assertThatThrownBy(() -> SqlTypes.of("a ".repeat(100_000))).isInstanceOf(DunderException.class)
                .hasMessageContaining("200000 characters");
    }
}
