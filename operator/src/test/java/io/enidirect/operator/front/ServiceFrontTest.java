package io.enidirect.operator.front;

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
import io.enidirect.operator.annotations.InternalNetwork;
import io.enidirect.operator.kinds.registry.House;
import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ServiceResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The front alone: the main reconciler's words are written by the test. */
@ExtendWith(SharedCluster.class)
final class ServiceFrontTest {
    private static final String DIRECT = "service.cloud.tencent.com/direct-access";

    private final Refusals refusals = new Refusals();
    private FrontRig rig;
    private KubernetesClient client;
    private String namespace;

    @BeforeEach
    void start(Cluster cluster) {
        rig = new FrontRig(cluster, "Service", House.KINDS, refusals);
        client = rig.client();
        namespace = rig.namespace();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void claimsAServiceAndMakesItsLoadBalancer() {
        Service service = create(Map.of(DIRECT, "true"), "");

        CloudLoadBalancer object = rig.made();

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
        create(Map.of(InternalNetwork.OF_SERVICE, "subnet-a1"), "loadBalancerClass: eni-direct.io/clb");

        assertThat(rig.made().getSpec().network()).isEqualTo(NetworkSpec.internal("subnet-a1"));
    }

    @Test
    void publishesWhatIsSaidOfIt() {
        create(Map.of(DIRECT, "true"), "");
        rig.say(List.of(), List.of(FrontRig.condition("Programmed", "False")), List.of());
        awaitService(service -> conditions(service).contains("Programmed=False"));
        assertThat(ingress(service())).isEmpty();

        rig.say(
                List.of("10.0.0.1"),
                List.of(FrontRig.condition("Accepted", "True"), FrontRig.condition("Programmed", "True")),
                List.of());

        awaitService(service -> ingress(service).equals(List.of("10.0.0.1 VIP")));
        assertThat(conditions(service())).containsExactlyInAnyOrder("Accepted=True", "Programmed=True");
        rig.awaitEvent("Synced");
    }

    @Test
    void leavesAloneWhatIsPublished() {
        create(Map.of(DIRECT, "true"), "");
        rig.say(List.of("10.0.0.1"), List.of(FrontRig.condition("Programmed", "True")), List.of());
        awaitService(service -> !ingress(service).isEmpty());
        rig.awaitEvent("Synced");
        String version = service().getMetadata().getResourceVersion();
        String object = rig.made().getMetadata().getResourceVersion();

        rig.restart();

        await().during(FrontRig.A_WHILE)
                .atMost(FrontRig.SOON)
                .until(() -> version.equals(service().getMetadata().getResourceVersion())
                        && object.equals(rig.made().getMetadata().getResourceVersion()));
        assertThat(rig.reasons()).containsExactly("Synced");
    }

    /** Whose rights are those of one namespace can write a Service's status as often as he likes. */
    @Test
    void saysOnceThatItIsProgrammedHoweverOftenSomebodyWritesTheStatus() {
        create(Map.of(DIRECT, "true"), "");
        rig.say(List.of("10.0.0.1"), List.of(FrontRig.condition("Programmed", "True")), List.of());
        rig.awaitEvent("Synced");

        for (int i = 0; i < 20; i++) {
            rig.client()
                    .services()
                    .inNamespace(rig.namespace())
                    .withName("web")
                    .subresource("status")
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            "{\"status\": {\"conditions\": null, \"loadBalancer\": {\"ingress\": null}}}");
            awaitService(service -> conditions(service).contains("Programmed=True"));
        }

        assertThat(rig.events())
                .singleElement()
                .satisfies(event -> assertThat(event.getSeries()).isNull());
    }

    @Test
    void saysAgainThatItIsProgrammedWhenItWasNotForAWhile() {
        create(Map.of(DIRECT, "true"), "");
        rig.say(List.of("10.0.0.1"), List.of(FrontRig.condition("Programmed", "True")), List.of());
        rig.awaitEvent("Synced");
        rig.say(List.of("10.0.0.1"), List.of(FrontRig.condition("Programmed", "False")), List.of());
        awaitService(service -> conditions(service).contains("Programmed=False"));

        rig.say(List.of("10.0.0.1"), List.of(FrontRig.condition("Programmed", "True")), List.of());

        await().atMost(FrontRig.SOON)
                .untilAsserted(() -> assertThat(rig.events())
                        .singleElement()
                        .satisfies(event -> assertThat(event.getSeries())
                                .isNotNull()
                                .satisfies(
                                        series -> assertThat(series.getCount()).isEqualTo(2))));
    }

    @Test
    void tellsProblemsInEvents() {
        create(Map.of(DIRECT, "true"), "");

        rig.say(
                List.of(),
                List.of(),
                List.of(new ProblemStatus("Clamped", "Clamped", "spec", "moved into the range", null)));

        rig.awaitEvent("Clamped");
    }

    /** The deletion often meets the front's own write of the status. */
    @RepeatedTest(5)
    void keepsTheServiceUntilItsLoadBalancerIsGone() {
        create(Map.of(DIRECT, "true"), "");
        rig.made();
        rig.say(List.of("10.0.0.1"), List.of(), List.of());

        client.resource(service()).delete();

        await().atMost(FrontRig.SOON).until(() -> rig.made().isMarkedForDeletion());
        assertThat(service().isMarkedForDeletion()).isTrue();
        rig.free();
        await().atMost(FrontRig.SOON).until(() -> services().get() == null);
    }

    @Test
    void letsGoOfAServiceWhoseClaimEnded() {
        create(Map.of(DIRECT, "true"), "");
        rig.say(List.of("10.0.0.1"), List.of(FrontRig.condition("Ready", "True")), List.of());
        awaitService(service -> !ingress(service).isEmpty());

        services().edit(service -> annotated(service, DIRECT, "false"));

        await().atMost(FrontRig.SOON).until(() -> rig.made().isMarkedForDeletion());
        assertThat(ingress(service())).isNotEmpty();
        rig.free();
        awaitService(service -> !service.hasFinalizer(SourcePlan.FINALIZER));
        assertThat(ingress(service())).isEmpty();
        assertThat(conditions(service())).isEmpty();
    }

    @Test
    void doesNotLetGoWhileOnlyTheCacheMissesItsLoadBalancer() {
        create(Map.of(DIRECT, "true"), "");
        rig.made();
        rig.watch().loadBalancers().store().remove(rig.name());

        services().edit(service -> annotated(service, DIRECT, "yes"));

        rig.awaitEvent("SyncFailed");
        await().during(FrontRig.A_WHILE)
                .atMost(FrontRig.SOON)
                .until(() -> service().hasFinalizer(SourcePlan.FINALIZER));
    }

    @Test
    void letsGoWhenARecordThatHeldItForgetsIt() {
        CloudLoadBalancer shared = new CloudLoadBalancer();
        shared.setMetadata(
                new ObjectMetaBuilder().withName("shared." + namespace).build());
        client.resource(shared).create();
        Service service = create(Map.of(DIRECT, "true"), "loadBalancerClass: eni-direct.io/clb");
        rig.made();
        SourceRef ref =
                new SourceRef("Service", namespace, "web", service.getMetadata().getUid());
        record(shared, List.of(SourceStatus.of(ref)));
        client.resource(service()).delete();
        await().atMost(FrontRig.SOON).until(() -> rig.made().isMarkedForDeletion());
        rig.free();
        await().during(FrontRig.A_WHILE)
                .atMost(FrontRig.SOON)
                .until(() -> rig.clb().get() == null && services().get() != null);

        record(shared, List.of());

        await().atMost(FrontRig.SOON).until(() -> services().get() == null);
        client.resource(shared).delete();
    }

    private void record(CloudLoadBalancer object, List<SourceStatus> sources) {
        object.setStatus(new CloudLoadBalancerStatus(
                null, null, null, null, List.of(), null, List.of(), List.of(), sources, List.of()));
        client.resource(object).updateStatus();
    }

    @Test
    void usesATerminatingLoadBalancerThatIsWantedAgain() {
        create(Map.of(DIRECT, "true"), "");
        rig.made();
        services().edit(service -> annotated(service, DIRECT, "false"));
        await().atMost(FrontRig.SOON).until(() -> rig.made().isMarkedForDeletion());

        services().edit(service -> annotated(service, DIRECT, "true"));
        rig.say(List.of("10.0.0.1"), List.of(), List.of());

        awaitService(service -> !ingress(service).isEmpty());
        rig.free();
        await().atMost(FrontRig.SOON).until(() -> {
            CloudLoadBalancer again = rig.clb().get();
            return again != null && !again.isMarkedForDeletion();
        });
    }

    @Test
    void showsWhyNothingIsMadeForItUntilItAsksNoMore() {
        create(Map.of(DIRECT, "true", InternalNetwork.OF_SERVICE, "sub net"), "");

        awaitService(service ->
                Set.copyOf(conditions(service)).equals(Set.of("Accepted=False", "Programmed=False", "Ready=False")));
        assertThat(service().getStatus().getConditions()).allSatisfy(condition -> {
            assertThat(condition.getReason()).isEqualTo("BadAnnotation");
            assertThat(condition.getMessage()).contains(InternalNetwork.OF_SERVICE, "sub net", "Write the id");
            assertThat(condition.getObservedGeneration())
                    .isEqualTo(service().getMetadata().getGeneration());
        });
        assertThat(service().getMetadata().getFinalizers()).isEmpty();
        assertThat(rig.clb().get()).isNull();

        services().edit(service -> annotated(service, DIRECT, "false"));
        awaitService(service -> conditions(service).isEmpty());
    }

    @Test
    void clearsARefusalThatNobodyAsksForSinceAnEarlierProcess() {
        create(Map.of(DIRECT, "true", InternalNetwork.OF_SERVICE, "sub net"), "");
        awaitService(service -> conditions(service).size() == 3);

        rig.restartAfter(() -> {
            services().edit(service -> annotated(service, DIRECT, "false"));
            client.resource(service()).editStatus(ServiceFrontTest::addressed);
        });

        awaitService(service -> conditions(service).isEmpty());
        assertThat(ingress(service())).containsExactly("10.9.9.9 VIP");
    }

    @Test
    void leavesARefusalThatAnotherControllerWrote() {
        Service theirs = create(Map.of(), "loadBalancerClass: example.com/other");
        client.resource(theirs).editStatus(ServiceFrontTest::refused);
        String version = service().getMetadata().getResourceVersion();

        rig.restart();
        Service other = create("other", Map.of(DIRECT, "yes"), "");
        rig.awaitEvent("SyncFailed");

        assertThat(service().getMetadata().getResourceVersion()).isEqualTo(version);
        client.resource(other).delete();
    }

    @Test
    void countsABadAnnotationUntilItAsksNoMore() {
        Service service = create(Map.of(DIRECT, "yes"), "");
        rig.awaitEvent("SyncFailed");
        assertThat(refusals.all()).singleElement().satisfies(refusal -> {
            assertThat(refusal.ours()).isFalse();
            assertThat(refusal.source().uid()).isEqualTo(service.getMetadata().getUid());
        });

        services().edit(edited -> annotated(edited, DIRECT, "false"));

        await().atMost(FrontRig.SOON).until(() -> refusals.all().isEmpty());
    }

    @Test
    void tellsOnceWhoeverSeemsToMeanUsAndTouchesNothing() {
        Service service = create(Map.of(), "loadBalancerClass: eni-direct");

        rig.awaitEvent("NotClaimed");
        assertThat(service().getMetadata().getResourceVersion())
                .isEqualTo(service.getMetadata().getResourceVersion());
    }

    @Test
    void waitsForAnObjectThatIsAnothers() {
        CloudLoadBalancer others = new CloudLoadBalancer();
        others.setMetadata(new ObjectMetaBuilder().withName(rig.name()).build());
        others.setSpec(CloudLoadBalancerSpec.own(
                new SourceRef("Service", namespace, "web", "an-earlier-one"), NetworkSpec.internet(), Map.of()));
        client.resource(others).create();

        Service service = create(Map.of(DIRECT, "true"), "");

        rig.awaitEvent("Conflict");
        assertThat(Objects.requireNonNull(rig.clb().get()).getSpec()).isEqualTo(others.getSpec());
        assertThat(service().getMetadata().getFinalizers()).isEmpty();
        rig.clb().delete();
        await().atMost(FrontRig.SOON)
                .until(() -> Objects.requireNonNull(rig.made().getSpec().source())
                        .uid()
                        .equals(service.getMetadata().getUid()));
    }

    @Test
    void keepsItsLoadBalancerWhenTheSubnetIsChanged() {
        create(Map.of(DIRECT, "true"), "");
        CloudLoadBalancer before = rig.made();

        services().edit(service -> annotated(service, InternalNetwork.OF_SERVICE, "subnet-a1"));

        rig.awaitEvent("Rejected");
        assertThat(rig.made().getMetadata().getResourceVersion())
                .isEqualTo(before.getMetadata().getResourceVersion());
    }

    @Test
    void neverTouchesAServiceThatDoesNotAsk() {
        Service service = create(Map.of(), "loadBalancerClass: example.com/other");
        create("other", Map.of(DIRECT, "true"), "");
        await().atMost(FrontRig.SOON)
                .until(() -> client.resources(CloudLoadBalancer.class)
                                .withName("service." + namespace + ".other")
                                .get()
                        != null);

        assertThat(service().getMetadata().getResourceVersion())
                .isEqualTo(service.getMetadata().getResourceVersion());
        client.resources(CloudLoadBalancer.class)
                .withName("service." + namespace + ".other")
                .edit(FrontRig::withoutFinalizers);
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
            rig.restart();
            create(Map.of(DIRECT, "true"), "");

            rig.awaitEvent("NotClaimed");
            assertThat(service().getMetadata().getFinalizers()).isEmpty();
        } finally {
            client.resource(map).delete();
        }
        rig.made();
    }

    private static Service addressed(Service service) {
        return new ServiceBuilder(service)
                .editOrNewStatus()
                .withNewLoadBalancer()
                .addNewIngress()
                .withIp("10.9.9.9")
                .withIpMode("VIP")
                .endIngress()
                .endLoadBalancer()
                .endStatus()
                .build();
    }

    private static Service refused(Service service) {
        return new ServiceBuilder(service)
                .editOrNewStatus()
                .withConditions(Stream.of("Accepted", "Programmed", "Ready")
                        .map(type -> FrontRig.condition(type, "False"))
                        .toList())
                .endStatus()
                .build();
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

    private ServiceResource<Service> services() {
        return client.services().inNamespace(namespace).withName("web");
    }

    private Service service() {
        return Objects.requireNonNull(services().get());
    }

    private void awaitService(Predicate<Service> is) {
        await().atMost(FrontRig.SOON).until(() -> is.test(service()));
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
}
