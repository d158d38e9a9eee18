package dev.dunder.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows fit what they are printed on. */
class TableTest {
    private static Map<String, Object> row(Object... pairs) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            row.put((String) pairs[i], pairs[i + 1]);
        }
        return row;
    }

    @Test
    void sideBySideNumbersAreToTheRight() {
        assertThat(new Table(List.of(row("id", 1, "name", "Ann"), row("id", 10, "name", null))).format(80))
                .isEqualTo("""
                        id | name
                        ---+-----
                         1 | Ann
                        10 | null
                        """);
    }

    @Test
    void theWidestIsCut() {
        String table = new Table(List.of(row("id", 1, "a", "x".repeat(100), "b", "short"))).format(40);
        assertThat(table.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(40));
        assertThat(table).contains("x…").contains("short");
    }

    @Test
    void whatDoesNotFitIsBelowTheOtherAndWhole() {
        String text = "0123456789".repeat(5);
        String table = new Table(List.of(row("a", text, "b", "b".repeat(20), "c", "c".repeat(20)))).format(25);
        assertThat(table).startsWith("-[ 1 ]-").doesNotContain("…");
        assertThat(table.replaceAll("(?m)^ ? ?a? \\| |\\n", "")).contains(text);
        assertThat(table.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(25));
    }

    @Test
    void whatWouldMoveTheCursorIsSpelledOut() {
        String table = new Table(
                List.of(row("a\u001b[2J", "b\nc\u0007", "raw", new byte[]{1, -1}, "all", new Object[]{1, "x"})))
                .format(80);
        assertThat(table).doesNotContain("\u001b").doesNotContain("\u0007").contains("\\x01ff").contains("[1, x]");
        assertThat(table.lines()).hasSize(3);
    }

    @Test
    void lettersThatAreTwoCharactersAreNotCutInTwo() {
        String table = new Table(List.of(row("a", "😀".repeat(30)))).format(10);
        assertThat(table.lines().skip(2)).containsExactly("😀".repeat(4) + "…");
    }

    /** Those of Chinese, Japanese and Korean take two columns, accents of their own none. */
    @Test
    void wideCharactersAreWide() {
        assertThat(new Table(List.of(row("name", "日本", "x", "a"), row("name", "abc", "x", "b"),
                row("name", "e\u0301te", "x", "c"))).format(80)).isEqualTo("""
                        name | x
                        -----+--
                        日本 | a
                        abc  | b
                        e\u0301te  | c
                        """);
        String table = new Table(List.of(row("id", 1, "a", "日".repeat(50)))).format(20);
        assertThat(table).contains(" 1 | " + "日".repeat(7) + "…\n");
        assertThat(new Table(List.of(row("a", "日".repeat(9)))).below(14, 1)).contains(
                "a | " + "日".repeat(5) + "\n  | " + "日".repeat(4) + "\n");
    }
}
