package io.enidirect.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.ProblemStatus;
import io.enidirect.crd.SourceRef;
import io.enidirect.crd.SourceStatus;
import io.enidirect.operator.front.Refusals.Refusal;
import io.enidirect.operator.metrics.Fleet;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.enidirect.operator.status.StatusPage.Trouble;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OverviewTest {
    @Test
    void countsWhatTheStatusesSay() {
        Overview overview = Overview.of(
                Stream.of(
                        object(
                                List.of(condition("Programmed", "True"), condition("Ready", "False")),
                                source("a", 5, 3)),
                        object(List.of(condition("Programmed", "True"), condition("Ready", "True")), source("b", 2, 2)),
                        new CloudLoadBalancer()),
                List.of(refusal(Code.BAD_ANNOTATION, "c", true), refusal(Code.NOT_CLAIMED, "d", false)));

        assertThat(overview.fleet(4))
                .isEqualTo(new Fleet(
                        Map.of("all", 3, "Accepted", 0, "Programmed", 2, "Ready", 1),
                        Map.of("wanted", 7, "confirmed", 5),
                        4,
                        Map.of("Quota", 2, "BadAnnotation", 1, "NotClaimed", 1)));
        assertThat(overview.page("1.0", Map.of("region", "x")))
                .isEqualTo(new StatusPage(
                        "1.0",
                        Map.of("region", "x"),
                        Map.of("all", 3, "Accepted", 0, "Programmed", 2, "Ready", 1),
                        List.of(
                                new Trouble("Quota", "Service ns/a", "too many"),
                                new Trouble("Quota", "Service ns/b", "too many"),
                                new Trouble("BadAnnotation", "Service ns/c", "Service ns/c: wrong. Mend it."))));
    }

    @Test
    void aProblemOfTheLoadBalancerItselfCountsOnceWhoeverElseTellsIt() {
        ProblemStatus quota = new ProblemStatus("Quota", "Rejected", null, "too many", null);
        CloudLoadBalancer told = object(List.of(), source("a", 0, 0));
        told.setStatus(withProblems(told.recorded(), List.of(quota)));
        CloudLoadBalancer alone = new CloudLoadBalancer();
        alone.getMetadata().setName("edge");
        alone.setStatus(withProblems(CloudLoadBalancerStatus.EMPTY, List.of(quota)));

        Overview overview = Overview.of(Stream.of(told, alone), List.of());

        assertThat(overview.troubles())
                .containsExactly(
                        new Trouble("Quota", "Service ns/a", "too many"),
                        new Trouble("Quota", "CloudLoadBalancer edge", "too many"));
    }

    private static CloudLoadBalancerStatus withProblems(CloudLoadBalancerStatus status, List<ProblemStatus> problems) {
        return new CloudLoadBalancerStatus(
                status.observedGeneration(),
                status.clusterId(),
                status.creation(),
                status.loadBalancerId(),
                status.addresses(),
                status.hostname(),
                status.conditions(),
                problems,
                status.sources(),
                status.listeners());
    }

    @Test
    void showsZeroesWhereThereIsNothing() {
        assertThat(Overview.of(Stream.empty(), List.of()).fleet(0))
                .isEqualTo(new Fleet(
                        Map.of("all", 0, "Accepted", 0, "Programmed", 0, "Ready", 0),
                        Map.of("wanted", 0, "confirmed", 0),
                        0,
                        Map.of()));
    }

    /** One that has no load balancer. */
    private static Refusal refusal(Code code, String name, boolean ours) {
        return new Refusal(
                new SourceRef("Service", "ns", name, name),
                ours,
                List.of(Problem.of(
                        code, new Place("Service ns/" + name, null), null, new Wording("wrong", "Mend it"))));
    }

    private static CloudLoadBalancer object(List<Condition> conditions, SourceStatus source) {
        CloudLoadBalancer object = new CloudLoadBalancer();
        object.setStatus(new CloudLoadBalancerStatus(
                1L, "cls-1", null, "lb-1", List.of(), null, conditions, List.of(), List.of(source), List.of()));
        return object;
    }

    private static SourceStatus source(String name, int wanted, int confirmed) {
        return new SourceStatus(
                name,
                "Service",
                "ns",
                name,
                "uid-" + name,
                List.of(),
                null,
                new SourceStatus.Targets(wanted, confirmed),
                List.of(),
                List.of(new ProblemStatus("Quota", "Rejected", null, "too many", null)));
    }

    private static Condition condition(String type, String status) {
        return new ConditionBuilder().withType(type).withStatus(status).build();
    }
}
