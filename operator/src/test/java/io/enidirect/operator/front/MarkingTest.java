package io.enidirect.operator.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.operator.SharedCluster;
import io.enidirect.operator.annotations.InternalNetwork;
import io.enidirect.operator.kinds.Kinds;
import io.enidirect.operator.kinds.registry.House;
import io.enidirect.operator.snapshot.WriteTkeAnnotations;
import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What stands on sources for scripts, as TKE's own controller writes it. The main reconciler's words are the test's. */
@ExtendWith(SharedCluster.class)
final class MarkingTest {
    private static final String DIRECT = "service.cloud.tencent.com/direct-access";
    private static final String ID = "service.kubernetes.io/loadbalance-id";
    private static final String NAT_IPV6 = "service.kubernetes.io/loadbalance-nat-ipv6";
    private static final String TYPE = "service.cloud.tencent.com/loadbalance-type";
    private static final String INGRESS_ID = "kubernetes.io/ingress.qcloud-loadbalance-id";
    private static final String OUR_CLASS = "loadBalancerClass: eni-direct.io/clb";

    private Cluster cluster;
    private @Nullable FrontRig rig;

    @BeforeEach
    void in(Cluster shared) {
        cluster = shared;
    }

    @AfterEach
    void stop() {
        if (rig != null) {
            rig.close();
        }
    }

    private static Kinds kinds(WriteTkeAnnotations write) {
        return House.kinds(Set.of("qcloud"), Optional.empty(), write);
    }

    private FrontRig start(String kind, WriteTkeAnnotations write) {
        rig = new FrontRig(cluster, kind, kinds(write), new Refusals());
        return rig;
    }

    private FrontRig service(WriteTkeAnnotations write, Map<String, String> annotations, String more) {
        FrontRig started = start("Service", write);
        Service service = Serialization.unmarshal("""
                apiVersion: v1
                kind: Service
                metadata: {name: web, namespace: %s, labels: {team: shop}}
                spec:
                  type: LoadBalancer
                  ports: [{port: 80, targetPort: 8080}]
                  %s
                """.formatted(started.namespace(), more), Service.class);
        service.getMetadata().setAnnotations(annotations);
        started.client().resource(service).create();
        return started;
    }

    private FrontRig ingress(Map<String, String> annotations) {
        FrontRig started = start("Ingress", WriteTkeAnnotations.AUTO);
        Ingress ingress = Serialization.unmarshal("""
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: web, namespace: %s}
                spec:
                  ingressClassName: qcloud
                  defaultBackend: {service: {name: web, port: {number: 80}}}
                """.formatted(started.namespace()), Ingress.class);
        ingress.getMetadata().setAnnotations(annotations);
        started.client().resource(ingress).create();
        return started;
    }

    private static void say(FrontRig rig, String id, String... addresses) {
        rig.say(id, List.of(addresses), List.of(FrontRig.condition("Programmed", "True")), List.of());
    }

    private Resource<? extends HasMetadata> sources() {
        FrontRig started = Objects.requireNonNull(rig);
        return Stream.of(
                        started.client()
                                .services()
                                .inNamespace(started.namespace())
                                .withName("web"),
                        started.client()
                                .network()
                                .v1()
                                .ingresses()
                                .inNamespace(started.namespace())
                                .withName("web"))
                .filter(resource -> resource.get() != null)
                .findFirst()
                .orElseThrow();
    }

    private HasMetadata source() {
        return Objects.requireNonNull(sources().get());
    }

    /** Annotations and labels in one, the claim's own words apart. */
    private Map<String, String> marks() {
        Map<String, String> all = new HashMap<>();
        Stream.of(
                        source().getMetadata().getAnnotations(),
                        source().getMetadata().getLabels())
                .filter(Objects::nonNull)
                .forEach(all::putAll);
        all.keySet().removeAll(Set.of(DIRECT, "team", "ingress.cloud.tencent.com/status.conditions"));
        return all;
    }

    private void awaitMarks(Map<String, String> expected) {
        await().atMost(FrontRig.SOON).untilAsserted(() -> assertThat(marks()).isEqualTo(expected));
    }

    /** As somebody else's update; null takes it away. */
    private void write(String key, @Nullable String value) {
        sources()
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.JSON_MERGE)
                                .withFieldManager("service-controller")
                                .build(),
                        "{\"metadata\":{\"annotations\":{\"" + key + "\":"
                                + (value == null ? "null" : "\"" + value + "\"") + "}}}");
    }

    private void awaitQuiet() {
        String version = source().getMetadata().getResourceVersion();
        await().during(FrontRig.A_WHILE)
                .atMost(FrontRig.SOON)
                .until(() -> version.equals(source().getMetadata().getResourceVersion()));
    }

    @Test
    void aServiceThatIsOursByItsAnnotationBearsItsIdInThePlaceOfTheOneThatTkeWrote() {
        FrontRig started = service(WriteTkeAnnotations.AUTO, Map.of(DIRECT, "true", ID, "lb-oftke"), "");
        started.made();

        say(started, "lb-a1", "1.2.3.4");

        awaitMarks(Map.of(ID, "lb-a1", TYPE, "OPEN"));
        assertThat(source().getMetadata().getLabels()).containsEntry("team", "shop");
        assertThat(source().getMetadata().getManagedFields())
                .filteredOn(field -> field.getManager().equals("eni-direct-tke"))
                .singleElement()
                .extracting(field -> field.getOperation() + " " + field.getSubresource())
                .isEqualTo("Apply null");

        awaitQuiet();
        // made anew with the address that it had: nothing else that is told of it changes
        say(started, "lb-b2", "1.2.3.4");
        awaitMarks(Map.of(ID, "lb-b2", TYPE, "OPEN"));
    }

    @Test
    void itIsWrittenOnceAndNotAgainByTheNextProcess() {
        FrontRig started = service(WriteTkeAnnotations.AUTO, Map.of(DIRECT, "true"), "");
        say(started, "lb-a1", "1.2.3.4");
        awaitMarks(Map.of(ID, "lb-a1", TYPE, "OPEN"));
        started.awaitEvent("Synced");
        String version = source().getMetadata().getResourceVersion();

        started.restart();
        awaitQuiet();
        assertThat(source().getMetadata().getResourceVersion()).isEqualTo(version);

        for (String reason : List.of("First", "Second", "Third", "Fourth")) {
            Condition told = new ConditionBuilder(FrontRig.condition("Programmed", "True"))
                    .withReason(reason)
                    .build();
            started.say("lb-a1", List.of("1.2.3.4"), List.of(told), List.of());
            await().atMost(FrontRig.SOON)
                    .until(() -> Serialization.asJson(source()).contains("\"" + reason + "\""));
        }
        // who writes what stands there is taken for one who writes over it
        assertThat(started.reasons()).containsExactly("Synced");

        say(started, "lb-b2", "1.2.3.4");
        awaitMarks(Map.of(ID, "lb-b2", TYPE, "OPEN"));
    }

    @Test
    void theFrontSeesWhatItWritesAndMainDoesNot() {
        Service service = new ServiceBuilder()
                .withNewMetadata()
                .withAnnotations(Map.of(DIRECT, "true", ID, "lb-a1"))
                .withLabels(Map.of("team", "shop", TYPE, "OPEN"))
                .endMetadata()
                .withNewSpec()
                .withType("LoadBalancer")
                .endSpec()
                .build();

        ObjectMeta front = House.SERVICES.trim().forFront(service).getMetadata();
        ObjectMeta main = House.SERVICES.trim().forMain(service).getMetadata();
        assertThat(front.getLabels()).isEqualTo(Map.of(TYPE, "OPEN"));
        assertThat(front.getAnnotations()).containsEntry(ID, "lb-a1");
        assertThat(main.getLabels()).isNullOrEmpty();
        assertThat(main.getAnnotations()).isEqualTo(Map.of(DIRECT, "true"));
    }

    @Test
    void aServiceOfOurClassBearsNothingUnlessAskedForAndNeverTakesItOff() {
        FrontRig started = service(
                WriteTkeAnnotations.AUTO, Map.of(InternalNetwork.OF_SERVICE, "subnet-a1", NAT_IPV6, "::7"), OUR_CLASS);
        say(started, "lb-a1", "10.0.0.1");
        started.awaitEvent("Synced");
        awaitQuiet();
        Map<String, String> others = Map.of(InternalNetwork.OF_SERVICE, "subnet-a1", NAT_IPV6, "::7");
        assertThat(marks()).isEqualTo(others);

        started.restartWith(kinds(WriteTkeAnnotations.ALWAYS));
        Map<String, String> all = new HashMap<>(others);
        all.putAll(Map.of(ID, "lb-a1", TYPE, "INTERNAL"));
        awaitMarks(all);

        started.restartWith(kinds(WriteTkeAnnotations.NEVER));
        awaitMarks(others);
    }

    @Test
    void whatSomebodyWritesOverItIsPutRightOnceAndThenLeftToHim() {
        FrontRig started = service(WriteTkeAnnotations.AUTO, Map.of(DIRECT, "true"), "");
        say(started, "lb-a1", "1.2.3.4");
        awaitMarks(Map.of(ID, "lb-a1", TYPE, "OPEN"));

        write(ID, "lb-mine");
        awaitMarks(Map.of(ID, "lb-a1", TYPE, "OPEN"));
        write(ID, null);
        started.awaitEvent("Unsupported");
        awaitQuiet();
        assertThat(marks()).isEqualTo(Map.of(TYPE, "OPEN"));

        say(started, "lb-b2", "1.2.3.4");
        awaitMarks(Map.of(ID, "lb-b2", TYPE, "OPEN"));
    }

    @Test
    void itGoesWithTheClaimAndWhatOthersWroteStays() {
        FrontRig started = service(WriteTkeAnnotations.AUTO, Map.of(DIRECT, "true", NAT_IPV6, "::7"), "");
        say(started, "lb-a1", "1.2.3.4");
        awaitMarks(Map.of(ID, "lb-a1", TYPE, "OPEN", NAT_IPV6, "::7"));

        write(DIRECT, "perhaps");
        started.awaitEvent("SyncFailed");
        awaitQuiet();
        assertThat(marks()).containsEntry(ID, "lb-a1");

        write(DIRECT, "false");
        await().atMost(FrontRig.SOON).until(() -> started.made().isMarkedForDeletion());
        assertThat(marks()).containsEntry(ID, "lb-a1");
        started.free();
        await().atMost(FrontRig.SOON).until(() -> !source().hasFinalizer(SourcePlan.FINALIZER));
        assertThat(marks()).isEqualTo(Map.of(NAT_IPV6, "::7"));
    }

    @Test
    void oneThatAsksForAnotherLoadBalancerBearsTheFirstOneNoMore() {
        FrontRig started = service(WriteTkeAnnotations.AUTO, Map.of(DIRECT, "true"), "");
        say(started, "lb-a1", "1.2.3.4");
        awaitMarks(Map.of(ID, "lb-a1", TYPE, "OPEN"));

        write(DIRECT, "false");
        await().atMost(FrontRig.SOON).until(() -> started.made().isMarkedForDeletion());
        sources()
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"" + DIRECT + "\":\"true\",\"" + InternalNetwork.OF_SERVICE
                                + "\":\"subnet-a1\"}}}");

        awaitMarks(Map.of(InternalNetwork.OF_SERVICE, "subnet-a1"));
    }

    @Test
    void anIngressInAClassThatIsTakenOverBearsIdAndIpv6Address() {
        String parameters = "kubernetes.io/ingress.extensiveParameters";
        FrontRig started = ingress(Map.of(parameters, "{\"AddressIPVersion\":\"IPV6\"}"));
        say(started, "lb-a1");
        awaitMarks(Map.of(parameters, "{\"AddressIPVersion\":\"IPV6\"}", INGRESS_ID, "lb-a1"));

        say(started, "lb-a1", "2402:4e00::1");

        awaitMarks(Map.of(
                parameters,
                "{\"AddressIPVersion\":\"IPV6\"}",
                INGRESS_ID,
                "lb-a1",
                "ingress.cloud.tencent.com/loadbalance-nat-ipv6",
                "2402:4e00::1"));
    }

    @Test
    void oneWhoseClassIsTakenOverNoMoreIsHeldWithAllThatStandsThere() {
        FrontRig started = ingress(Map.of());
        say(started, "lb-a1", "1.2.3.4");
        awaitMarks(Map.of(INGRESS_ID, "lb-a1"));

        started.restartWith(House.KINDS);

        started.awaitEvent("Held");
        awaitQuiet();
        assertThat(marks()).isEqualTo(Map.of(INGRESS_ID, "lb-a1"));
    }

    @Test
    void whatHasNoRoomIsToldAndTheAddressIsShownAllTheSame() {
        FrontRig started = ingress(Map.of("example.com/notes", "x".repeat(262_144 - "example.com/notes".length())));

        started.say("lb-a1", List.of("1.2.3.4"), List.of(), List.of());

        started.awaitEvent("SyncFailed");
        assertThat(started.events())
                .anySatisfy(event -> assertThat(event.getNote()).contains("what scripts look for"));
        assertThat(((Ingress) source()).getStatus().getLoadBalancer().getIngress())
                .hasSize(1);
    }
}
