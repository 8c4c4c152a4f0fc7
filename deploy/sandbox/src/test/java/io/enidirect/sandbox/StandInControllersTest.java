package io.enidirect.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedCluster.class)
class StandInControllersTest {

    private static final Duration SOON = Duration.ofSeconds(45);

    @Test
    void doTheSameForADeploymentAndItsServiceWithoutAControllerManager(KubernetesBinaries binaries) {
        ClusterOptions options =
                ClusterOptions.defaults().withControllerManager(false).withServing(Duration.ofMillis(200));
        try (Cluster cluster = Cluster.start(binaries, options)) {
            assertThat(cluster.hasRealControllers()).isFalse();
            cluster.deploy("default", "web", 3);
            cluster.apply("default", """
                    apiVersion: v1
                    kind: Service
                    metadata: {name: web}
                    spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: http}]}
                    """);
            followsIts(cluster, 3);
            Set<String> before = addresses(cluster);

            Rolling.restart(cluster, "default", "web");
            cluster.awaitReady("default", "web");
            followsIts(cluster, 3);
            assertThat(addresses(cluster)).doesNotContainAnyElementsOf(before);

            cluster.client()
                    .apps()
                    .deployments()
                    .inNamespace("default")
                    .withName("web")
                    .scale(1);
            cluster.awaitReady("default", "web");
            followsIts(cluster, 1);

            cluster.client()
                    .apps()
                    .deployments()
                    .inNamespace("default")
                    .withName("web")
                    .delete();
            followsIts(cluster, 0);
        }
    }

    private static void followsIts(Cluster cluster, int pods) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(endpoints(cluster))
                        .hasSize(pods)
                        .allSatisfy(endpoint ->
                                assertThat(endpoint.getConditions().getReady()).isTrue())
                        .extracting(endpoint -> endpoint.getAddresses().get(0))
                        .containsExactlyInAnyOrderElementsOf(addresses(cluster)));
    }

    private static Set<String> addresses(Cluster cluster) {
        return cluster.client().pods().inNamespace("default").list().getItems().stream()
                .map(Pod::getStatus)
                .map(status -> status.getPodIP())
                .collect(Collectors.toSet());
    }

    private static List<Endpoint> endpoints(Cluster cluster) {
        return cluster
                .client()
                .discovery()
                .v1()
                .endpointSlices()
                .inNamespace("default")
                .withLabel("kubernetes.io/service-name", "web")
                .list()
                .getItems()
                .stream()
                .flatMap(slice ->
                        slice.getEndpoints() == null ? Stream.<Endpoint>empty() : slice.getEndpoints().stream())
                .toList();
    }
}
