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

    /** In Java's own spelling what is not seen, or makes lines look like others. */
    @Override
    protected String beforeClose(String content) {
        StringBuilder out = new StringBuilder();
        super.beforeClose(content).codePoints().forEach(
                c -> out.append(c == '\n' || c == '\r' || c == '\t' ? String.valueOf((char) c) : Text.spelled(c)));
        return out.toString();
    }
}
