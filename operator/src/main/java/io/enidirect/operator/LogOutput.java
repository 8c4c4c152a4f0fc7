package io.enidirect.operator;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import io.enidirect.operator.options.Options.LogFormat;
import io.enidirect.operator.options.Options.LogLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What log lines there are and their form. {@code logback.xml} says both until the options are known. */
final class LogOutput {
    /** The loggers of this project's own code. */
    static final String OURS = "io.enidirect";

    private LogOutput() {}

    static void use(LogFormat format, LogLevel level) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            use(context, level);
            if (format == LogFormat.JSON
                    && context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("console")
                            instanceof ConsoleAppender<ILoggingEvent> console) {
                console.stop();
                console.setEncoder(json(context));
                console.start();
            }
        }
    }

    /** Libraries stay a level quieter in what is for developers: at {@code TRACE} one writes down credentials. */
    static void use(LoggerContext context, LogLevel level) {
        context.getLogger(OURS).setLevel(Level.valueOf(level.name()));
        context.getLogger(Logger.ROOT_LOGGER_NAME)
                .setLevel(
                        switch (level) {
                            case TRACE -> Level.DEBUG;
                            case DEBUG -> Level.INFO;
                            default -> Level.valueOf(level.name());
                        });
    }

    static JsonLines json(LoggerContext context) {
        JsonLines json = new JsonLines();
        json.setContext(context);
        json.start();
        return json;
    }
}
