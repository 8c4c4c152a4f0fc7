package io.enidirect.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** It is run by hand; here it is seen to run. */
class BenchTest {
    @Test
    void theCoreIsMeasuredInEachStateAndStep(@TempDir Path directory) throws Exception {
        Path json = directory.resolve("core.json");

        var results = Bench.core(json, Scale.of("smoke"));

        assertThat(results)
                .extracting(result -> result.getParams().getBenchmark().replaceFirst(".*[.]", "") + " "
                        + result.getParams().getParam("state"))
                .contains("observe STEADY", "desired HELD", "plan REPLACED")
                .hasSize(3 * 3);
        assertThat(results)
                .allSatisfy(result ->
                        assertThat(result.getPrimaryResult().getScore()).isPositive());
        assertThat(json).isNotEmptyFile();
    }

    @Test
    void aRowHasTheTimeThatTheBatchesTakeAtTheRateLimit() {
        assertThat(new Measured("all", 2.5, 1.25, 200, 250, 40, 38, 36)
                        .toString()
                        .split(" +"))
                .containsExactly("all", "2.5", "1.3", "200", "250", "40", "38", "36", "2.0");
    }
}
