package io.enidirect.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.FakeCloud.When;
import io.enidirect.crd.SourceStatus;
import io.enidirect.operator.apply.Cluster;
import io.enidirect.operator.apply.Loop;
import io.enidirect.operator.apply.Path;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.kinds.registry.House;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.snapshot.Snapshot;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of an Ingress, whose parts are rules. */
class IngressStatusTest {
    private final Cluster cluster = new Cluster();

    private Loop loop(int pods) {
        cluster.backend("api", 8080);
        cluster.pods("api", pods);
        cluster.ingress("web", Path.exact("a.test", "/x", "api"), Path.exact("a.test", "/bad", "api"));
        return Loop.ofWeb(cluster);
    }

    private static SourceStatus status(Loop loop) {
        Snapshot seen = loop.snapshot();
        Desired desired = House.desired(seen);
        return Statuses.of(seen, desired, Plan.between(desired.state(), seen))
                .sources()
                .get(0);
    }

    private static List<String> conditions(SourceStatus status) {
        return status.conditions().stream()
                .map(condition -> condition.getType() + " " + condition.getStatus() + " " + condition.getReason())
                .toList();
    }

    @Test
    void addressAppearsWhenTheRulesAreThereAndReadyWithTheTargetsSeen() {
        Loop loop = loop(2);
        loop.reconcile();
        assertThat(status(loop).addresses()).isEmpty();

        loop.settle();

        SourceStatus status = status(loop);
        assertThat(status.addresses()).containsExactly("127.200.0.2");
        assertThat(status.targets()).isEqualTo(new SourceStatus.Targets(4, 4));
        assertThat(conditions(status))
                .containsExactly("Accepted True Accepted", "Programmed True Programmed", "Ready True Ready");
    }

    @Test
    void noAddressBeforeARuleIsThere() {
        Loop loop = loop(2);
        loop.wire.hook((number, what, when) -> {
            if (what.equals("createRules") && when == When.BEFORE) {
                throw new CloudException.Unavailable("CreateRule", "ConnectException", "", null);
            }
        });

        loop.run(Duration.ofMinutes(1));

        SourceStatus status = status(loop);
        assertThat(loop.listeners()).containsOnlyKeys("HTTP:80");
        assertThat(status.addresses()).isEmpty();
        assertThat(conditions(status))
                .containsExactly("Accepted True Accepted", "Programmed False Unreachable", "Ready False Unreachable");
    }

    @Test
    void refusedRuleIsToldAndTakesNoAddressFromTheOthers() {
        Loop loop = loop(2);
        loop.wire.hook((number, what, when) -> {
            if (what.equals("createRules")
                    && when == When.BEFORE
                    && loop.wire
                            .sent()
                            .get(loop.wire.sent().size() - 1)
                            .arguments()
                            .contains("/bad")) {
                throw new CloudException.Rejected("CreateRule", "InvalidParameterValue", "not that url", null);
            }
        });

        loop.run(Duration.ofMinutes(1));

        SourceStatus status = status(loop);
        assertThat(status.addresses()).containsExactly("127.200.0.2");
        assertThat(conditions(status))
                .containsExactly("Accepted True Accepted", "Programmed False Rejected", "Ready False Rejected");
        assertThat(status.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("spec.rules[0].http.paths[1]");
            assertThat(problem.message()).contains("Ingress default/web", "a.test =/bad", "not that url");
        });
    }
}
