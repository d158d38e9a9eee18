package dev.dunder.lookups;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that is wrong with a request's parameters, each with the parameter named: what to answer 400 Bad Request with.
 *
 * <pre>{@code
 * catch (FilterException e) {
 *     response.setStatus(400);
 *     response.setContentType(FilterException.PROBLEM_JSON);
 *     json.writeValue(response.getWriter(), e.problem());
 * }
 * }</pre>
 *
 * <p>The messages name types and what is allowed. They never repeat a value, and say the same of a column that is not allowed
 * as of one that does not exist.
 */
public class FilterException extends DunderException {
    /** The media type of {@link #problem()}. */
    public static final String PROBLEM_JSON = "application/problem+json";

    private static final long serialVersionUID = 1;
    private static final int BAD_REQUEST = 400;

    private final transient List<Fault> faults;

    /** What kind of thing is wrong. */
    public enum Code {
        /** A parameter, a field, a facet or an ordering that is not allowed, or not there. */
        UNKNOWN_NAME,
        /** A name without a value, or null. */
        MISSING_VALUE,
        /** A value of another type than the column's, or of another form. */
        INVALID_VALUE,
        /** Too many conditions or values, too deep a tree, too long a text. */
        TOO_LARGE,
        /** What may be said once was said again, or in another way beside. */
        REPEATED,
        /** A cursor that was not signed here, or for another order or other conditions. */
        INVALID_CURSOR;

        /**
         * As it is written in JSON.
         *
         * @return such as {@code unknown_name}
         */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What is wrong with one parameter, or with a part of a tree.
     *
     * @param parameter its name as it was sent, cut where it is long; empty of a tree that came in no parameter
     * @param pointer where in a tree, as a JSON Pointer such as {@code /or/0/x__gt}; null of what is in no tree
     * @param code what kind of thing is wrong
     * @param message what was wrong and what would have been right
     * @param allowed the names that would have been right, or the labels of an enum; none where it is neither that is wrong
     */
    public record Fault(String parameter, @Nullable String pointer, Code code, String message,
            List<String> allowed) {
        /**
         * A fault.
         *
         * @param allowed is copied
         */
        public Fault {
            allowed = List.copyOf(allowed);
        }

        static Fault of(String parameter, @Nullable String pointer, LookupException why) {
            String message = FilterRefusal.firstLine(why);
            return why instanceof FilterRefusal refusal
                    ? new Fault(parameter, pointer, refusal.code(), message, refusal.allowed())
                    : new Fault(parameter, pointer, Code.INVALID_VALUE, message, List.of());
        }

        /** What messages call it. */
        private String name() {
            return parameter.isEmpty() && pointer != null ? pointer : parameter;
        }

        private Map<String, Object> problem() {
            Map<String, Object> problem = new LinkedHashMap<>();
            problem.put("code", code.text());
            problem.put("detail", message);
            if (!parameter.isEmpty()) {
                problem.put("parameter", parameter);
            }
            if (pointer != null) {
                problem.put("pointer", "#" + fragment(pointer));
            }
            if (!allowed.isEmpty()) {
                problem.put("allowed", allowed);
            }
            return problem;
        }

        /** As a URI's fragment may hold it, RFC 6901. */
        private static String fragment(String pointer) {
            StringBuilder fragment = new StringBuilder();
            for (byte one : pointer.getBytes(StandardCharsets.UTF_8)) {
                boolean plain = one > 0 && (Character.isLetterOrDigit(one) || "-._~!$&'()*+,;=:@/?".indexOf(one) >= 0);
                fragment.append(plain ? String.valueOf((char) one) : String.format(Locale.ROOT, "%%%02X", one & 0xff));
            }
            return fragment.toString();
        }
    }

    FilterException(List<Fault> faults) {
        super(message(faults));
        this.faults = List.copyOf(faults);
    }

    private FilterException(FilterException original) {
        super(original.messageText(), original);
        this.faults = original.faults;
    }

    private static String message(List<Fault> faults) {
        return faults.stream()
                .map(fault -> LookupException.quote(fault.name()) + ": " + fault.message())
                .collect(Collectors.joining("\n", "The request's parameters cannot be used.\n", ""));
    }

    /**
     * The faults.
     *
     * @return one at least, in the order of the parameters
     */
    public List<Fault> faults() {
        return faults;
    }

    /**
     * The faults in a shape that is easily made JSON.
     *
     * @return messages by parameter, those of a tree that came in none by pointer
     */
    public Map<String, List<String>> byParameter() {
        Map<String, List<String>> messages = new LinkedHashMap<>();
        for (Fault fault : faults) {
            messages.merge(fault.name(), List.of(fault.message()), (first, second) -> Stream
                    .concat(first.stream(), second.stream()).toList());
        }
        return messages;
    }

    /**
     * The faults as problem details, RFC 9457.
     *
     * <pre>
     * {"type": "about:blank", "title": "Bad Request", "status": 400, "detail": "The request's parameters cannot be used.",
     *  "errors": [{"code": "unknown_name", "detail": "There is no such parameter. …", "pointer": "#/or/0/y", "allowed": ["x"]}]}
     * </pre>
     *
     * @return a map of texts, numbers, lists and maps for any JSON library, which may be changed
     */
    public Map<String, Object> problem() {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", "Bad Request");
        problem.put("status", BAD_REQUEST);
        problem.put("detail", "The request's parameters cannot be used.");
        problem.put("errors", new ArrayList<>(faults.stream().map(Fault::problem).toList()));
        return problem;
    }

    /**
     * The faults as problem details of a type of one's own.
     *
     * @param type where it is described
     * @param title what it is called
     * @return as {@link #problem()}
     */
    public Map<String, Object> problem(URI type, String title) {
        Map<String, Object> problem = problem();
        problem.put("type", type.toString());
        problem.put("title", title);
        return problem;
    }

    @Override
    public FilterException again() {
        return new FilterException(this);
    }
}
