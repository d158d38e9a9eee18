package dev.dunder.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lines that fit. */
class LinesTest {
    @Test
    void linesBreakAtBlanks() {
        assertThat(Lines.wrapped("select a, b from c where d", 12)).isEqualTo("select a, b\nfrom c where\nd");
        assertThat(Lines.wrapped("one\n\ntwo", 12)).isEqualTo("one\n\ntwo");
        assertThat(Lines.wrapped("", 12)).isEmpty();
    }

    @Test
    void whatFollowsABreakStandsBehindAMarginAndTheFirstLineBehindWhatIsThere() {
        assertThat(Lines.wrapped("  sql> select a from b", 14, 0, "       "))
                .isEqualTo("  sql> select\n       a from\n       b");
        assertThat(Lines.wrapped("aaa bbb ccc", 10, 6, "| ")).isEqualTo("aaa\n| bbb ccc");
    }

    @Test
    void aWordThatIsLongerThanALineIsOne() {
        assertThat(Lines.wrapped("a incomprehensibilities b", 8)).isEqualTo("a\nincomprehensibilities\nb");
        assertThat(Lines.wrapped("incomprehensibilities", 8, 0, "    ")).isEqualTo("incomprehensibilities");
        assertThat(Lines.wrapped("x incomprehensibilities", 8, 0, "          "))
                .isEqualTo("x\n          incomprehensibilities");
        assertThat(Lines.wrapped("abc def", 10, 40, "")).isEqualTo("abc\ndef");
    }

    @Test
    void blanksAtTheEndOfALineAreNoLineOfTheirOwn() {
        assertThat(Lines.wrapped("abc def    ", 7, 0, "    ")).isEqualTo("abc def");
        assertThat(Lines.wrapped("abc def           ", 7, 0, "    ")).isEqualTo("abc def");
        assertThat(Lines.wrapped("abc def \t         \nghi", 5, 0, "| ")).isEqualTo("abc\n| def\nghi");
        assertThat(Lines.wrapped("incomprehensibilities     ", 7, 0, "| ")).isEqualTo("incomprehensibilities");
        assertThat(Lines.wrapped("       ", 3, 0, "| ")).isEmpty();
    }

    @Test
    @Timeout(value = 5, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aLineMayBeLong() {
        String words = "word ".repeat(800_000);
        assertThat(Lines.wrapped(words, 80, 0, "  ").lines().count()).isEqualTo(53_334);
        String one = "x".repeat(4_000_000);
        assertThat(Lines.wrapped(one + " " + one, 80, 0, "  ")).isEqualTo(one + "\n  " + one);
    }

    @Test
    void whatIsAlignedStaysSo() {
        assertThat(Lines.wrapped("  athor\n  ^^^^^", 40)).isEqualTo("  athor\n  ^^^^^");
    }
}
