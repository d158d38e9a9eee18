package dev.dunder.examples;

import java.util.List;

/** Lines of a terminal as an SVG, of the same text always the same. It is light or dark as whoever looks at it has it. */
final class Picture {
    private static final double CHARACTER = 8.4;
    private static final int LINE = 20;
    private static final int MARGIN = 18;
    private static final String PROMPT = "jshell> ";

    private Picture() {}

    static String of(List<String> lines, int columns, String title) {
        long width = Math.round(columns * CHARACTER) + 2 * MARGIN;
        int height = lines.size() * LINE + 2 * MARGIN;
        StringBuilder svg = new StringBuilder(
                """
                        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img">
                        <title>%3$s</title>
                        <style>
                        rect { fill: #f6f8fa; stroke: #d0d7de }
                        text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #1f2328; white-space: pre }
                        .typed { fill: #0550ae } .aside { fill: #57606a } .refused { fill: #cf222e }
                        @media (prefers-color-scheme: dark) {
                        rect { fill: #161b22; stroke: #30363d }
                        text { fill: #e6edf3 }
                        .typed { fill: #79c0ff } .aside { fill: #8b949e } .refused { fill: #ff7b72 }
                        }
                        </style>
                        <rect x="0.5" y="0.5" width="%4$d" height="%5$d" rx="8"/>
                        """
                        .formatted(width, height, escaped(title), width - 1, height - 1));
        int y = MARGIN + LINE - 6;
        for (String line : lines) {
            if (!line.isBlank()) {
                svg.append("<text x=\"").append(MARGIN).append("\" y=\"").append(y).append('"').append(lookOf(line))
                        .append(" xml:space=\"preserve\"").append(fitted(line)).append('>').append(escaped(line))
                        .append("</text>\n");
            }
            y += LINE;
        }
        return svg.append("</svg>\n").toString();
    }

    /** Columns stay below each other whatever font there is. */
    private static String fitted(String line) {
        return " textLength=\"" + Math.round(line.length() * CHARACTER * 10) / 10.0 + "\"";
    }

    private static String lookOf(String line) {
        if (line.startsWith(PROMPT)) {
            return " class=\"typed\"";
        }
        if (line.startsWith("|  ") || line.strip().matches("\\^+")) {
            return " class=\"refused\"";
        }
        return line.contains(" ==> (") ? " class=\"aside\"" : "";
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
