package dev.dunder;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What a logger is told, while it is open. */
final class LogOf extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger logger;
    private final Level before;
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

    private LogOf(Logger logger) {
        this.logger = logger;
        this.before = logger.getLevel();
    }

    static LogOf of(String name) {
        return of(name, Level.INFO);
    }

    static LogOf of(String name, Level level) {
        LogOf log = new LogOf((Logger) LoggerFactory.getLogger(name));
        log.setContext(log.logger.getLoggerContext());
        log.start();
        log.logger.setLevel(level);
        log.logger.setAdditive(false);
        log.logger.addAppender(log);
        return log;
    }

    @Override
    protected void append(ILoggingEvent event) {
        event.getMDCPropertyMap();
        events.add(event);
    }

    List<ILoggingEvent> events() {
        return events;
    }

    List<String> lines() {
        return events.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setAdditive(true);
        logger.setLevel(before);
    }
}
