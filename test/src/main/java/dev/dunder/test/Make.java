package dev.dunder.test;

import dev.dunder.Assignment;
import dev.dunder.ColumnPath;
import dev.dunder.Database;
import dev.dunder.Dunder;
import dev.dunder.Instance;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.lookups.DunderException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows of which a test says what matters to it: the rest is what the database requires.
 *
 * {@snippet :
 * Entry entry = Make.of(Entry.class).with(Entry.X, 3).insert();        // and an author, as each entry has one
 * Row comment = Make.of(db, "comment").with("stars", 5).insert();      // and an entry, and its author
 * List<Row> tags = Make.of(db, "tag").insert(3);
 * }
 *
 * <p>What may be null or has a default is left out. Required foreign keys get a new row each, made in the same way. Other
 * required columns get values of their types: of the length that fits, a label of an enum, a constant of yours, what your converter makes of such a value, and another one each time. What they
 * are given satisfies the checks of the table and of domains, as the server is asked which of several values do; and unique
 * constraints and unique indexes of whole tables and plain columns.
 *
 * <p>What it does not know: exclusions, triggers, unique indexes of expressions or of some rows, and checks that none of the tried
 * values satisfies, such as most patterns. Then say a value by {@code with}; the error names the column and the check.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @param <T> the class of the rows
 */
public final class Make<T extends Instance<T>> {
    private final Database database;
    private final QuerySet<T> rows;
    private final Map<String, @Nullable Object> given;

    private Make(Database database, QuerySet<T> rows, Map<String, @Nullable Object> given) {
        this.database = database;
        this.rows = rows;
        this.given = given;
    }

    /**
     * Rows of a generated class, in the default database.
     *
     * {@snippet :
     * Make.of(Entry.class).insert();
     * }
     *
     * @param type the class
     * @param <T> the class
     * @return what makes them
     * @throws DunderException if there is no default database, or it is no generated class
     */
    public static <T extends Instance<T>> Make<T> of(Class<T> type) {
        return of(Dunder.database("default"), type);
    }

    /**
     * Rows of a generated class.
     *
     * {@snippet :
     * Make.of(db, Entry.class).insert();
     * }
     *
     * @param database where they are stored
     * @param type the class
     * @param <T> the class
     * @return what makes them
     * @throws DunderException if it is no generated class
     */
    public static <T extends Instance<T>> Make<T> of(Database database, Class<T> type) {
        return new Make<>(database, database.objects(type), Map.of());
    }

    /**
     * Rows of a model.
     *
     * {@snippet :
     * Make.of(db, "entry").insert();
     * }
     *
     * @param database where they are stored
     * @param model the model's name
     * @return what makes them
     * @throws dev.dunder.lookups.LookupException if there is no such model
     */
    public static Make<Row> of(Database database, String model) {
        return new Make<>(database, database.objects(model), Map.of());
    }

    /**
     * With a value, which is stored as it is.
     *
     * {@snippet :
     * Make.of(db, "entry").with("author", ann);
     * }
     *
     * @param attribute a column, or a foreign key's relation
     * @param value its value; null for none
     * @return what makes such rows
     * @throws dev.dunder.lookups.LookupException if there is no such attribute, or the value does not fit
     */
    public Make<T> with(String attribute, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(given);
        more.put(Objects.requireNonNull(attribute, "an attribute"), value);
        Make<T> made = new Make<>(database, rows, more);
        Object checked = made.begun();
        Objects.requireNonNull(checked);
        return made;
    }

    /**
     * With a value, which is stored as it is.
     *
     * {@snippet :
     * Make.of(Entry.class).with(Entry.X, 3);
     * }
     *
     * @param column a column of the class
     * @param value its value; null for none
     * @param <V> its Java class
     * @return what makes such rows
     * @throws dev.dunder.lookups.LookupException if the value does not fit
     */
    public <V> Make<T> with(ColumnPath<T, V> column, @Nullable V value) {
        return with(Objects.requireNonNull(column, "a column").path(), value);
    }

    /**
     * With values, which are stored as they are.
     *
     * {@snippet :
     * Make.of(Entry.class).with(Entry.X.to(3), Entry.HEADLINE.to("Tea"));
     * }
     *
     * @param first a column and its value
     * @param more further ones
     * @return what makes such rows
     * @throws dev.dunder.lookups.LookupException if a value does not fit
     */
    @SafeVarargs
    public final Make<T> with(Assignment<T> first, Assignment<T>... more) {
        Make<T> made = with(first.attribute(), first.value());
        for (Assignment<T> one : more) {
            made = made.with(one.attribute(), one.value());
        }
        return made;
    }

    /** A row of what was given. */
    private T begun() {
        T row = rows.with();
        for (Map.Entry<String, @Nullable Object> one : given.entrySet()) {
            row = row.with(one.getKey(), one.getValue());
        }
        return row;
    }

    /**
     * Stores a row, and those that it needs.
     *
     * @return the row as it is stored
     * @throws DunderException if a required value cannot be found
     * @throws dev.dunder.DatabaseException if the database refuses it
     */
    public T insert() {
        return database.atomic(() -> new Requirements(database, List.of()).complete(begun()).insert());
    }

    /**
     * Stores several rows, each with those that it needs.
     *
     * @param number how many
     * @return the rows as they are stored
     * @throws DunderException if a required value cannot be found
     * @throws dev.dunder.DatabaseException if the database refuses one; then none is stored
     */
    public List<T> insert(int number) {
        return database.atomic(() -> {
            List<T> all = new ArrayList<>();
            for (int i = 0; i < number; i++) {
                all.add(insert());
            }
            return all;
        });
    }
}
