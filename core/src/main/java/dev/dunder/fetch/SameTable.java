package dev.dunder.fetch;

import dev.dunder.model.Model;

/** Whether two models are of one table: those of another database's schema can be. */
public final class SameTable {
    private SameTable() {}

    public static boolean is(Model one, Model other) {
        return one == other || one.table().equals(other.table());
    }
}
