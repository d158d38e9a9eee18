package dev.dunder.lookups;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Why a part of a request cannot be used, on its way to being a {@link FilterException.Fault}. */
final class FilterRefusal extends LookupException {
    private static final long serialVersionUID = 1;

    private final FilterException.Code code;
    private final transient List<String> allowed;

    FilterRefusal(FilterException.Code code, String message) {
        this(code, message, List.of());
    }

    private FilterRefusal(FilterException.Code code, String message, List<String> allowed) {
        super(message);
        this.code = code;
        this.allowed = allowed;
    }

    /** A name that is not among those that were allowed; whether there is such a column is nobody's business. */
    static FilterRefusal unlisted(String message, String name, Collection<String> allowed) {
        return new FilterRefusal(FilterException.Code.UNKNOWN_NAME, message + suggestion(name, allowed),
                List.copyOf(new TreeSet<>(allowed)));
    }

    /** A value that is none of the labels of an enum. */
    static FilterRefusal unlabelled(LookupException why, List<String> labels) {
        return new FilterRefusal(FilterException.Code.INVALID_VALUE, firstLine(why), labels);
    }

    /** What is wrong. The lines after the first point at the lookup in the code, which is not what the client sent. */
    static String firstLine(LookupException why) {
        return why.messageText().lines().findFirst().orElse("");
    }

    static FilterRefusal missing() {
        return missing("A value is missing.");
    }

    static FilterRefusal missing(String message) {
        return new FilterRefusal(FilterException.Code.MISSING_VALUE, message);
    }

    static FilterRefusal invalid(String message) {
        return new FilterRefusal(FilterException.Code.INVALID_VALUE, message);
    }

    static FilterRefusal large(String message) {
        return new FilterRefusal(FilterException.Code.TOO_LARGE, message);
    }

    static FilterRefusal repeated(String message) {
        return new FilterRefusal(FilterException.Code.REPEATED, message);
    }

    FilterException.Code code() {
        return code;
    }

    /** The names or labels that would have been right; none where it was not about one. */
    List<String> allowed() {
        return allowed;
    }
}
