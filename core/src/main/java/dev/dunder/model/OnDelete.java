package dev.dunder.model;

import dev.dunder.lookups.LookupException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the rows that refer to a row by a foreign key when that row is deleted by {@code deleteCollecting()}.
 *
 * <pre>{@code
 * db.with(db.schema().with(s -> s.model("entry").onDelete("author", OnDelete.CASCADE)));
 * m.foreignKey("editor", "editor_id", "author", key -> key.onDelete(OnDelete.SET_NULL))
 * }</pre>
 *
 * <p>Where nothing was said it is what the database's foreign key says, if the model was read from there: {@code CASCADE},
 * {@code SET NULL} and {@code SET DEFAULT}; else {@link #RESTRICT}, but for a table that consists of the pairs of a
 * many-to-many, and for the link to a parent, which are {@link #CASCADE}. Immutable and safe to share between threads.
 */
public sealed interface OnDelete {
    /** They are deleted too, with what refers to them. */
    OnDelete CASCADE = Rule.CASCADE;

    /** They refer to nothing any more: the key's columns that take a null have one. */
    OnDelete SET_NULL = Rule.SET_NULL;

    /** The key's columns have their default in the database. */
    OnDelete SET_DEFAULT = Rule.SET_DEFAULT;

    /** As long as there are any, nothing is deleted. */
    OnDelete PROTECT = Rule.PROTECT;

    /** As long as there are any but such as are deleted by another way, nothing is deleted. */
    OnDelete RESTRICT = Rule.RESTRICT;

    /** They are left to the database, which may delete them, or refuse. */
    OnDelete DO_NOTHING = Rule.DO_NOTHING;

    /**
     * The key's columns have these values.
     *
     * @param value that of the first column, or null
     * @param more those of the others
     * @return the rule
     */
    static OnDelete set(@Nullable Object value, @Nullable Object... more) {
        List<@Nullable Object> all = new ArrayList<>();
        all.add(value);
        Collections.addAll(all, LookupException.given(more, "values"));
        return new Values(all);
    }

    /** The rules without values. */
    enum Rule implements OnDelete {
        /** As {@link OnDelete#CASCADE}. */
        CASCADE,
        /** As {@link OnDelete#SET_NULL}. */
        SET_NULL,
        /** As {@link OnDelete#SET_DEFAULT}. */
        SET_DEFAULT,
        /** As {@link OnDelete#PROTECT}. */
        PROTECT,
        /** As {@link OnDelete#RESTRICT}. */
        RESTRICT,
        /** As {@link OnDelete#DO_NOTHING}. */
        DO_NOTHING
    }

    /**
     * What {@link OnDelete#set} makes.
     *
     * @param values of the columns in their order
     */
    record Values(List<@Nullable Object> values) implements OnDelete {
        /**
         * Values.
         *
         * @param values of the columns in their order
         */
        public Values {
            values = Collections.unmodifiableList(new ArrayList<>(values));
        }

        /**
         * What the columns are to have.
         *
         * @return in their order; null for null
         */
        @Override
        @NullUnmarked
        public List<Object> values() {
            return values;
        }
    }
}
