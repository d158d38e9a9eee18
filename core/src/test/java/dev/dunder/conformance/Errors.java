package dev.dunder.conformance;

import dev.dunder.DatabaseException;
import dev.dunder.DoesNotExist;
import dev.dunder.MultipleObjectsReturned;
import dev.dunder.lookups.DunderException;

/** Which of our exceptions fits one of Django's. */
final class Errors {
    private Errors() {}

    static boolean fits(Case recorded, RuntimeException failure) {
        if (failure instanceof Inexpressible) {
            return false;
        }
        for (String django : recorded.errors()) {
            switch (django) {
                case "DoesNotExist", "ObjectDoesNotExist" -> {
                    return failure instanceof DoesNotExist;
                }
                case "MultipleObjectsReturned" -> {
                    return failure instanceof MultipleObjectsReturned;
                }
                case "DatabaseError" -> {
                    // What the server refuses there we may refuse before it is sent.
                    return failure instanceof DatabaseException || isRefusal(failure);
                }
                default -> {
                }
            }
        }
        return isRefusal(failure);
    }

    /** A call that was wrong, and was refused before anything was sent. */
    private static boolean isRefusal(RuntimeException failure) {
        return failure instanceof DunderException && !(failure instanceof DatabaseException)
                && !(failure instanceof DoesNotExist) && !(failure instanceof MultipleObjectsReturned)
                || failure instanceof IllegalArgumentException || failure instanceof IndexOutOfBoundsException;
    }
}
