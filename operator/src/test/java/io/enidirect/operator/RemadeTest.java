package io.enidirect.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.cloud.tencent.CredentialsSource;
import io.enidirect.cloud.tencent.TencentLoadBalancers;
import io.enidirect.cloud.tencent.TencentOptions;
import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.operator.metrics.Metrics;
import io.enidirect.operator.options.Invocation;
import io.enidirect.sandbox.Cluster;
import io.enidirect.simulator.Simulator;
import io.enidirect.simulator.SimulatorOptions;
import io.enidirect.simulator.cloud.Settings;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What {@code kubectl replace --force} does, with the finalizers taken away: an object is gone, and another of its name is
 * there at once. The framework loses some of those; where that changes, the control fails, and what makes up for it can go.
 */
@ExtendWith(SharedCluster.class)
@Timeout(180)
final class RemadeTest {
    private static final int COUNT = 50;
    private static final int FEW = 15;
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(500);
    /** Far longer than it takes to claim all that the framework knows of. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(5);

    /** The kinds that are reconciled, each with an object that is claimed as it is. */
    enum Kind {
        SERVICE("eni-direct.io/load-balancer") {
            @Override
            HasMetadata object(String namespace, String name) {
                return new ServiceBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withType("LoadBalancer")
                        .withLoadBalancerClass("eni-direct.io/clb")
                        .withAllocateLoadBalancerNodePorts(false)
                        .addNewPort()
                        // no listener speaks it, so that nothing is ordered
                        .withProtocol("SCTP")
                        .withPort(80)
                        .endPort()
                        .endSpec()
                        .build();
            }

            @Override
            List<Service> all(KubernetesClient client, String namespace) {
                return client.services().inNamespace(namespace).list().getItems();
            }
        },
        INGRESS("eni-direct.io/load-balancer") {
            @Override
            HasMetadata object(String namespace, String name) {
                return new IngressBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withIngressClassName("remade")
                        .withNewDefaultBackend()
                        .withNewService()
                        .withName("web")
                        .withNewPort()
                        .withNumber(80)
                        .endPort()
                        .endService()
                        .endDefaultBackend()
                        .endSpec()
                        .build();
            }

            @Override
            List<Ingress> all(KubernetesClient client, String namespace) {
                return client.network()
                        .v1()
                        .ingresses()
                        .inNamespace(namespace)
                        .list()
                        .getItems();
            }
        },
        LOAD_BALANCER("eni-direct.io/cloud") {
            @Override
            HasMetadata object(String namespace, String name) {
                CloudLoadBalancer object = new CloudLoadBalancer();
                object.setMetadata(
                        new ObjectMetaBuilder().withName(namespace + "-" + name).build());
                object.setSpec(new CloudLoadBalancerSpec(
                        null, null, NetworkSpec.internet(), Map.of(), null, null, null, null, null, null));
                return object;
            }

            @Override
            List<CloudLoadBalancer> all(KubernetesClient client, String namespace) {
                return client.resources(CloudLoadBalancer.class).list().getItems();
            }
        };

        private final String finalizer;

        Kind(String finalizer) {
            this.finalizer = finalizer;
        }

        boolean claims(HasMetadata object) {
            return object.hasFinalizer(finalizer);
        }

        abstract HasMetadata object(String namespace, String name);

        abstract List<? extends HasMetadata> all(KubernetesClient client, String namespace);
    }

    private final KubernetesClient client;
    private final String namespace;
    private final Simulator simulator = Simulator.start(SimulatorOptions.of("id", "key")
            .withSettings(Settings.DEFAULT
                    .withDeletionsIn5Minutes(1_000)
                    .withRate(1_000)
                    .withTaskMillis(50)));
    private final Controller controller;

    RemadeTest(Cluster cluster) {
        client = cluster.client();
        namespace = cluster.createNamespace("remade");
        String[] arguments = {
            "run",
            "--region",
            "ap-guangzhou",
            "--vpc-id",
            "vpc-test",
            "--cluster-id",
            "cls-test",
            "--ingress-classes",
            "remade",
            "--leader-elect",
            "false"
        };
        controller = new Controller(
                ((Invocation.Run) Invocation.of(arguments, Map.of(), "test")).options(),
                UnaryOperator.identity(),
                client,
                TencentLoadBalancers.connect(
                        new TencentOptions(
                                "ap-guangzhou",
                                URI.create(simulator.endpoint()),
                                TencentOptions.ROOT_DOMAIN,
                                CredentialsSource.env(
                                        Map.of("TENCENTCLOUD_SECRET_ID", "id", "TENCENTCLOUD_SECRET_KEY", "key")),
                                1_000,
                                Clock.systemUTC()),
                        (action, outcome, took) -> {}),
                null,
                "test",
                Clock.systemUTC(),
                new Metrics(),
                () -> {});
    }

    @AfterEach
    void stop() {
        controller.close();
        simulator.close();
        client.services().inNamespace(namespace).resources().forEach(each -> remove(each.get()));
        client.network().v1().ingresses().inNamespace(namespace).resources().forEach(each -> remove(each.get()));
        client.resources(CloudLoadBalancer.class).list().getItems().stream()
                .filter(object -> object.getMetadata().getName().contains(namespace))
                .forEach(this::remove);
    }

    @Test
    void eachIsFoundAgain() {
        controller.start();
        List<HasMetadata> objects = claimed(COUNT);

        objects.forEach(this::remake);

        awaitClaimed(objects);
    }

    /** The control. A race: which of the kinds loses how many differs from run to run, so it goes on until one is lost. */
    @Test
    void theFrameworkAloneLosesSome() {
        for (String each : List.of("Service", "Ingress", "CloudLoadBalancer")) {
            controller.reconciles().afterDeletions(each, name -> {});
        }
        controller.start();
        List<HasMetadata> objects = claimed(FEW);

        await().pollDelay(Duration.ZERO).atMost(SOON).until(() -> {
            objects.forEach(this::remake);
            return losesSome(objects);
        });
    }

    private boolean losesSome(List<HasMetadata> objects) {
        try {
            await().pollInterval(LOOK)
                    .atMost(LONG_ENOUGH)
                    .until(() -> unclaimed(objects).isEmpty());
            return false;
        } catch (ConditionTimeoutException e) {
            return true;
        }
    }

    /** So many of each kind. */
    private List<HasMetadata> claimed(int count) {
        List<HasMetadata> objects = Stream.of(Kind.values())
                .flatMap(kind -> IntStream.range(0, count).mapToObj(i -> kind.object(namespace, "web-" + i)))
                .toList();
        objects.forEach(object -> client.resource(object).create());
        awaitClaimed(objects);
        return objects;
    }

    private void awaitClaimed(List<HasMetadata> objects) {
        await().pollInterval(LOOK)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(unclaimed(objects)).isEmpty());
    }

    private void remake(HasMetadata object) {
        remove(object);
        client.resource(object).create();
    }

    private void remove(HasMetadata object) {
        var resource = client.resource(object);
        resource.delete();
        try {
            resource.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\": {\"finalizers\": null}}");
        } catch (KubernetesClientException e) {
            assertThat(e.getCode()).as("gone already").isEqualTo(HttpURLConnection.HTTP_NOT_FOUND);
        }
    }

    private List<String> unclaimed(List<HasMetadata> objects) {
        Set<String> claimed = Stream.of(Kind.values())
                .flatMap(kind -> kind.all(client, namespace).stream().filter(kind::claims))
                .map(RemadeTest::name)
                .collect(Collectors.toSet());
        return objects.stream()
                .map(RemadeTest::name)
                .filter(name -> !claimed.contains(name))
                .toList();
    }

    private static String name(HasMetadata object) {
        return object.getKind() + " " + object.getMetadata().getName();
    }
}
