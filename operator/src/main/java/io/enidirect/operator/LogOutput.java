package io.enidirect.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

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
            console.stop();
            console.setEncoder(json(context));
            console.start();
        }
    }

    static JsonEncoder json(LoggerContext context) {
        JsonEncoder json = new PlainJson();
        json.setContext(context);
        json.setWithContext(false);
        json.setWithSequenceNumber(false);
        json.setWithNanoseconds(false);
        json.setWithMDC(false);
        // libraries put arguments into their messages
        json.setWithFormattedMessage(true);
        json.start();
        return json;
    }

    /** JSON escapes what breaks a line, but not what turns the direction of writing. */
    private static final class PlainJson extends JsonEncoder {
        @Override
        public byte[] encode(ILoggingEvent event) {
            String line = new String(super.encode(event), UTF_8);
            return line.replaceAll("[\\pC\\u2028\\u2029&&[^\n]]", " ").getBytes(UTF_8);
        }
    }
}
