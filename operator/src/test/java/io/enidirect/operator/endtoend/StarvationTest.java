package io.enidirect.operator.endtoend;

import static io.enidirect.operator.endtoend.Manifests.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.enidirect.simulator.cloud.Protocol;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPathBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What one namespace writes takes nothing from another: with two workers, its new Service has an address in seconds. */
@ExtendWith(SharedCluster.class)
@Tag("timed")
final class StarvationTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Rig rig;
    private String attacker;
    private String neighbour;
    private Duration usual;

    @BeforeEach
    void start(Cluster cluster) {
        rig = Rig.start(cluster, Rig.Setup.PLAIN.withOptions("--workers", "2"));
        attacker = Shop.open(rig, "attacker").namespace();
        neighbour = cluster.createNamespace("neighbour");
        served("warm");
        usual = served("usual");
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private void ingress(String name, int paths, IntFunction<String> service) {
        rig.client()
                .resource(new IngressBuilder()
                        .withNewMetadata()
                        .withNamespace(attacker)
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withIngressClassName(attacker)
                        .addNewRule()
                        .withNewHttp()
                        .withPaths(IntStream.range(0, paths)
                                .mapToObj(i -> new HTTPIngressPathBuilder()
                                        .withPath("/" + i)
                                        .withPathType("Prefix")
                                        .withNewBackend()
                                        .withNewService()
                                        .withName(service.apply(i))
                                        .withNewPort()
                                        .withNumber(80)
                                        .endPort()
                                        .endService()
                                        .endBackend()
                                        .build())
                                .toList())
                        .endHttp()
                        .endRule()
                        .endSpec()
                        .build())
                .create();
    }

    /** On a machine that is busy with other things it takes longer, without any attack as well. */
    private void neighbourIsServed() {
        Duration took = served("web");
        System.out.printf("an address after %d ms, before the attack after %d ms%n", took.toMillis(), usual.toMillis());
        assertThat(took).isLessThan(SOON.compareTo(usual.multipliedBy(4)) > 0 ? SOON : usual.multipliedBy(4));
    }

    private Duration served(String name) {
        LiveService service = LiveService.createOverReadyPods(rig, neighbour, name, 2, tcp(80, 8080));
        Instant start = Instant.now();
        await().atMost(PATIENCE).until(() -> !service.addresses().isEmpty());
        return Duration.between(start, Instant.now());
    }

    /** As the API server counts them: GETs of single Services, by anybody. */
    private long serviceGets() {
        return rig.client()
                .raw("/metrics")
                .lines()
                .filter(line -> line.startsWith("apiserver_request_total{")
                        && line.contains("resource=\"services\"")
                        && line.contains("verb=\"GET\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void ingressesThatNameThousandsOfMissingServices() {
        long before = serviceGets();
        for (int i = 0; i < 10; i++) {
            String name = "missing-" + i;
            ingress(name, 3000, path -> name + "-" + path);
        }

        neighbourIsServed();

        assertThat(serviceGets() - before).isLessThan(500);
    }

    @Test
    void ingressesOfThousandsOfPathsWhosePodsComeAndGo() {
        LiveService backend = LiveService.createOverReadyPods(rig, attacker, "api", 4, tcp(80, 8080));
        for (int i = 0; i < 2; i++) {
            ingress("paths-" + i, 6000, path -> "api");
        }
        backend.scale(8);

        neighbourIsServed();
    }

    @Test
    void servicesOfThousandsOfPorts() {
        for (int i = 0; i < 2; i++) {
            rig.client()
                    .resource(new ServiceBuilder()
                            .withNewMetadata()
                            .withNamespace(attacker)
                            .withName("ports-" + i)
                            .endMetadata()
                            .withNewSpec()
                            .withType("LoadBalancer")
                            .withLoadBalancerClass("eni-direct.io/clb")
                            .withAllocateLoadBalancerNodePorts(false)
                            .addToSelector("app", "none")
                            .withPorts(IntStream.rangeClosed(1, 5000)
                                    .mapToObj(port -> new ServicePortBuilder()
                                            .withName("p" + port)
                                            .withPort(port)
                                            .build())
                                    .toList())
                            .endSpec()
                            .build())
                    .create();
        }

        neighbourIsServed();
    }

    /** A rollout on an overlay network: one event, whatever the pods are called. */
    @Test
    void podsOutsideTheRangesThatComeAndGo() {
        LiveService service = LiveService.create(rig, attacker, "web", 6, tcp(80, 8080));
        service.awaitReady().awaitPods(6, 80);
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 6; i++) {
                String ip = "192.0.2." + (10 * round + i + 1);
                rig.client()
                        .pods()
                        .inNamespace(attacker)
                        .withName(service.pods().get(i).getMetadata().getName())
                        .subresource("status")
                        .patch(
                                PatchContext.of(PatchType.JSON_MERGE),
                                "{\"status\": {\"podIP\": \"%s\", \"podIPs\": [{\"ip\": \"%s\"}]}}".formatted(ip, ip));
            }
            await().atMost(PATIENCE)
                    .until(() -> service.targets(Protocol.TCP, 80).isEmpty());
            service.roll();
            service.awaitPods(6, 80);
        }

        assertThat(service.events())
                .filteredOn(event -> event.getType().equals("Warning"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getNote()).contains("--target-ranges", "192.0.2.");
                    assertThat(event.getSeries()).isNull();
                });
    }
}
