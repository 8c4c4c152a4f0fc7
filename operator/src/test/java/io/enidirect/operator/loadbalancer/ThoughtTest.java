package io.enidirect.operator.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.Share;
import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.operator.apply.Cluster;
import io.enidirect.operator.apply.Cluster.Port;
import io.enidirect.operator.apply.Loop;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.plan.step.Planned;
import io.enidirect.operator.snapshot.Snapshot;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ThoughtTest {
    private final Cluster cluster = new Cluster();
    private Loop loop;

    @BeforeEach
    void settle() {
        cluster.service("web", Port.tcp(80, 8080));
        cluster.pods("web", 3);
        loop = Loop.ofWeb(cluster);
        loop.settle();
        cluster.pods("web", 5);
    }

    @Test
    void isToldWhileItsStepWaitsForLong() {
        assertThat(waitingFor(Duration.ofSeconds(3)).tells(seen().object(), now()))
                .isTrue();
    }

    @Test
    void isNotToldWhereItsStepWaitsForAMoment() {
        assertThat(waitingFor(Duration.ofMillis(300)).tells(seen().object(), now()))
                .isFalse();
    }

    @Test
    void isNotToldOfAnObjectThatWasWrittenMeanwhile() {
        Thought thought = waitingFor(Duration.ofSeconds(3));
        CloudLoadBalancer written = loop.snapshot().object();
        CloudLoadBalancer another = new CloudLoadBalancer();
        another.setMetadata(new ObjectMetaBuilder(written.getMetadata())
                .withResourceVersion("another")
                .build());
        another.setStatus(written.getStatus());
        assertThat(thought.tells(another, now())).isFalse();
    }

    private Snapshot seen() {
        return loop.snapshot();
    }

    private Instant now() {
        return loop.clock.instant();
    }

    private Thought waitingFor(Duration wait) {
        Snapshot seen = seen();
        Plan plan = loop.plan();
        Planned first = plan.steps().get(0);
        Plan later = plan.with(first, new Planned(first.step(), now().plus(wait), Share.FULL));
        return new Thought(seen, loop.desired(), plan, Duration.ZERO, false).waiting(later, true);
    }
}
