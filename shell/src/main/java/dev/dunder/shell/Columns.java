package dev.dunder.shell;

/** How much room text takes in a terminal: Chinese, Japanese and Korean characters and pictures take two columns, accents none. */
final class Columns {
    /** First and last of what takes two. */
    private static final int[][] WIDE = {
            {0x1100, 0x115f}, {0x2e80, 0x303e}, {0x3041, 0x33ff}, {0x3400, 0x4dbf}, {0x4e00, 0x9fff}, {0xa000, 0xa4cf},
            {0xac00, 0xd7a3}, {0xf900, 0xfaff}, {0xfe30, 0xfe6f}, {0xff00, 0xff60}, {0xffe0, 0xffe6},
            {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd}
    };

    private Columns() {}

    static int of(String text) {
        return text.codePoints().map(Columns::of).sum();
    }

    private static int of(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        for (int[] range : WIDE) {
            if (point >= range[0] && point <= range[1]) {
                return 2;
            }
        }
        return 1;
    }

    /** Where what fits ends, from a place on: behind one character at least, and what belongs to it. */
    static int end(String text, int start, int room) {
        int left = room;
        int end = start;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            left -= of(point);
            if (left < 0 && end > start) {
                return end;
            }
            end += Character.charCount(point);
        }
        return end;
    }
}
