package dev.dunder.spring.test;

import dev.dunder.DatabaseBuilder;
import dev.dunder.spring.DatabaseBuilderCustomizer;
import dev.dunder.watch.StatementListener.ExecutedStatement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/** A part of the database. */
@Component
class Listening implements DatabaseBuilderCustomizer {
    private final List<ExecutedStatement> heard = new CopyOnWriteArrayList<>();

    @Override
    public void customize(DatabaseBuilder builder) {
        builder.listener(heard::add);
    }

    List<ExecutedStatement> heard() {
        return heard;
    }
}
