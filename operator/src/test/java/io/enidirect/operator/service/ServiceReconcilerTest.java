package io.enidirect.operator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.crd.ProblemStatus;
import io.enidirect.crd.SourceRef;
import io.enidirect.crd.SourceStatus;
import io.enidirect.operator.SharedCluster;
import io.enidirect.operator.events.Events;
import io.enidirect.operator.front.FrontCaches;
import io.enidirect.operator.front.SourcePlan;
import io.enidirect.operator.observe.TkeController;
import io.enidirect.operator.observe.Trim;
import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.ServiceResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.Operator;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The front alone: the main reconciler's words are written by the test. */
@ExtendWith(SharedCluster.class)
final class ServiceReconcilerTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration A_WHILE = Duration.ofMillis(400);
    private static final String DIRECT = "service.cloud.tencent.com/direct-access";

    private KubernetesClient client;
    private String namespace;
    private Operator operator;
    private Events events;
    private FrontCaches<Service> caches;

    @BeforeEach
    void start(Cluster cluster) {
        client = cluster.client();
        namespace = cluster.createNamespace("front");
        startOperator();
    }

    @AfterEach
    void stop() {
        stopOperator();
        if (clb().get() != null) {
            clb().edit(ServiceReconcilerTest::withoutFinalizers);
        }
    }

    private void startOperator() {
        events = new Events(client, "test", Clock.systemUTC());
        caches = new FrontCaches<>(Trim::serviceWithStatus);
        ServiceReconciler front = new ServiceReconciler(caches, new TkeController(false), events);
        operator = new Operator(
                configuration -> configuration.withKubernetesClient(client).withCloseClientOnStop(false));
        operator.register(front, front::configure);
        operator.start();
    }

    private void stopOperator() {
        operator.stop();
        events.close();
    }

    @Test
    void claimsAServiceAndMakesItsLoadBalancer() {
        Service service = create(Map.of(DIRECT, "true"), "");

        CloudLoadBalancer object = made();

        assertThat(object.getMetadata().getFinalizers()).containsExactly("eni-direct.io/cloud");
        assertThat(object.getSpec())
                .isEqualTo(CloudLoadBalancerSpec.own(
                        new SourceRef(
                                "Service",
                                namespace,
                                "web",
                                service.getMetadata().getUid()),
                        NetworkSpec.internet(),
                        Map.of()));
        assertThat(service().getMetadata().getFinalizers()).contains("eni-direct.io/load-balancer");
    }

    @Test
    void claimsByClassAndMakesAnInternalOne() {
        create(Map.of(ServiceKind.SUBNET, "subnet-a1"), "loadBalancerClass: eni-direct.io/clb");

        assertThat(made().getSpec().network()).isEqualTo(NetworkSpec.internal("subnet-a1"));
    }

    @Test
    void publishesWhatIsSaidOfIt() {
        create(Map.of(DIRECT, "true"), "");
        say(List.of(), List.of(condition("Programmed", "False")), List.of());
        awaitService(service -> conditions(service).contains("Programmed=False"));
        assertThat(ingress(service())).isEmpty();

        say(List.of("10.0.0.1"), List.of(condition("Accepted", "True"), condition("Programmed", "True")), List.of());

        awaitService(service -> ingress(service).equals(List.of("10.0.0.1 VIP")));
        assertThat(conditions(service())).containsExactlyInAnyOrder("Accepted=True", "Programmed=True");
        awaitEvent("Synced");
    }

    @Test
    void leavesAloneWhatIsPublished() {
        create(Map.of(DIRECT, "true"), "");
        say(List.of("10.0.0.1"), List.of(condition("Programmed", "True")), List.of());
        awaitService(service -> !ingress(service).isEmpty());
        awaitEvent("Synced");
        String version = service().getMetadata().getResourceVersion();
        String object = made().getMetadata().getResourceVersion();

        stopOperator();
        startOperator();

        await().during(A_WHILE)
                .atMost(SOON)
                .until(() -> version.equals(service().getMetadata().getResourceVersion())
                        && object.equals(made().getMetadata().getResourceVersion()));
        assertThat(reasons()).containsExactly("Synced");
    }

    @Test
    void tellsProblemsInEvents() {
        create(Map.of(DIRECT, "true"), "");

        say(List.of(), List.of(), List.of(new ProblemStatus("Clamped", "Clamped", "spec", "moved into the range")));

        awaitEvent("Clamped");
    }

    /** The deletion often meets the front's own write of the status. */
    @RepeatedTest(5)
    void keepsTheServiceUntilItsLoadBalancerIsGone() {
        create(Map.of(DIRECT, "true"), "");
        made();
        say(List.of("10.0.0.1"), List.of(), List.of());

        client.resource(service()).delete();

        await().atMost(SOON).until(() -> made().isMarkedForDeletion());
        assertThat(service().isMarkedForDeletion()).isTrue();
        clb().edit(ServiceReconcilerTest::withoutFinalizers);
        await().atMost(SOON).until(() -> services().get() == null);
    }

    @Test
    void letsGoOfAServiceWhoseClaimEnded() {
        create(Map.of(DIRECT, "true"), "");
        say(List.of("10.0.0.1"), List.of(condition("Ready", "True")), List.of());
        awaitService(service -> !ingress(service).isEmpty());

        services().edit(service -> annotated(service, DIRECT, "false"));

        await().atMost(SOON).until(() -> made().isMarkedForDeletion());
        assertThat(ingress(service())).isNotEmpty();
        clb().edit(ServiceReconcilerTest::withoutFinalizers);
        awaitService(service -> !service.hasFinalizer(SourcePlan.FINALIZER));
        assertThat(ingress(service())).isEmpty();
        assertThat(conditions(service())).isEmpty();
    }

    @Test
    void doesNotLetGoWhileOnlyTheCacheMissesItsLoadBalancer() {
        create(Map.of(DIRECT, "true"), "");
        made();
        caches.loadBalancers().remove(name());

        services().edit(service -> annotated(service, DIRECT, "yes"));

        awaitEvent("SyncFailed");
        await().during(A_WHILE).atMost(SOON).until(() -> service().hasFinalizer(SourcePlan.FINALIZER));
    }

    @Test
    void letsGoWhenARecordThatHeldItForgetsIt() {
        CloudLoadBalancer shared = new CloudLoadBalancer();
        shared.setMetadata(
                new ObjectMetaBuilder().withName("shared." + namespace).build());
        client.resource(shared).create();
        Service service = create(Map.of(DIRECT, "true"), "loadBalancerClass: eni-direct.io/clb");
        made();
        SourceRef ref =
                new SourceRef("Service", namespace, "web", service.getMetadata().getUid());
        record(shared, List.of(SourceStatus.of(ref)));
        client.resource(service()).delete();
        await().atMost(SOON).until(() -> made().isMarkedForDeletion());
        clb().edit(ServiceReconcilerTest::withoutFinalizers);
        await().during(A_WHILE)
                .atMost(SOON)
                .until(() -> clb().get() == null && services().get() != null);

        record(shared, List.of());

        await().atMost(SOON).until(() -> services().get() == null);
        client.resource(shared).delete();
    }

    private void record(CloudLoadBalancer object, List<SourceStatus> sources) {
        object.setStatus(
                new CloudLoadBalancerStatus(null, null, null, null, List.of(), null, List.of(), sources, List.of()));
        client.resource(object).updateStatus();
    }

    @Test
    void usesATerminatingLoadBalancerThatIsWantedAgain() {
        create(Map.of(DIRECT, "true"), "");
        made();
        services().edit(service -> annotated(service, DIRECT, "false"));
        await().atMost(SOON).until(() -> made().isMarkedForDeletion());

        services().edit(service -> annotated(service, DIRECT, "true"));
        say(List.of("10.0.0.1"), List.of(), List.of());

        awaitService(service -> !ingress(service).isEmpty());
        clb().edit(ServiceReconcilerTest::withoutFinalizers);
        await().atMost(SOON).until(() -> {
            CloudLoadBalancer again = clb().get();
            return again != null && !again.isMarkedForDeletion();
        });
    }

    @Test
    void waitsForAnObjectThatIsAnothers() {
        CloudLoadBalancer others = new CloudLoadBalancer();
        others.setMetadata(new ObjectMetaBuilder().withName(name()).build());
        others.setSpec(CloudLoadBalancerSpec.own(
                new SourceRef("Service", namespace, "web", "an-earlier-one"), NetworkSpec.internet(), Map.of()));
        client.resource(others).create();

        Service service = create(Map.of(DIRECT, "true"), "");

        awaitEvent("Conflict");
        assertThat(Objects.requireNonNull(clb().get()).getSpec()).isEqualTo(others.getSpec());
        assertThat(service().getMetadata().getFinalizers()).isEmpty();
        clb().delete();
        await().atMost(SOON)
                .until(() -> Objects.requireNonNull(made().getSpec().source())
                        .uid()
                        .equals(service.getMetadata().getUid()));
    }

    @Test
    void keepsItsLoadBalancerWhenTheSubnetIsChanged() {
        create(Map.of(DIRECT, "true"), "");
        CloudLoadBalancer before = made();

        services().edit(service -> annotated(service, ServiceKind.SUBNET, "subnet-a1"));

        awaitEvent("Rejected");
        assertThat(made().getMetadata().getResourceVersion())
                .isEqualTo(before.getMetadata().getResourceVersion());
    }

    @Test
    void neverTouchesAServiceThatDoesNotAsk() {
        Service service = create(Map.of(), "loadBalancerClass: example.com/other");
        create("other", Map.of(DIRECT, "true"), "");
        await().atMost(SOON)
                .until(() -> client.resources(CloudLoadBalancer.class)
                                .withName("service." + namespace + ".other")
                                .get()
                        != null);

        assertThat(service().getMetadata().getResourceVersion())
                .isEqualTo(service.getMetadata().getResourceVersion());
        client.resources(CloudLoadBalancer.class)
                .withName("service." + namespace + ".other")
                .edit(ServiceReconcilerTest::withoutFinalizers);
    }

    @Test
    void claimsNothingBesideTkesController() {
        ConfigMap map = new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("kube-system")
                .withName("tke-service-controller-config")
                .endMetadata()
                .build();
        client.resource(map).create();
        try {
            stopOperator();
            startOperator();
            create(Map.of(DIRECT, "true"), "");

            awaitEvent("NotClaimed");
            assertThat(service().getMetadata().getFinalizers()).isEmpty();
        } finally {
            client.resource(map).delete();
        }
        made();
    }

    private Service create(Map<String, String> annotations, String more) {
        return create("web", annotations, more);
    }

    private Service create(String name, Map<String, String> annotations, String more) {
        Service service = Serialization.unmarshal("""
                apiVersion: v1
                kind: Service
                metadata: {name: %s, namespace: %s}
                spec:
                  type: LoadBalancer
                  ports: [{port: 80, targetPort: 8080}]
                  %s
                """.formatted(name, namespace, more), Service.class);
        service.getMetadata().setAnnotations(annotations);
        return client.resource(service).create();
    }

    /** What main would write into the record. */
    private void say(List<String> addresses, List<Condition> conditions, List<ProblemStatus> problems) {
        CloudLoadBalancer object = made();
        SourceRef source = Objects.requireNonNull(object.getSpec().source());
        object.setStatus(new CloudLoadBalancerStatus(
                null,
                null,
                null,
                null,
                addresses,
                null,
                List.of(),
                List.of(new SourceStatus(
                        source.key(),
                        source.kind(),
                        source.namespace(),
                        source.name(),
                        source.uid(),
                        addresses,
                        null,
                        null,
                        conditions,
                        problems)),
                List.of()));
        object.getMetadata().setResourceVersion(null);
        client.resource(object).updateStatus();
    }

    private static Condition condition(String type, String status) {
        return new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason("Said")
                .withMessage("by the test")
                .withLastTransitionTime("2026-11-25T10:00:00.5Z")
                .withObservedGeneration(1L)
                .build();
    }

    private String name() {
        return "service." + namespace + ".web";
    }

    private Resource<CloudLoadBalancer> clb() {
        return client.resources(CloudLoadBalancer.class).withName(name());
    }

    private CloudLoadBalancer made() {
        await().atMost(SOON).until(() -> clb().get() != null);
        return Objects.requireNonNull(clb().get());
    }

    private ServiceResource<Service> services() {
        return client.services().inNamespace(namespace).withName("web");
    }

    private Service service() {
        return Objects.requireNonNull(services().get());
    }

    private void awaitService(Predicate<Service> is) {
        await().atMost(SOON).until(() -> is.test(service()));
    }

    private void awaitEvent(String reason) {
        await().atMost(SOON).until(() -> reasons().contains(reason));
    }

    private Set<String> reasons() {
        return client.events().v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> "eni-direct.io/controller".equals(event.getReportingController()))
                .map(Event::getReason)
                .collect(Collectors.toSet());
    }

    private static List<String> ingress(Service service) {
        return service.getStatus().getLoadBalancer().getIngress().stream()
                .map((LoadBalancerIngress one) -> one.getIp() + " " + one.getIpMode())
                .toList();
    }

    private static List<String> conditions(Service service) {
        return service.getStatus().getConditions().stream()
                .map(condition -> condition.getType() + "=" + condition.getStatus())
                .toList();
    }

    private static Service annotated(Service service, String key, String value) {
        service.getMetadata().getAnnotations().put(key, value);
        return service;
    }

    private static CloudLoadBalancer withoutFinalizers(CloudLoadBalancer object) {
        object.getMetadata().setFinalizers(List.of());
        return object;
    }
}
