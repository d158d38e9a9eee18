package dev.dunder.plans;

import java.util.List;

/**
 * A question.
 *
 * @param name what is asked
 * @param asked asks it of query sets
 * @param byHand the statements that one would write for it
 */
record Question(String name, Runnable asked, List<String> byHand) {
    @Override
    public String toString() {
        return name;
    }
}
