package dev.dunder.lookups;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Names are as long as their bytes are many. */
class IdentifiersTest {
    @Test
    void aNameFitsByItsBytes() {
        assertThat(Identifiers.fits("a".repeat(63))).isTrue();
        assertThat(Identifiers.fits("a".repeat(64))).isFalse();
        assertThat(Identifiers.fits("é".repeat(31))).isTrue();
        assertThat(Identifiers.fits("é".repeat(32))).isFalse();
        assertThat(Identifiers.bytes("é€")).isEqualTo(5);
    }
}
