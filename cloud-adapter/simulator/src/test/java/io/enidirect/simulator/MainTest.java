package io.enidirect.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) throws InterruptedException {
        return Main.run(args, new PrintWriter(out, true), new PrintWriter(err, true));
    }

    @Test
    void saysEverythingThatIsWrongAtOnce() throws Exception {
        assertThat(run("--port", "x", "--time-scale", "0", "--nothing")).isEqualTo(64);
        assertThat(err.toString()).contains("--port", "--secret-id", "--secret-key", "--time-scale", "--nothing");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void helpsAndTellsItsVersion() throws Exception {
        assertThat(run("--help")).isZero();
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).contains("--no-data-plane", "eni-direct-simulator development");
    }
}
