package dev.dunder.lookups;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that is wrong with a request's parameters, each with the parameter named: what to answer 400 Bad Request with.
 *
 * <p>The messages name types and what is allowed. They never repeat a value, and say the same of a column that is not allowed
 * as of one that does not exist.
 */
public class FilterException extends DunderException {
    private static final long serialVersionUID = 1;

    private final transient List<Fault> faults;

    /**
     * What is wrong with one parameter.
     *
     * @param parameter its name as it was sent, cut where it is long
     * @param message what was wrong and what would have been right
     */
    public record Fault(String parameter, String message) {}

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
                .map(fault -> LookupException.quote(fault.parameter()) + ": " + fault.message())
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
     * @return messages by parameter
     */
    public Map<String, List<String>> byParameter() {
        Map<String, List<String>> messages = new LinkedHashMap<>();
        for (Fault fault : faults) {
            messages.merge(fault.parameter(), List.of(fault.message()), (first, second) -> Stream
                    .concat(first.stream(), second.stream()).toList());
        }
        return messages;
    }

    @Override
    public FilterException again() {
        return new FilterException(this);
    }
}
