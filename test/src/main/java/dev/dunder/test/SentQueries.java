package dev.dunder.test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is said of statements that were sent. Each method returns this for more to be said, or throws an {@link AssertionError}
 * that lists all of them, and the lines of code that sent one of them many times.
 */
public final class SentQueries {
    private static final int LONGEST = 300;

    private final List<SentQuery> all;
    private final List<SentQuery> some;
    private final String what;

    SentQueries(List<SentQuery> all) {
        this(all, all, "");
    }

    private SentQueries(List<SentQuery> all, List<SentQuery> some, String what) {
        this.all = all;
        this.some = some;
        this.what = what;
    }

    /**
     * Only those of a model's rows: what is read from its table first, or written to it.
     *
     * @param model the model's name
     * @return what to say of these
     */
    public SentQueries of(String model) {
        return new SentQueries(all, all.stream().filter(one -> one.model().equals(model)).toList(), " of " + model);
    }

    /**
     * There were so many at most.
     *
     * @param most the number
     * @return this
     * @throws AssertionError if there were more
     */
    public SentQueries hasAtMost(int most) {
        return count() <= most ? this : failed("at most " + statements(most));
    }

    /**
     * There were so many.
     *
     * @param number the number
     * @return this
     * @throws AssertionError if there were more or less
     */
    public SentQueries hasExactly(int number) {
        return count() == number ? this : failed("exactly " + statements(number));
    }

    /**
     * There were none.
     *
     * @return this
     * @throws AssertionError if there were any
     */
    public SentQueries hasNone() {
        return hasExactly(0);
    }

    /**
     * No line of code has sent the same statement several times, with whatever values.
     *
     * @return this
     * @throws AssertionError if one has
     */
    public SentQueries repeatsNone() {
        return repeated().isEmpty() ? this : failed("no statement twice from one line");
    }

    /**
     * How many there were.
     *
     * @return the number
     */
    public int count() {
        return some.size();
    }

    /**
     * How many there were of each model.
     *
     * @return the numbers by the names of models, in the order in which they were first asked; an empty name for what is of
     *     none
     */
    public Map<String, Integer> countsByModel() {
        return grouped(SentQuery::model).entrySet().stream().collect(Collectors.toMap(
                Map.Entry::getKey, each -> each.getValue().size(), Integer::sum, LinkedHashMap::new));
    }

    /**
     * Their texts.
     *
     * @return in the order of the answers
     */
    public List<String> sql() {
        return some.stream().map(SentQuery::sql).toList();
    }

    private static String statements(int number) {
        return number + (number == 1 ? " statement" : " statements");
    }

    private <K> Map<K, List<SentQuery>> grouped(Function<SentQuery, K> by) {
        return some.stream().collect(Collectors.groupingBy(by, LinkedHashMap::new, Collectors.toList()));
    }

    /** The same text from the same line; what no line of the user's asked for is a line of its own. */
    private List<List<SentQuery>> repeated() {
        return grouped(one -> List.of(one.where(), one.sql())).values().stream().filter(same -> same.size() > 1)
                .sorted((one, other) -> other.size() - one.size()).toList();
    }

    private SentQueries failed(String expected) {
        StringBuilder text = new StringBuilder("Expected ").append(expected).append(what).append(", but there were ")
                .append(count());
        if (what.isEmpty() && count() > 0) {
            StringJoiner counts = new StringJoiner(", ", ": ", "");
            countsByModel().forEach((model, number) -> counts.add((model.isEmpty() ? "others" : model) + " " + number));
            text.append(counts);
        }
        text.append('.');
        for (List<SentQuery> same : repeated()) {
            SentQuery first = same.get(0);
            text.append("\n  ").append(same.size()).append(" times one statement")
                    .append(first.line() == null ? "" : ", from " + first.line()).append(": ")
                    .append(shortened(first.sql()));
        }
        if (!repeated().isEmpty()) {
            text.append(
                    "\n  Ask for what a loop needs before it: by selectRelated(…), prefetchRelated(…), inBulk(…), or"
                            + " fetchMode(FetchMode.PEERS).");
        }
        text.append(all.isEmpty() ? "" : "\nAll statements:");
        int number = 1;
        for (SentQuery one : all) {
            text.append(String.format(Locale.ROOT, "%n%4d. ", number++)).append(shortened(one.sql()))
                    .append(one.line() == null ? "" : "  (" + one.where() + ")");
        }
        throw new AssertionError(text.toString());
    }

    private static String shortened(String sql) {
        String line = sql.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
