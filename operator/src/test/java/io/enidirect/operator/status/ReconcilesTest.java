package io.enidirect.operator.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enidirect.cloud.ManualClock;
import io.enidirect.operator.metrics.Fleet;
import io.enidirect.operator.metrics.Metrics;
import io.enidirect.operator.snapshot.Timing;
import io.javaoperatorsdk.operator.api.monitoring.Metrics.ControllerExecution;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class ReconcilesTest {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final Metrics metrics = new Metrics();
    private final Reconciles reconciles = new Reconciles(metrics, clock);

    @Test
    void timesEachReconcileByKindAndResult() throws Exception {
        reconciles.timeControllerExecution(new Execution(() -> {
            clock.advance(Duration.ofSeconds(2));
            return "";
        }));
        assertThatThrownBy(() -> reconciles.timeControllerExecution(new Execution(() -> {
                    throw new IllegalStateException("no");
                })))
                .isInstanceOf(IllegalStateException.class);

        assertThat(metrics.scrape(new Fleet(Map.of(), Map.of(), 0, Map.of())))
                .contains(
                        "eni_direct_reconcile_seconds_sum{kind=\"Service\",result=\"done\"} 2.0",
                        "eni_direct_reconcile_seconds_count{kind=\"Service\",result=\"failed\"} 1");
    }

    @Test
    void tellsOfOneThatDoesNotComeBack() throws Exception {
        String stuck = reconciles.timeControllerExecution(new Execution(() -> {
            clock.advance(Timing.HOUSE.process().stuck());
            assertThat(reconciles.stuck()).isEmpty();
            clock.advance(Duration.ofSeconds(1));
            return reconciles.stuck().orElse("");
        }));

        assertThat(stuck).contains("Service", "web", "has been reconciled since 2026-01-01T00:00:00Z");
        assertThat(reconciles.stuck()).isEmpty();
    }

    private record Execution(Callable<String> work) implements ControllerExecution<String> {
        @Override
        public String name() {
            return "reconcile";
        }

        @Override
        public String controllerName() {
            return "test";
        }

        @Override
        public String successTypeName(String result) {
            return "";
        }

        @Override
        public ResourceID resourceID() {
            return new ResourceID("web", "ns");
        }

        @Override
        public Map<String, Object> metadata() {
            return Map.of(Constants.RESOURCE_GVK_KEY, new GroupVersionKind("", "v1", "Service"));
        }

        @Override
        public String execute() throws Exception {
            return work.call();
        }
    }
}
