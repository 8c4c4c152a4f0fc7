package io.enidirect.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.operator.kinds.registry.House;
import io.enidirect.operator.snapshot.ServiceEndpoints.PodAddress;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Pods of two namespaces say that they have 10.0.0.1. */
class AddressOwnersTest {
    private static final String IP = "10.0.0.1";

    private final ClusterCache cache = new ClusterCache(House.KINDS);

    @Test
    void theOneThatIsRegisteredKeepsIt() {
        Pod older = pod("old", "2026-01-01T00:00:00Z", same -> same);
        Pod registered = pod("shop", "2026-01-02T00:00:00Z", same -> same);

        assertThat(owns(older, "shop")).isFalse();
        assertThat(owns(registered, "shop")).isTrue();
    }

    @Test
    void elseTheOlderOneHasIt() {
        Pod older = pod("old", "2026-01-01T00:00:00Z", same -> same);
        Pod younger = pod("young", "2026-01-02T00:00:00Z", same -> same);

        assertThat(owns(older, "nobody")).isTrue();
        assertThat(owns(younger, "nobody")).isFalse();
    }

    @Test
    void oneThatTerminatesOrIsFinishedCountsLast() {
        Pod terminating = pod(
                "a",
                "2026-01-01T00:00:00Z",
                pod -> pod.editMetadata()
                        .withDeletionTimestamp("2026-01-03T00:00:00Z")
                        .endMetadata());
        Pod finished = pod(
                "b",
                "2026-01-01T00:00:00Z",
                pod -> pod.editStatus().withPhase("Failed").endStatus());
        Pod younger = pod("young", "2026-01-02T00:00:00Z", same -> same);

        assertThat(owns(terminating, "a")).isFalse();
        assertThat(owns(finished, "b")).isFalse();
        assertThat(owns(younger, "a")).isTrue();
    }

    @Test
    void hostNetworkPodsShareTheirNodesAddressAndNobodyElseHasIt() {
        put(node());
        Pod forged = pod("forger", "2026-01-01T00:00:00Z", same -> same);
        Pod one = pod("kube-system", "2026-01-02T00:00:00Z", AddressOwnersTest::hostNetwork);
        Pod other = pod("monitoring", "2026-01-03T00:00:00Z", AddressOwnersTest::hostNetwork);

        assertThat(owns(one, "forger")).isTrue();
        assertThat(owns(other, "forger")).isTrue();
        assertThat(owns(forged, "forger")).isFalse();
    }

    @Test
    void onePodThatTheCacheDoesNotHaveIsNoOwnerOfAnothersAddress() {
        Pod unknown = pod("young", "2026-01-02T00:00:00Z", same -> same);
        cache.pods.remove(cache.pods.getKey(unknown));
        Pod older = pod("old", "2026-01-01T00:00:00Z", same -> same);

        assertThat(owns(unknown, "nobody")).isFalse();
        assertThat(owns(older, "nobody")).isTrue();
    }

    @Test
    void oneNamespacesPodsAreNoRivals() {
        Pod old = pod("shop", "2026-01-01T00:00:00Z", same -> same);
        Pod successor = pod(
                "shop",
                "2026-01-02T00:00:00Z",
                pod -> pod.editMetadata().withName("successor").endMetadata());

        assertThat(owns(old, "nobody")).isTrue();
        assertThat(owns(successor, "nobody")).isTrue();
    }

    @Test
    void anotherSpellingIsTheSameAddress() {
        Pod older = pod("old", "2026-01-01T00:00:00Z", pod -> at(pod, "2001:db8::1"));
        Pod younger = pod("young", "2026-01-02T00:00:00Z", pod -> at(pod, "2001:DB8:0::1"));

        assertThat(elsewhere(older)).isEmpty();
        assertThat(elsewhere(younger)).containsExactly(new PodAddress("web", "2001:db8::1"));
    }

    private boolean owns(Pod pod, String registered) {
        return new AddressOwners(
                        cache, (rival, ip) -> rival.getMetadata().getNamespace().equals(registered))
                .elsewhere(List.of(pod))
                .isEmpty();
    }

    private List<PodAddress> elsewhere(Pod pod) {
        return List.copyOf(new AddressOwners(cache, (rival, ip) -> false).elsewhere(List.of(pod)));
    }

    private Pod pod(String namespace, String created, UnaryOperator<PodBuilder> change) {
        Pod pod = change.apply(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("web")
                        .withUid("uid-" + namespace)
                        .withCreationTimestamp(created)
                        .endMetadata()
                        .withNewSpec()
                        .endSpec()
                        .withNewStatus()
                        .withPhase("Running")
                        .addNewPodIP(IP)
                        .endStatus())
                .build();
        cache.pods.put(cache.pods.getKey(pod), pod);
        return pod;
    }

    private static PodBuilder hostNetwork(PodBuilder pod) {
        return pod.editSpec().withHostNetwork(true).endSpec();
    }

    private static PodBuilder at(PodBuilder pod, String ip) {
        return pod.editStatus().withPodIPs().addNewPodIP(ip).endStatus();
    }

    private static Node node() {
        return new NodeBuilder()
                .withNewMetadata()
                .withName("node-1")
                .endMetadata()
                .withNewStatus()
                .addNewAddress(IP, "InternalIP")
                .endStatus()
                .build();
    }

    private void put(Node node) {
        cache.nodes.put(cache.nodes.getKey(node), node);
    }
}
