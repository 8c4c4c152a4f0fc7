package io.enidirect.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.enidirect.simulator.cloud.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The cloud's own SDKs of four languages do the same calls, and see the same. {@code OFFICIAL_SDKS=mandatory} in the
 * environment makes it a failure if a tool is missing or an SDK can't be fetched; without it, that language is skipped.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OfficialSdksTest {
    private static final boolean MANDATORY = "mandatory".equals(System.getenv("OFFICIAL_SDKS"));
    private static final List<String> SEEN = List.of(
            "another key AuthFailure.SignatureFailure",
            "load balancer 订单 OPEN 1 1 团队=网站",
            "again InvalidParameter.PortCheckFailed",
            "listener TCP 80 网站 WRR 6",
            "listener HTTP 8080 - - -",
            "rule shop.example.com /cart WRR shop.example.com",
            "failed 0",
            "target TCP 80 - 10.0.0.1:80 10",
            "target TCP 80 - 10.0.0.2:80 20",
            "target TCP 80 - 10.0.0.3:80 0",
            "target HTTP 8080 /cart 10.0.0.1:8080 10",
            "health 10.0.0.1:80 Alive",
            "health 10.0.0.2:80 Alive",
            "health 10.0.0.3:80 Alive",
            "health 10.0.0.1:8080 Alive",
            "failed 0",
            "left TCP 80 - 10.0.0.2:80 20",
            "after deletion 0 InvalidParameter.LBIdNotFound");

    private final ExecutorService side = Executors.newFixedThreadPool(SdkProgram.values().length);
    private final Map<SdkProgram, CompletableFuture<Outcome>> outcomes = new EnumMap<>(SdkProgram.class);

    /** What a program said, or what it lacks to be run. */
    private record Outcome(List<String> said, @Nullable String lacks) {}

    /** All at once, since each waits most of the time. */
    @BeforeAll
    void start() {
        for (SdkProgram program : SdkProgram.values()) {
            outcomes.put(program, CompletableFuture.supplyAsync(() -> outcome(program), side));
        }
    }

    private static Outcome outcome(SdkProgram program) {
        Optional<String> missing = program.missingTool();
        if (missing.isPresent()) {
            return new Outcome(List.of(), "there is no " + missing.get());
        }
        try {
            program.prepare();
        } catch (IOException e) {
            return new Outcome(List.of(), "it can't be fetched: " + e.getMessage());
        }
        Settings settings = Settings.DEFAULT.withRate(0).withTaskMillis(20).withTimeScale(100);
        SimulatorOptions options = SimulatorOptions.of(Client.ID, Client.KEY).withSettings(settings);
        try (Simulator simulator = Simulator.start(options)) {
            return new Outcome(program.flow(simulator.endpoint()), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    void close() {
        side.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void seesTheSameWithEachSdk(SdkProgram program) {
        Outcome outcome = outcomes.get(program).join();
        if (outcome.lacks() != null) {
            String line = "The SDK for " + program + " is not tried: " + outcome.lacks();
            if (MANDATORY) {
                fail(line);
            }
            System.out.println(line);
            Assumptions.abort(line);
        }
        assertThat(outcome.said()).isEqualTo(SEEN);
    }

    @ParameterizedTest
    @EnumSource
    void isDocumentedWithItsVersion(SdkProgram program) throws IOException {
        assertThat(Files.readString(Path.of("../../docs/reference/simulator.md")))
                .contains("| " + program.sdk());
    }
}
