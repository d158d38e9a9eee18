package dev.dunder;

import dev.dunder.fetch.InstanceType;
import dev.dunder.fetch.Request;
import dev.dunder.fetch.ResultCache;
import dev.dunder.model.Model;
import dev.dunder.run.DatabaseChoice;
import dev.dunder.run.Session;
import org.jspecify.annotations.Nullable;

/** What tests see of the machinery behind the faces. */
public final class Inside {
    private Inside() {}

    public static <T extends @Nullable Object> Request<T> request(QuerySet<T> set) {
        return set.request();
    }

    public static Session session(Database database) {
        return database.session();
    }

    public static Database database(Session session) {
        return new Database(session);
    }

    public static <T extends @Nullable Object> QuerySet<T> set(Request<T> request) {
        return new QuerySet<>(request);
    }

    /** One that keeps nothing, as a manager does not. */
    public static <T extends @Nullable Object> QuerySet<T> manager(Request<T> request) {
        ResultCache<T> nothing = null;
        return new QuerySet<>(request, nothing);
    }

    public static InstanceType<Row> rows(Model model) {
        return Row.type(model);
    }

    public static DatabaseChoice noDatabase() {
        return DatabaseChoice.by(Dunder.ROUTING);
    }
}
