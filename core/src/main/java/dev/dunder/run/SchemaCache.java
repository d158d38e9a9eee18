package dev.dunder.run;

import dev.dunder.model.Schema;
import dev.dunder.work.ResultSlot;
import org.jspecify.annotations.Nullable;

/** The models of a database: given, or read from the catalog when they are first asked for. Safe to share between threads. */
final class SchemaCache {
    private final @Nullable Schema given;
    private volatile ResultSlot<Schema> slot;

    SchemaCache(@Nullable Schema given) {
        this.given = given;
        this.slot = slot(given);
    }

    private static ResultSlot<Schema> slot(@Nullable Schema known) {
        ResultSlot<Schema> slot = new ResultSlot<>();
        if (known != null) {
            slot.fill(known);
        }
        return slot;
    }

    /** Where the models are, or are being read. */
    ResultSlot<Schema> slot() {
        return slot;
    }

    /** What was read elsewhere, unless the tables have changed since. */
    void fill(ResultSlot<Schema> begun, Schema read) {
        if (slot == begun) {
            begun.fill(read);
        }
    }

    /** Tables have changed. A schema that was given stays. */
    void forget() {
        slot = slot(given);
    }
}
