package dev.dunder.codegen;

import dev.dunder.lookups.DunderException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;

/** Files of text, which are in UTF-8. */
final class Utf8 {
    private Utf8() {}

    /** Without the mark of the order of bytes that some editors begin a file with. */
    static String withoutMark(String text) {
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    static DunderException unreadable(String file, IOException failure) {
        return failure instanceof CharacterCodingException
                ? new DunderException(file + " is not UTF-8. Store it in that.", failure)
                : new DunderException(file + " cannot be read.", failure);
    }
}
