package io.enidirect.operator.http;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;

/** An answer before it is sent. */
public record Reply(int status, String type, String body) {
    private static final String TEXT = "text/plain; charset=utf-8";

    public static Reply text(int status, String body) {
        return new Reply(status, TEXT, body);
    }

    public static Reply html(String body) {
        return new Reply(200, "text/html; charset=utf-8", body);
    }

    /** The format that Prometheus asks for where it names none. */
    public static Reply metrics(String body) {
        return new Reply(200, "text/plain; version=0.0.4; charset=utf-8", body);
    }

    /** One line a probe; 503 as soon as one is in trouble. */
    public static Reply health(List<HealthProbe> probes) {
        record Line(String name, Optional<String> trouble) {}
        List<Line> lines = probes.stream()
                .map(probe -> new Line(probe.name(), probe.ask()))
                .toList();
        boolean well = lines.stream().allMatch(line -> line.trouble().isEmpty());
        return text(
                well ? 200 : 503,
                lines.stream()
                        .map(line -> line.name() + ": " + line.trouble().orElse("ok") + "\n")
                        .collect(joining()));
    }
}
