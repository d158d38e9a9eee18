package dev.dunder.codegen;

import java.util.Collection;
import java.util.stream.Stream;
import org.jooq.codegen.Files;
import org.jooq.codegen.GeneratorStrategy.Mode;
import org.jooq.codegen.JavaWriter;
import org.jooq.meta.jaxb.GeneratedSerialVersionUID;

/**
 * Writes a class in whose comments and literals what a catalog says stays what it is. Comments of tables and columns, and names,
 * are written by whoever may alter the database; the classes run with the rights of whoever builds the program.
 */
final class PlainWriter extends JavaWriter {
    private boolean inComment;

    PlainWriter(JavaWriter usual, String qualified, String encoding, boolean javadoc, Files files,
            GeneratedSerialVersionUID serial) {
        super(usual.file(), qualified, encoding, javadoc, files, serial, usual.mode());
        tabString(usual.tabString());
        newlineString(usual.newlineString());
        printMarginForBlockComment(usual.printMarginForBlockComment());
    }

    @Override
    public JavaWriter print(String text, Object... parts) {
        boolean begins = text.startsWith("/*");
        inComment |= begins;
        JavaWriter written = inComment && !begins
                ? super.print(plain(text), Stream.of(parts).map(PlainWriter::plain).toArray())
                : super.print(text, parts);
        inComment &= !text.endsWith("*/");
        return written;
    }

    private static Object plain(Object part) {
        return part instanceof Collection<?> several
                ? several.stream().map(PlainWriter::plain).toList()
                : part instanceof String text ? plain(text) : part;
    }

    /** Java reads a backslash, any number of {@code u} and {@code 002a} as a star wherever they stand. */
    private static String plain(String text) {
        return text.replace("\\", "&#92;").replace('\r', ' ');
    }

    /** Whether a text can stand between quotes as it is. */
    static boolean isLiteral(String text) {
        return text.codePoints().allMatch(c -> c != '"' && c != '\\' && isPlain(c));
    }

    /** In Java's own spelling what is not seen, or makes lines look like others. */
    @Override
    protected String beforeClose(String content) {
        StringBuilder out = new StringBuilder();
        super.beforeClose(content).codePoints().forEach(
                c -> out.append(c == '\n' || c == '\r' || c == '\t' ? String.valueOf((char) c) : spelled(c)));
        return out.toString();
    }

    /** A text in quotes. */
    static String literal(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> out.append(switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '"', '\\' -> "\\" + (char) c;
            default -> spelled(c);
        }));
        return out.append('"').toString();
    }

    private static String spelled(int c) {
        StringBuilder out = new StringBuilder();
        for (char one : Character.toChars(c)) {
            out.append(isPlain(c) ? one : String.format("\\u%04x", (int) one));
        }
        return out.toString();
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED ->
                false;
            default -> true;
        };
    }
}
