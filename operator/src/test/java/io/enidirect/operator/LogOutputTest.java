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
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.enidirect.operator.options.Options.LogLevel;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.event.KeyValuePair;

final class LogOutputTest {
    private static final String FORGED = "x\n2026-01-01 ERROR forged\u202Egnp\u2028y\u0007";
    private static final String MAIN = "io.enidirect.operator.Main";

    private final LoggerContext context = shipped();

    @Test
    void textFromOutsideMakesNoLineOfItsOwnAndTurnsNone() {
        String text = encoded(console(context), forged());

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
        assertThat(encoded(LogOutput.json(context), forged()))
                .contains("forged gnp y")
                .doesNotContain("\u202E", "\u2028")
                .hasLineCount(1);
    }

    @Test
    void aLineOfJsonIsFlatAndSaysEachTextOnce() throws JsonProcessingException {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("region", "ap-guangzhou");
        options.put("workers", "64");
        LoggingEvent event = event(Level.WARN, "Starting", new UncheckedIOException(new IOException("it is cut")));
        event.addKeyValuePair(new KeyValuePair("options", options));
        event.addKeyValuePair(new KeyValuePair("attempts", 3));
        event.addKeyValuePair(new KeyValuePair("level", "of the sea"));

        JsonNode line = new ObjectMapper().readTree(encoded(LogOutput.json(context), event));

        assertThat(line).isEqualTo(new ObjectMapper().readTree("""
                {"time": "2026-01-02T03:04:05.060Z", "level": "WARN", "logger": "io.enidirect.operator.Main",
                 "thread": "main", "message": "Starting", "options.region": "ap-guangzhou", "options.workers": "64",
                 "attempts": 3, "level_": "of the sea", "cause": "it is cut"}
                """));
    }

    @Test
    void aDefectHasItsTraceInJsonAndNoOtherWordOfIt() throws JsonProcessingException {
        JsonNode line = new ObjectMapper()
                .readTree(encoded(
                        LogOutput.json(context), event(Level.ERROR, "No", new IllegalStateException("not here"))));

        assertThat(line.path("trace").asText()).startsWith("java.lang.IllegalStateException: not here");
        assertThat(line.toString()).containsOnlyOnce("not here");
    }

    static Stream<Arguments> fromOutside() {
        return Stream.of(
                Arguments.of(
                        new CompletionException(new UnknownHostException("kubernetes.default.svc")),
                        "UnknownHostException: kubernetes.default.svc"),
                Arguments.of(
                        new UncheckedIOException("Port 1 is taken", new IOException()), "Port 1 is taken: IOException"),
                Arguments.of(
                        new KubernetesClientException(
                                "forbidden: cannot list pods", new IOException("cannot list pods")),
                        "forbidden: cannot list pods"));
    }

    @ParameterizedTest
    @MethodSource("fromOutside")
    void whatTheOutsideDidIsToldInTheLineAndTracedAtDebugOnly(Throwable thrown, String cause) {
        LoggingEvent event = event(Level.WARN, "It is tried again", thrown);

        assertThat(encoded(console(context), event))
                .endsWith("WARN  Main It is tried again  cause=\"" + cause + "\"\n")
                .hasLineCount(1);
        LogOutput.use(context, LogLevel.DEBUG);
        assertThat(encoded(console(context), event))
                .contains("WARN  Main It is tried again\n" + thrown.getClass().getName(), "\tat ");
    }

    @ParameterizedTest
    @CsvSource({
        "ERROR, ERROR, ERROR",
        "WARN, WARN, WARN",
        "INFO, INFO, INFO",
        "DEBUG, DEBUG, INFO",
        "TRACE, TRACE, DEBUG"
    })
    void librariesSayLessThanTheControllerOfWhatIsForDevelopers(LogLevel level, String ours, String libraries) {
        LogOutput.use(context, level);

        assertThat(List.of(context.getLogger(MAIN), context.getLogger("io.fabric8.kubernetes")))
                .extracting(logger -> logger.getEffectiveLevel().toString())
                .containsExactly(ours, libraries);
    }

    /** As the jar writes it at {@code info}. */
    static String text(ILoggingEvent event) {
        return encoded(console(shipped()), event);
    }

    private static LoggerContext shipped() {
        LoggerContext context = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(Objects.requireNonNull(LogOutput.class.getResource("/logback.xml")));
        } catch (JoranException e) {
            throw new IllegalStateException(e);
        }
        return context;
    }

    @SuppressWarnings("unchecked") // its only one
    private static Encoder<ILoggingEvent> console(LoggerContext context) {
        return ((ConsoleAppender<ILoggingEvent>)
                        context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("console"))
                .getEncoder();
    }

    private LoggingEvent forged() {
        LoggingEvent event = new LoggingEvent(
                "x",
                context.getLogger("a.b.a"),
                Level.WARN,
                FORGED,
                new IllegalStateException(FORGED, new IllegalArgumentException(FORGED)),
                new Object[0]);
        event.addKeyValuePair(new KeyValuePair("error", FORGED));
        return event;
    }

    private LoggingEvent event(Level level, String message, @Nullable Throwable thrown) {
        LoggingEvent event = new LoggingEvent("x", context.getLogger(MAIN), level, message, thrown, new Object[0]);
        event.setThreadName("main");
        event.setInstant(java.time.Instant.parse("2026-01-02T03:04:05.060708Z"));
        return event;
    }

    private static String encoded(Encoder<ILoggingEvent> encoder, ILoggingEvent event) {
        return new String(encoder.encode(event), UTF_8);
    }
}
