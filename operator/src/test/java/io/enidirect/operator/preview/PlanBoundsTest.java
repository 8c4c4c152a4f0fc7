package io.enidirect.operator.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.operator.ThreadTime;
import io.enidirect.operator.options.Invocation;
import io.enidirect.operator.options.Invocation.Plan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Small files and large ones that a reader would hang in, or end by. */
class PlanBoundsTest {
    /** Of a processor; each takes a second at most. */
    private static final Duration LITTLE = Duration.ofSeconds(10);

    private static final String FIRST = "apiVersion: v1\nkind: Secret\n---\n";
    private static final String INGRESS = """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: web, annotations: %s}
            spec:
              ingressClassName: eni-direct
              rules: [{host: "%s", http: {paths: []}}]
            """;

    static Stream<Arguments> bounds() {
        return Stream.of(
                Arguments.of("a merge of itself", "a: &a {<<: *a, b: *a}", "holds itself"),
                Arguments.of("a merge of itself in a list", "a: &a {<<: [*a, *a]}", "holds itself"),
                Arguments.of("a list of itself", "a: &a [*a]", "holds itself"),
                Arguments.of("aliases that double", doubling(), "becomes too large by its aliases"),
                Arguments.of("digits", "a: " + "9".repeat(2_000_000), "has a number of 2000000 digits"),
                Arguments.of("tagged digits", "a: !!int '" + "9".repeat(2_000_000) + "'", "has a number of 2000000"),
                Arguments.of("digits as a name", "? 0x" + "f".repeat(2_000_000) + "\n: a", "has a number of 2000002"),
                Arguments.of("a fraction", "a: 0." + "9".repeat(2_000_000), "has a number of 2000002"),
                Arguments.of("flow lists", "a: " + "[".repeat(50_000) + "]".repeat(50_000), "is nested too deeply"),
                Arguments.of("open flow lists", "a: " + "[".repeat(50_000), "is nested too deeply"),
                Arguments.of("flow maps", "a: " + "{a: ".repeat(50_000) + "}".repeat(50_000), "is nested too deeply"),
                Arguments.of("block lists", "- ".repeat(50_000), "is nested too deeply"),
                Arguments.of("block maps", "? ".repeat(50_000), "is nested too deeply"),
                Arguments.of("a map as a name", "? {a: b}\n: c", "is no YAML: Non scalar key"),
                Arguments.of(
                        "a long name",
                        "? " + "a".repeat(1_000_000) + "\n: {" + "b,".repeat(200_000) + "}",
                        "has too long a name"),
                Arguments.of(
                        "a long host",
                        INGRESS.formatted("{}", "a.".repeat(200_000) + "a"),
                        "spec.rules[0].host must have at most 253 characters"),
                Arguments.of(
                        "deep annotations",
                        INGRESS.formatted("[".repeat(3_000) + "]".repeat(3_000), "a.b"),
                        "is nested too deeply"));
    }

    /** Each is two of the one before, within the 50 aliases that any reader takes. */
    private static String doubling() {
        StringBuilder text = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 25; i++) {
            text.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
        }
        return text.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bounds")
    void areToldWithTheirDocument(String name, String text, String what) {
        ThreadTime.assertAtMost(LITTLE, () -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThat(plan(FIRST + text, out)).isEqualTo(1);
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains("standard input, document 2")
                    .contains(what)
                    .hasSizeLessThan(2_000);
        });
    }

    @Test
    void leaveWhatPeopleWriteAsItIs() {
        ThreadTime.assertAtMost(LITTLE, () -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThat(plan("""
                            base: &base {a: 1}
                            apiVersion: v1
                            kind: Secret
                            x: {<<: *base, b: *base}
                            y: [&s text, *s, *s]
                            big: %s
                            """.formatted("x".repeat(2_000_000)), out)).isZero();
            assertThat(out.toString(StandardCharsets.UTF_8)).contains("Passed over: 1 Secret (v1)");
        });
    }

    private static int plan(String text, ByteArrayOutputStream out) {
        Invocation invocation = Invocation.of(new String[] {"plan", "-f", "-"}, Map.of(), "test");
        return new PlanCommand(
                        Path.of(""),
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8))
                .run(((Plan) invocation).options());
    }
}
