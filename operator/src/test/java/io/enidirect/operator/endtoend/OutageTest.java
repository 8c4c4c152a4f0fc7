package io.enidirect.operator.endtoend;

import static io.enidirect.operator.endtoend.Manifests.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.enidirect.simulator.Call;
import io.enidirect.simulator.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An hour in which the cloud does not answer. */
@ExtendWith(SharedCluster.class)
final class OutageTest {
    private static final int STEPS = 12;
    private static final Duration STEP = Duration.ofMinutes(5);

    @Test
    void takesNothingAwayAndIsMadeUpForWithoutAnEvent(Cluster cluster) {
        JumpingClock clock = new JumpingClock();
        try (Rig rig = Rig.start(cluster, Rig.Setup.PLAIN.withClock(clock))) {
            String namespace = cluster.createNamespace("outage");
            LiveService web = LiveService.create(rig, namespace, "web", 3, tcp(80, 8080));
            LiveService idle = LiveService.create(rig, namespace, "idle", 2, tcp(80, 8080));
            web.awaitReady().awaitTargets(3, 80);
            idle.awaitReady().awaitTargets(2, 80);
            var before = rig.cloud().state().loadBalancers();
            List<String> addresses = web.addresses();

            rig.cloud().fault(Fault.next(Fault.Kind.RESET_BEFORE, "*").times(0));
            rig.cloud().clearCalls();
            for (int step = 0; step < STEPS; step++) {
                clock.jump(STEP);
                int calls = rig.cloud().calls().size();
                web.scale(4 - step % 2);
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> rig.cloud().calls().size() > calls);
                assertThat(web.addresses()).isEqualTo(addresses);
            }
            web.scale(4);
            web.roll();
            assertThat(rig.writes()).isEmpty();
            assertThat(rig.cloud().state().loadBalancers()).isEqualTo(before);
            web.awaitEvent("Unreachable", "Nothing to do");
            // Kubernetes has nothing to tell any more: what follows comes from the controller's own timers
            await().atMost(Duration.ofSeconds(30)).until(() -> web.endpoints() == 4);

            rig.cloud().clearCalls();
            rig.cloud().clearFaults();
            Instant healed = Instant.now();
            web.awaitTargets(4, 80);
            Duration took = Duration.between(healed, Instant.now());
            System.out.println("After an hour without the cloud it converged in " + took.toMillis() + " ms");
            assertThat(took).isLessThan(Duration.ofSeconds(30));
            web.awaitReady();
            web.awaitQuiet();
            assertThat(rig.cloud().executedWrites())
                    .extracting(Call::action)
                    .isSubsetOf("BatchRegisterTargets", "BatchDeregisterTargets", "BatchModifyTargetWeight");
            assertThat(web.addresses()).isEqualTo(addresses);
            assertThat(idle.inCloud())
                    .isEqualTo(before.stream()
                            .filter(one -> one.id().equals(idle.loadBalancerId()))
                            .findFirst()
                            .orElseThrow());
        }
    }
}
