package io.enidirect.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.JoranException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

final class LogOutputTest {
    private static final String FORGED = "x\n2026-01-01 ERROR forged\u202Egnp\u2028y\u0007";

    private final LoggerContext context = new LoggerContext();

    @Test
    void textFromOutsideMakesNoLineOfItsOwnAndTurnsNone() throws JoranException {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Objects.requireNonNull(LogOutput.class.getResource("/logback.xml")));
        ConsoleAppender<ILoggingEvent> console = (ConsoleAppender<ILoggingEvent>)
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("console");

        String text = encoded(console.getEncoder());

        assertThat(text.lines())
                .filteredOn(line -> line.startsWith("2026-01-01"))
                .isEmpty();
        assertThat(text)
                .contains("a x 2026-01-01 ERROR forged gnp y  error=\"x 2026-01-01 ERROR forged gnp y \"\n")
                .containsOnlyOnce("IllegalStateException: x 2026-01-01 ERROR forged gnp y \n\tat ")
                .contains("\nCaused by: java.lang.IllegalArgumentException: x 2026");
    }

    @Test
    void aLineOfJsonIsOneLineAndTurnsNoText() {
        assertThat(encoded(LogOutput.json(context)))
                .contains("forged gnp y")
                .doesNotContain("\u202E", "\u2028")
                .hasLineCount(1);
    }

    private String encoded(Encoder<ILoggingEvent> encoder) {
        LoggingEvent event = new LoggingEvent(
                "x",
                context.getLogger("a.b.a"),
                Level.WARN,
                FORGED,
                new IllegalStateException(FORGED, new IllegalArgumentException(FORGED)),
                new Object[0]);
        event.addKeyValuePair(new KeyValuePair("error", FORGED));
        return new String(encoder.encode(event), UTF_8);
    }
}
