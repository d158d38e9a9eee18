package dev.dunder;

import dev.dunder.model.Model;

/** Whether two models are of one table: those of another database's schema can be. */
final class SameTable {
    private SameTable() {}

    static boolean is(Model one, Model other) {
        return one == other || one.table().equals(other.table());
    }
}
