package io.enidirect.operator;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import io.enidirect.operator.options.Options.LogFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The form of log lines. Text is what {@code logback.xml} says; it also holds until the options are known. */
final class LogOutput {
    private LogOutput() {}

    static void use(LogFormat format) {
        if (format == LogFormat.JSON
                && LoggerFactory.getILoggerFactory() instanceof LoggerContext context
                && context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("console")
                        instanceof ConsoleAppender<ILoggingEvent> console) {
            JsonEncoder json = new JsonEncoder();
            json.setContext(context);
            json.setWithContext(false);
            json.setWithSequenceNumber(false);
            json.setWithNanoseconds(false);
            json.setWithMDC(false);
            // libraries put arguments into their messages
            json.setWithFormattedMessage(true);
            json.start();
            console.stop();
            console.setEncoder(json);
            console.start();
        }
    }
}
