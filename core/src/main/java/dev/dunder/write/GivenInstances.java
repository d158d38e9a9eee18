package dev.dunder.write;

import dev.dunder.fetch.InstanceType;
import dev.dunder.fetch.RowState;
import dev.dunder.fetch.SameTable;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Model;
import dev.dunder.run.Session;

/**
 * Instances that are given to be written many at a time. What cannot be is refused by its place.
 *
 * @param call what they are given to
 * @param model of which they are to be
 * @param type opens them
 * @param session where they are to be stored
 * @param <T> the instances
 */
record GivenInstances<T>(String call, Model model, InstanceType<T> type, Session session) {
    /** An instance of the model, stored or not. */
    RowState row(T instance, long place) {
        RowState row = type
                .row(instance != null ? instance : LookupException.given(instance, "the instance at place " + place));
        if (!row.isInstance() || !SameTable.is(row.model(), model)) {
            throw refused(place, "is no " + model.name() + " but a " + row.columns().label() + ".");
        }
        return row.model() == model ? row : type.row(type.make(row));
    }

    /** An instance that is not stored here. */
    RowState unsaved(T instance, long place) {
        RowState row = row(instance, place);
        if (row.isStored() && session.is(row.database())) {
            throw refused(place,
                    "is stored already. Use bulkUpdate(…) to change what is stored, or say what is done with"
                            + " rows that are there: Bulk.updatingConflicts(…).");
        }
        refuseLeftOut(row, place);
        return row;
    }

    /** A copy of a row that was read without some column would have a default in its place. */
    private void refuseLeftOut(RowState row, long place) {
        String leftOut = row.leftOut();
        if (leftOut != null) {
            throw refused(place, "has no '" + leftOut + "': only(…) or defer(…) left it out.");
        }
    }

    LookupException refused(long place, String why) {
        return new LookupException("Cannot " + call + ": instance " + place + " of those given " + why);
    }
}
