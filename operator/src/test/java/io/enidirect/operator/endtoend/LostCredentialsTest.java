package io.enidirect.operator.endtoend;

import static io.enidirect.operator.endtoend.Manifests.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The role whose credentials the controller has is deleted, and made again. */
@ExtendWith(SharedCluster.class)
final class LostCredentialsTest {
    private static final String CODE = "ResourceNotFound.RoleNotFound";
    private static final String REMEDY = "Mend the source of the controller's credentials";

    @TempDir
    Path directory;

    @Test
    void takeNothingAwayAreToldOfAndEverythingGoesOnWhenTheyCanBeHadAgain(Cluster cluster) {
        JumpingClock clock = new JumpingClock();
        TokenService tokens = new TokenService(directory, clock);
        try (Rig rig = Rig.start(cluster, Rig.Setup.PLAIN.withClock(clock).withCredentialsFrom(tokens))) {
            String namespace = cluster.createNamespace("credentials");
            LiveService shrunk = LiveService.create(rig, namespace, "shrunk", 3, tcp(80, 8080));
            LiveService moved = LiveService.create(rig, namespace, "moved", 2, tcp(80, 8080));
            shrunk.awaitReady().awaitPods(3, 80);
            moved.awaitReady().awaitPods(2, 80);
            var before = rig.cloud().state().loadBalancers();
            List<String> addresses = shrunk.addresses();

            tokens.refuse(CODE, "The role is not found");
            clock.jump(TokenService.LIFETIME);
            rig.cloud().clearCalls();
            shrunk.scale(1);
            shrunk.awaitEvent("SyncFailed", CODE, "have expired at", REMEDY);
            moved.ports(tcp(81, 8080));
            moved.awaitEvent("SyncFailed", CODE, REMEDY);
            LiveService fresh = LiveService.create(rig, namespace, "fresh", 1, tcp(80, 8080));
            fresh.awaitEvent("SyncFailed", CODE, REMEDY);
            assertThat(rig.cloud().calls()).isEmpty();
            assertThat(rig.cloud().state().loadBalancers()).isEqualTo(before);
            assertThat(shrunk.addresses()).isEqualTo(addresses);
            assertThat(moved.addresses()).isNotEmpty();

            Instant returned = Instant.now();
            tokens.give();
            shrunk.awaitTargets(1, 80);
            moved.awaitTargets(2, 81);
            fresh.awaitReady().awaitTargets(1, 80);
            System.out.printf(
                    "After its credentials had returned it converged in %d ms%n",
                    Duration.between(returned, Instant.now()).toMillis());
            shrunk.awaitReady();
            moved.awaitReady();
            assertThat(moved.listeners()).containsOnlyKeys("TCP:81");
            assertThat(shrunk.addresses()).isEqualTo(addresses);
        }
    }
}
