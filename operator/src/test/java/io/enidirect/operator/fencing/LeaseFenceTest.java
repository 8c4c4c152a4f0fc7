package io.enidirect.operator.fencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.operator.Leases;
import io.enidirect.operator.SharedCluster;
import io.enidirect.operator.snapshot.Timing;
import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Against a real API server, with the elector that renews in production. */
@ExtendWith(SharedCluster.class)
@Timeout(180)
class LeaseFenceTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Clock clock = Clock.systemUTC();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final KubernetesClient client;
    private final String namespace;

    LeaseFenceTest(Cluster cluster) {
        this.client = cluster.client();
        this.namespace = cluster.createNamespace("lease");
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        threads.shutdownNow();
    }

    @Test
    void isOpenForTheHolderWhileItRenewsAndTenSecondsLonger() {
        LeaseFence fence = fence("one");
        LeaseFence other = fence("other");
        await().atMost(SOON).until(fence::watching);
        assertThat(fence.open()).isFalse();

        CompletableFuture<?> elector = elect("one");
        await().atMost(SOON).until(fence::open);
        elect("other");
        // longer than one renewal lasts
        await().during(Duration.ofSeconds(11))
                .atMost(SOON)
                .failFast("a fence that changed", () -> !fence.open() || other.open())
                .until(() -> true);

        assertThat(elector.cancel(true)).isTrue();
        Instant silent = clock.instant();
        await().atMost(SOON).until(() -> !fence.open());
        assertThat(Duration.between(silent, clock.instant()))
                .isLessThan(Timing.HOUSE.lease().life());
    }

    @Test
    void closesAtOnceWhenAnotherTakesTheLease() {
        LeaseFence fence = fence("one");
        CompletableFuture<?> elector = elect("one");
        await().atMost(SOON).until(fence::open);
        assertThat(elector.cancel(true)).isTrue();
        Leases.take(client, namespace, "other");
        // by itself it would be 10 s after the last renewal
        await().atMost(Duration.ofSeconds(6)).until(() -> !fence.open());
    }

    @Test
    void givesTheLeaseUpSoThatAnotherLeadsAtOnce() {
        LeaseFence fence = fence("one");
        CompletableFuture<?> elector = elect("one");
        await().atMost(SOON).until(fence::open);
        assertThat(elector.cancel(true)).isTrue();

        fence.giveUp();

        assertThat(fence.within(() -> "a write that comes late")).isEmpty();
        LeaseFence other = fence("other");
        elect("other");
        // it would be 20 s after the last renewal
        await().atMost(Duration.ofSeconds(10)).until(other::open);
    }

    @Test
    void keepsTheLeaseWhileAWriteIsOnItsWay() throws Exception {
        LeaseFence fence = fence("one");
        CompletableFuture<?> elector = elect("one");
        await().atMost(SOON).until(fence::open);
        assertThat(elector.cancel(true)).isTrue();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        Future<Optional<Boolean>> write = threads.submit(() -> fence.within(() -> {
            begun.countDown();
            return answers(answered);
        }));
        begun.await();

        fence.giveUp();

        assertThat(holder()).isEqualTo("one");
        answered.countDown();
        assertThat(write.get()).contains(true);
    }

    @Test
    void leavesAnothersLeaseAlone() {
        LeaseFence fence = fence("one");
        elect("other");
        await().atMost(SOON).until(() -> "other".equals(holder()));
        fence.giveUp();
        assertThat(holder()).isEqualTo("other");
    }

    private @Nullable String holder() {
        return Optional.ofNullable(client.leases()
                        .inNamespace(namespace)
                        .withName(LeaseSettings.NAME)
                        .get())
                .map(lease -> lease.getSpec().getHolderIdentity())
                .orElse(null);
    }

    private static boolean answers(CountDownLatch answered) {
        try {
            return answered.await(SOON.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private LeaseFence fence(String identity) {
        LeaseFence fence = LeaseFence.watch(client, new LeaseSettings(namespace, identity), clock);
        opened.add(fence);
        return fence;
    }

    private CompletableFuture<?> elect(String identity) {
        CompletableFuture<?> elector = new LeaderElector(
                        client,
                        new LeaderElectionConfigBuilder()
                                .withName(LeaseSettings.NAME)
                                .withLock(new LeaseLock(namespace, LeaseSettings.NAME, identity))
                                .withLeaseDuration(Timing.HOUSE.lease().life())
                                .withRenewDeadline(Timing.HOUSE.lease().renewDeadline())
                                .withRetryPeriod(Timing.HOUSE.lease().retry())
                                .withReleaseOnCancel(false)
                                .withLeaderCallbacks(new LeaderCallbacks(() -> {}, () -> {}, leader -> {}))
                                .build(),
                        threads)
                .start();
        opened.add(() -> elector.cancel(true));
        return elector;
    }
}
