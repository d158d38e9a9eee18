package dev.dunder;

import dev.dunder.fetch.InstanceType;
import dev.dunder.fetch.Request;
import dev.dunder.fetch.RowState;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Model;
import dev.dunder.run.DatabaseChoice;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the query sets of a generated model come from: {@code Entry.objects}.
 *
 * <p>It is the set of all rows, and unlike other query sets it never keeps them, since the whole program shares it: each
 * evaluation asks the database, and what is started on it begins on a fresh query set, which is returned. It uses the
 * default database unless told otherwise. Immutable and safe to share between threads.
 *
 * @param <T> the generated class
 */
public final class Manager<T extends Instance<T>> extends QuerySet<T> {
    private Manager(InstanceType<T> type) {
        super(Request.held(type, DatabaseChoice.by(Dunder.ROUTING)), null);
    }

    /**
     * Called by generated classes.
     *
     * @param model the model
     * @param constructor the class's constructor
     * @param <T> the generated class
     * @return its manager
     */
    public static <T extends Instance<T>> Manager<T> of(Model model, Function<State<T>, T> constructor) {
        return new Manager<T>(State.type(LookupException.given(model, "a model"),
                LookupException.given(constructor, "a constructor"), false));
    }

    /**
     * The manager of a generated class, which is known at run time alone.
     *
     * {@snippet :
     * Manager<Entry> all = Manager.of(Entry.class);                // Entry.objects
     * }
     *
     * @param generated the class
     * @param <T> the class
     * @return its {@code objects}
     * @throws DunderException if it is no generated model, as {@link Row} is none
     */
    @SuppressWarnings("unchecked")
    public static <T extends Instance<T>> Manager<T> of(Class<T> generated) {
        try {
            return (Manager<T>) LookupException.given(generated, "a generated model").getField("objects").get(null);
        } catch (ReflectiveOperationException | ClassCastException notGenerated) {
            throw new DunderException(generated.getName()
                    + " is no generated model: it has no public static field 'objects'.", notGenerated);
        }
    }

    /** An instance of a class, as a part of something else: without a row only whether the class is one of instances. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // which class of instances it is, is asked here
    static @Nullable Object made(Class<?> type, @Nullable RowState row) {
        if (!Instance.class.isAssignableFrom(type)) {
            return null;
        }
        return row == null ? type : type((Class) type, row.model()).make(row);
    }

    /** The generated class of a model, or rows of any. */
    @SuppressWarnings("unchecked") // the class says what it is
    static <T extends Instance<T>> InstanceType<T> type(Class<T> generated, Model model) {
        return generated == (Class<?>) Row.class
                ? (InstanceType<T>) (InstanceType<?>) Row.type(model)
                : of(generated).type();
    }

    /** What its instances are made by. */
    InstanceType<T> type() {
        return Objects.requireNonNull(request().type());
    }
}
