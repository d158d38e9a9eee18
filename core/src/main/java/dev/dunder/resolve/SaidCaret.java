package dev.dunder.resolve;

import dev.dunder.lookups.LookupException;
import java.util.List;

/** Where in a condition of several lookups an error is: {@code q("x", …).and(q("nope", …))}, and the caret under the path. */
final class SaidCaret {
    private SaidCaret() {}

    /**
     * An error about a path, with all that was said around it.
     *
     * @param error the error
     * @param whole what was said
     * @param part the condition in it that the error is about
     * @return the error to throw
     */
    static LookupException within(LookupException error, Term whole, Term part) {
        if (error.path().isEmpty() || isOneLookup(whole)) {
            return error;
        }
        String marked = SaidText.marked(whole, part);
        int mark = marked.indexOf(SaidText.MARK);
        String said = marked.replace(String.valueOf(SaidText.MARK), "");
        int path = mark < 0 ? -1 : said.indexOf(JavaText.quoted(error.path()), mark);
        return path < 0 ? error : error.inside(said, path + 1);
    }

    private static boolean isOneLookup(Term term) {
        return switch (term) {
            case Term.Lookup(String path, Object value) -> SaidKeys.kind(SaidPlaces.value(value)) != null;
            case Term.And(List<Term> terms) -> terms.size() == 1 && isOneLookup(terms.get(0));
            default -> false;
        };
    }
}
