package dev.dunder.run;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a statement in its text, in the format of sqlcommenter: {@code /*application='shop',name='recent%20entries'*}{@code /}.
 * It belongs to what is sent, not to the plan: plans, listeners and failures have the text without it.
 *
 * @param tags values by key, for all statements
 */
public record SqlComment(Map<String, String> tags) {
    private static final String NAME = "name";
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

    public SqlComment {
        tags = Map.copyOf(tags);
    }

    /**
     * The text with the comment at its end; as it is where nothing is to be said, something is said in it already, or the driver
     * would take what is behind its end for another statement.
     */
    String on(String sql, @Nullable String name) {
        boolean open = Stream.of("/*", "--", ";").noneMatch(sql::contains);
        if (!open || (name == null && tags.isEmpty())) {
            return sql;
        }
        Map<String, String> all = new TreeMap<>(tags);
        if (name != null) {
            all.put(NAME, name);
        }
        return sql + all.entrySet().stream()
                .map(tag -> encoded(tag.getKey()) + "='" + encoded(tag.getValue()) + "'")
                .collect(Collectors.joining(",", " /*", "*/"));
    }

    /** Nothing is left that could end a text, the comment or the statement, or be taken for the place of a value. */
    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            encoded.append(UNRESERVED.indexOf(one) >= 0
                    ? String.valueOf((char) one)
                    : String.format(Locale.ROOT, "%%%02X", one & 0xff));
        }
        return encoded.toString();
    }
}
