package dev.dunder.run;

import dev.dunder.lookups.Limits;
import dev.dunder.model.Model;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Where a query set is evaluated or an instance stored, and how. Immutable and safe to share between threads.
 *
 * @param routing chooses where no database was named
 * @param named the database that was named; null where the routing chooses
 * @param options how
 */
public record DatabaseChoice(Routing routing, @Nullable Session named, RunOptions options) {
    /** Chooses a database by the model. */
    public interface Routing {
        /**
         * Where a model is read from.
         *
         * @param model the model
         * @return the database
         */
        Session reading(Model model);

        /**
         * Where a model is written to.
         *
         * @param model the model
         * @return the database
         */
        Session writing(Model model);

        /**
         * How large queries may become of which nobody has said where they are evaluated.
         *
         * @return the limits
         */
        Limits limits();

        /**
         * For which server SQL is written of which nobody has said where it is sent.
         *
         * @return the driver
         */
        Driver driver();
    }

    /**
     * Nothing said.
     *
     * @param routing chooses the database
     * @return the choice
     */
    public static DatabaseChoice by(Routing routing) {
        return new DatabaseChoice(routing, null, RunOptions.USUAL);
    }

    /**
     * A database that was named, with its own options.
     *
     * @param session the database; null leaves it to the routing
     * @return the choice
     */
    public DatabaseChoice of(@Nullable Session session) {
        return new DatabaseChoice(routing, session, session == null ? options : session.options());
    }

    /**
     * Another database, evaluated as was said before.
     *
     * @param session the database
     * @return the choice
     */
    public DatabaseChoice using(Session session) {
        return new DatabaseChoice(routing, session, options);
    }

    /**
     * The same with other options.
     *
     * @param others how
     * @return the choice
     */
    public DatabaseChoice with(RunOptions others) {
        return new DatabaseChoice(routing, named, others);
    }

    /**
     * Where a model is read from.
     *
     * @param model the model
     * @return the database
     */
    public Session reading(Model model) {
        return (named != null ? named : routing.reading(model.source())).on(options);
    }

    /**
     * Where a model is written to.
     *
     * @param model the model
     * @return the database
     */
    public Session writing(Model model) {
        return (named != null ? named : routing.writing(model.source())).on(options);
    }

    /**
     * How large queries may become.
     *
     * @return the limits of the database that was named, or of the usual one
     */
    public Limits limits() {
        return named != null ? named.limits() : routing.limits();
    }

    /**
     * For which server its SQL is written.
     *
     * @return the driver of the database that was named, or of the usual one
     */
    public Driver driver() {
        return named != null ? named.driver() : routing.driver();
    }

    /**
     * The time zone of the session by which rows of a model are read.
     *
     * @param model null for rows of none
     * @return that of this machine where no database is known
     */
    public ZoneId zone(@Nullable Model model) {
        return named != null ? named.zone() : model == null ? ZoneId.systemDefault() : reading(model).zone();
    }

    /**
     * The time zone of the session by which new rows of a model are stored.
     *
     * @param model the model
     * @return that of the database that was named, or that the model is written to
     */
    public ZoneId zoneToWrite(Model model) {
        return writing(model).zone();
    }
}
