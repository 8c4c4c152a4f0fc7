package io.enidirect.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/** A log line as one flat JSON object: what collectors take in without being told how. */
final class JsonLines extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};
    /** Always as long, so that texts sort as times. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    private final ObjectMapper mapper = new ObjectMapper();
    private final ThrowableProxyConverter traces = new ThrowableProxyConverter();

    @Override
    public void start() {
        traces.start();
        super.start();
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", TIME.format(time(event)));
        line.put("level", event.getLevel().toString());
        line.put("logger", event.getLoggerName());
        line.put("thread", event.getThreadName());
        line.put("message", event.getFormattedMessage());
        if (event.getKeyValuePairs() != null) {
            event.getKeyValuePairs().forEach(pair -> put(line, pair));
        }
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            boolean trace = Traces.shown(thrown, getContext());
            put(line, trace ? "trace" : "cause", trace ? traces.convert(event) : Traces.causes(thrown));
        }
        return text(line).getBytes(UTF_8);
    }

    private static Instant time(ILoggingEvent event) {
        return Optional.ofNullable(event.getInstant()).orElseGet(() -> Instant.ofEpochMilli(event.getTimeStamp()));
    }

    private static void put(Map<String, Object> line, KeyValuePair pair) {
        if (pair.value instanceof Map<?, ?> fields) {
            fields.forEach((name, value) -> put(line, pair.key + "." + name, value));
        } else {
            put(line, pair.key, pair.value);
        }
    }

    /** No name is there twice. */
    private static void put(Map<String, Object> line, String name, @Nullable Object value) {
        boolean plain = value instanceof Number || value instanceof Boolean;
        line.put(line.containsKey(name) ? name + "_" : name, plain ? value : String.valueOf(value));
    }

    /** JSON escapes what breaks a line, but not what turns the direction of writing. */
    private String text(Map<String, Object> line) {
        try {
            return mapper.writeValueAsString(line).replaceAll("[\\pC\\u2028\\u2029]", " ") + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts, numbers and booleans are JSON", e);
        }
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
