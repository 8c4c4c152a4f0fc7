package io.enidirect.operator.apply;

import static io.enidirect.operator.apply.Cluster.Port.tcp;
import static io.enidirect.operator.apply.Cluster.State.READY;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.Health;
import io.enidirect.operator.snapshot.PodRef;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.enidirect.operator.snapshot.Snapshot;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What is kept for a time only goes when that is over, with no event to ask for it. */
class HeldTargetsTest extends LoopFixture {
    private static final String WEB = "default/web";

    @Test
    void whatStandsStaysForAMinuteWhileSlicesAreBehindTheirSelector() {
        Loop loop = settled(2, tcp(80, 8080));
        slicesStandStill(loop);
        cluster.select("web", "green");

        loop.run(Duration.ofSeconds(59));
        assertThat(loop.wire.writes()).isEmpty();
        assertThat(loop.targets()).hasSize(2);

        loop.run(Duration.ofSeconds(2));
        assertThat(loop.targets()).isEmpty();
    }

    @Test
    void anotherChangeOfTheSelectorIsAnotherMinute() {
        Loop loop = settled(2, tcp(80, 8080));
        slicesStandStill(loop);
        cluster.select("web", "green");
        loop.run(Duration.ofSeconds(40));
        cluster.select("web", "red");

        loop.run(Duration.ofSeconds(40));

        assertThat(loop.targets()).hasSize(2);
    }

    @Test
    void theOldPodsGoOnceTheSlicesFollowAndANewOneIsAlive() {
        Loop loop = settled(2, tcp(80, 8080));
        cluster.pod("green-1", "green", "10.0.9.1", READY);
        loop.cloud.console().setHealth(loop.id(), binding(loop, "TCP:80", "10.0.9.1", 8080), Health.UNKNOWN);
        slicesStandStill(loop);
        cluster.select("web", "green");
        loop.run(Duration.ofSeconds(5));
        assertThat(loop.wire.writes()).isEmpty();

        loop.through(seen -> seen);
        loop.run(Duration.ofSeconds(5));
        assertThat(loop.targets()).hasSize(3);

        loop.cloud.console().setHealth(loop.id(), binding(loop, "TCP:80", "10.0.9.1", 8080), Health.ALIVE);
        loop.run(Duration.ofSeconds(2));
        assertThat(loop.targets()).containsOnlyKeys("TCP:80 10.0.9.1:8080");
    }

    @Test
    void aPodThatNothingIsKnownOfKeepsItsWeightForTenSeconds() {
        Loop loop = settled(2, tcp(80, 8080));
        loop.through(changed(seen -> without(seen, "web-1", Set.of())));

        loop.run(Duration.ofSeconds(9));
        assertThat(loop.wire.writes()).isEmpty();

        loop.run(Duration.ofSeconds(2));
        assertThat(loop.targets()).containsOnlyKeys("TCP:80 10.0.0.3:8080");
    }

    @Test
    void aPodThatIsGoneGoesAtOnceAlthoughItsAddressLivesElsewhereAndOthersAreWanted() {
        Loop loop = settled(2, tcp(80, 8080));
        cluster.pod("web-9", "web", "10.0.9.9", READY);
        loop.cloud.console().setHealth(loop.id(), binding(loop, "TCP:80", "10.0.9.9", 8080), Health.UNKNOWN);
        loop.through(seen -> {
            Map<String, ServiceEndpoints> endpoints = new HashMap<>(seen.endpoints());
            endpoints.computeIfPresent(
                    WEB, (key, web) -> without(web, "web-1", Set.of(new PodRef("web-1", "uid-web-1"))));
            endpoints.put(
                    "other/web", of("other", seen.endpoints().get(WEB).pods().get("web-1")));
            return with(seen, endpoints);
        });

        loop.run(Duration.ofSeconds(2));

        assertThat(loop.targets()).containsOnlyKeys("TCP:80 10.0.0.3:8080", "TCP:80 10.0.9.9:8080");
    }

    /** The Service as it is, over the slices and pods of now. */
    private void slicesStandStill(Loop loop) {
        ServiceEndpoints before = loop.snapshot().endpoints().get(WEB);
        loop.through(changed(seen -> new ServiceEndpoints(seen.service(), before.slices(), seen.pods(), true)));
    }

    private static UnaryOperator<Snapshot> changed(UnaryOperator<ServiceEndpoints> change) {
        return seen -> {
            Map<String, ServiceEndpoints> endpoints = new HashMap<>(seen.endpoints());
            endpoints.computeIfPresent(WEB, (key, web) -> change.apply(web));
            return with(seen, endpoints);
        };
    }

    private static ServiceEndpoints without(ServiceEndpoints seen, String pod, Set<PodRef> gone) {
        Map<String, Pod> pods = new HashMap<>(seen.pods());
        pods.remove(pod);
        return new ServiceEndpoints(seen.service(), seen.slices(), pods, gone, Set.of(), true);
    }

    private static ServiceEndpoints of(String namespace, Pod pod) {
        Pod other = new PodBuilder(pod)
                .editMetadata()
                .withNamespace(namespace)
                .endMetadata()
                .build();
        return new ServiceEndpoints(null, List.of(), Map.of("other", other), true);
    }

    private static Snapshot with(Snapshot seen, Map<String, ServiceEndpoints> endpoints) {
        return new Snapshot(
                seen.now(),
                seen.settings(),
                seen.object(),
                seen.sources(),
                endpoints,
                seen.externals(),
                seen.observed(),
                seen.memory());
    }
}
