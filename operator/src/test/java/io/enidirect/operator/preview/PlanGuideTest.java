package io.enidirect.operator.preview;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the guide shows is what the command prints, and the examples of the documentation can be planned. */
class PlanGuideTest {
    private static final Path ROOT = Path.of("..");
    private static final Path GUIDE = ROOT.resolve("docs/guides/plan.md");
    private static final Pattern SHOWN =
            Pattern.compile("(\\$ java -jar eni-direct\\.jar (plan .*)\\n)((?s:.*?))(\\$ echo \\$\\?\\n)(\\d+)\\n");

    /** {@code -Ddocs.update} writes the outputs anew. */
    @Test
    void theGuideShowsRealOutput() throws IOException {
        String page = Files.readString(GUIDE);
        String real = SHOWN.matcher(page).replaceAll(shown -> Matcher.quoteReplacement(run(shown)));
        if (System.getProperty("docs.update") != null) {
            Files.writeString(GUIDE, real);
        }
        assertThat(SHOWN.matcher(page).results()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(GUIDE).content().isEqualTo(real);
    }

    private static String run(MatchResult shown) {
        Transcript run = plan(List.of(shown.group(2).split(" ")));
        return shown.group(1) + run.output() + shown.group(4) + run.exitCode() + "\n";
    }

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("deploy/examples"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleCanBePlanned(Path example) {
        Transcript run = plan(
                List.of("plan", "-f", ROOT.relativize(example).toString(), "--external-ranges", "192.168.10.0/24"));

        // that one says on purpose what CLB can't do
        boolean rewrites = example.endsWith("ingress-minimal.yaml");
        assertThat(run.output())
                .contains("create load balancer", ", 0 mistakes, " + (rewrites ? "1 notice\n" : "0 notices\n"));
        assertThat(run.exitCode()).isEqualTo(2);
    }

    private static Transcript plan(List<String> arguments) {
        return Transcript.of(ROOT, InputStream.nullInputStream(), arguments);
    }
}
