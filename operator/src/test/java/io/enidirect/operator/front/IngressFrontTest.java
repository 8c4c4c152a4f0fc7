package io.enidirect.operator.front;

import static io.enidirect.operator.front.FrontRig.A_WHILE;
import static io.enidirect.operator.front.FrontRig.SOON;
import static io.enidirect.operator.front.FrontRig.condition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.LoadBalancerProfile;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.SharedCluster;
import io.enidirect.operator.annotations.InternalNetwork;
import io.enidirect.operator.annotations.Keys;
import io.enidirect.operator.kinds.ingress.IngressClaims;
import io.enidirect.operator.kinds.registry.House;
import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The front alone: the main reconciler's words are written by the test. */
@ExtendWith(SharedCluster.class)
final class IngressFrontTest {
    private static final String LISTED = "listed-for-us";
    private static final String NO_CLASS = "";
    private static final String PROGRAMMED = "[{\"type\":\"Programmed\",\"status\":\"True\",\"observedGeneration\":1,"
            + "\"lastTransitionTime\":\"2026-11-25T10:00:00Z\",\"reason\":\"Said\",\"message\":\"by the test\"}]";

    private final List<Resource<?>> clusterWide = new ArrayList<>();
    private FrontRig rig;
    private KubernetesClient client;
    /** A class of ours; others begin with its name. */
    private String ours;

    @BeforeEach
    void start(Cluster cluster) {
        rig = new FrontRig(cluster, "Ingress", House.kinds(Set.of(LISTED)), new Refusals());
        client = rig.client();
        ours = rig.namespace();
        ingressClass(ours, IngressClaims.CONTROLLER, "");
    }

    @AfterEach
    void stop() {
        rig.close();
        clusterWide.forEach(Resource::delete);
    }

    @Test
    void claimsByClassAndMakesItsLoadBalancer() {
        Ingress ingress = create(ours, Map.of());

        CloudLoadBalancer object = rig.made();

        assertThat(object.getMetadata().getFinalizers()).containsExactly("eni-direct.io/cloud");
        assertThat(object.getSpec())
                .isEqualTo(CloudLoadBalancerSpec.own(
                        new SourceRef(
                                "Ingress",
                                rig.namespace(),
                                "web",
                                ingress.getMetadata().getUid()),
                        NetworkSpec.internet(),
                        Map.of()));
        assertThat(ingress().getMetadata().getFinalizers()).containsExactly("eni-direct.io/load-balancer");
    }

    @Test
    void claimsByTheAnnotationFromBeforeThereWasAField() {
        create(NO_CLASS, Map.of(Keys.LEGACY_CLASS, ours));

        assertThat(rig.made().getSpec().source()).isNotNull();
    }

    @Test
    void claimsAListedNameWithoutAClass() {
        create(LISTED, Map.of());

        assertThat(rig.made().getSpec().source()).isNotNull();
    }

    @Test
    void claimsOnceItsClassIsThere() {
        Ingress ingress = create(ours + "-later", Map.of());
        await().during(A_WHILE).atMost(SOON).until(() -> version().equals(version(ingress)));

        ingressClass(ours + "-later", IngressClaims.CONTROLLER, "");

        assertThat(rig.made().getSpec().source()).isNotNull();
    }

    @Test
    void publishesAddressAndConditionsInOneWrite() {
        create(ours, Map.of("team", "shop"));
        long generation = ingress().getMetadata().getGeneration();

        rig.say(List.of("10.0.0.1"), List.of(condition("Programmed", "True")), List.of());

        awaitIngress(ingress -> addresses(ingress).equals(List.of("10.0.0.1 null")));
        assertThat(ingress().getMetadata().getAnnotations())
                .isEqualTo(Map.of("team", "shop", Keys.INGRESS_CONDITIONS, PROGRAMMED));
        assertThat(ingress().getMetadata().getGeneration()).isEqualTo(generation);
        assertThat(ingress().getMetadata().getManagedFields())
                .filteredOn(field -> "status".equals(field.getSubresource()))
                .singleElement()
                .extracting(field -> field.getManager() + " " + field.getOperation())
                .isEqualTo("eni-direct-ingress Apply");
        rig.awaitEvent("Synced");
    }

    @Test
    void leavesAloneWhatIsPublished() {
        create(ours, Map.of());
        rig.say(List.of("10.0.0.1"), List.of(condition("Programmed", "True")), List.of());
        awaitIngress(ingress -> !addresses(ingress).isEmpty());
        rig.awaitEvent("Synced");
        String version = version();
        String object = rig.made().getMetadata().getResourceVersion();

        rig.restart();

        await().during(A_WHILE)
                .atMost(SOON)
                .until(() -> version.equals(version())
                        && object.equals(rig.made().getMetadata().getResourceVersion()));
        assertThat(rig.reasons()).containsExactly("Synced");
    }

    @Test
    void putsBackConditionsThatSomebodyOverwrote() {
        create(ours, Map.of());
        rig.say(List.of("10.0.0.1"), List.of(condition("Programmed", "True")), List.of());
        awaitIngress(ingress -> !addresses(ingress).isEmpty());

        ingresses().edit(ingress -> annotated(ingress, Keys.INGRESS_CONDITIONS, "no JSON"));

        awaitIngress(ingress -> PROGRAMMED.equals(conditions(ingress)));
    }

    /** The deletion often meets the front's own write of the status. */
    @RepeatedTest(5)
    void keepsTheIngressUntilItsLoadBalancerIsGone() {
        create(ours, Map.of());
        rig.made();
        rig.say(List.of("10.0.0.1"), List.of(condition("Ready", "True")), List.of());

        client.resource(ingress()).delete();

        await().atMost(SOON).until(() -> rig.made().isMarkedForDeletion());
        assertThat(ingress().isMarkedForDeletion()).isTrue();
        rig.free();
        await().atMost(SOON).until(() -> ingresses().get() == null);
    }

    @Test
    void letsGoOfOneThatGoesToAnotherControllerAndTakesItBack() {
        ingressClass(ours + "-theirs", "example.com/ingress", "");
        create(ours, Map.of("team", "shop"));
        rig.say(List.of("10.0.0.1"), List.of(condition("Ready", "True")), List.of());
        awaitIngress(ingress -> !addresses(ingress).isEmpty());

        ingresses().edit(ingress -> classed(ingress, ours + "-theirs"));

        await().atMost(SOON).until(() -> rig.made().isMarkedForDeletion());
        assertThat(addresses(ingress())).isNotEmpty();
        rig.free();
        awaitIngress(ingress -> !ingress.hasFinalizer(SourcePlan.FINALIZER));
        assertThat(addresses(ingress())).isEmpty();
        assertThat(ingress().getMetadata().getAnnotations()).isEqualTo(Map.of("team", "shop"));

        ingresses().edit(ingress -> classed(ingress, ours));

        assertThat(rig.made().isMarkedForDeletion()).isFalse();
    }

    @Test
    void letsGoOfOneWhoseClassIsTakenOff() {
        create(ours, Map.of());
        rig.made();

        ingresses().edit(ingress -> classed(ingress, null));

        await().atMost(SOON).until(() -> rig.made().isMarkedForDeletion());
        rig.free();
        awaitIngress(ingress -> !ingress.hasFinalizer(SourcePlan.FINALIZER));
    }

    @Test
    void holdsAllWhenTheClassVanishesUntilItIsAnothers() {
        profile("inner", "{network: {type: Internal, subnetId: subnet-p1}}");
        ingressClass(ours + "-inner", IngressClaims.CONTROLLER, parameters("LoadBalancerProfile", "inner"));
        create(ours + "-inner", Map.of());
        rig.say(List.of("10.0.0.1"), List.of(condition("Ready", "True")), List.of());
        awaitIngress(ingress -> !addresses(ingress).isEmpty());
        String version = version();

        client.network().v1().ingressClasses().withName(ours + "-inner").delete();

        rig.awaitEvent("Held");
        await().during(A_WHILE)
                .atMost(SOON)
                .until(() -> version.equals(version()) && !rig.made().isMarkedForDeletion());
        assertThat(rig.reasons()).containsExactly("Held");

        ingressClass(ours + "-inner", "example.com/ingress", "");

        await().atMost(SOON).until(() -> rig.made().isMarkedForDeletion());
    }

    @Test
    void makesWhatTheProfileOfTheClassSays() {
        profile("inner", "{network: {type: Internal, subnetId: subnet-p1}, tags: {team: shop}}");
        ingressClass(ours + "-inner", IngressClaims.CONTROLLER, parameters("LoadBalancerProfile", "inner"));

        create(ours + "-inner", Map.of());

        assertThat(rig.made().getSpec().network()).isEqualTo(NetworkSpec.internal("subnet-p1"));
        assertThat(rig.made().getSpec().tags()).isEqualTo(Map.of("team", "shop"));
    }

    @Test
    void prefersTheIngresssOwnAnnotations() {
        profile("inner", "{network: {type: Internal, subnetId: subnet-p1}}");
        profile(
                "tagged",
                "{network: {type: Internal, subnetId: subnet-p2}, tags: {team: shop}, overridable: [network]}");
        ingressClass(ours + "-inner", IngressClaims.CONTROLLER, parameters("LoadBalancerProfile", "inner"));

        create(ours + "-inner", Map.of(Keys.PROFILE, ours + "-tagged", InternalNetwork.OF_INGRESS, "subnet-a1"));

        assertThat(rig.made().getSpec().network()).isEqualTo(NetworkSpec.internal("subnet-a1"));
        assertThat(rig.made().getSpec().tags()).isEqualTo(Map.of("team", "shop"));
    }

    @Test
    void makesNothingBeforeItsProfileIsThere() {
        create(ours, Map.of(Keys.PROFILE, ours + "-later"));
        rig.awaitEvent("SyncFailed");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(conditions(ingress()))
                        .contains("\"type\":\"Accepted\",\"status\":\"False\"", "ProfileNotFound", ours + "-later"));
        String version = version();
        rig.restart();
        await().during(FrontRig.A_WHILE).atMost(SOON).until(() -> version.equals(version()));

        profile("later", "{tags: {team: shop}}");

        assertThat(rig.made().getSpec().tags()).isEqualTo(Map.of("team", "shop"));
    }

    @Test
    void makesNothingBeforeTheProfileOfItsClassIsThere() {
        ingressClass(ours + "-inner", IngressClaims.CONTROLLER, parameters("LoadBalancerProfile", "later"));
        create(ours + "-inner", Map.of());
        rig.awaitEvent("SyncFailed");
        assertThat(note())
                .startsWith("IngressClass " + ours + "-inner: spec.parameters.name is \"" + ours + "-later\"");

        profile("later", "{tags: {team: shop}}");

        assertThat(rig.made().getSpec().tags()).isEqualTo(Map.of("team", "shop"));
    }

    @Test
    void makesNothingWhileTheClassHasParametersOfAnotherKind() {
        ingressClass(ours + "-odd", IngressClaims.CONTROLLER, parameters("CloudLoadBalancer", "one"));
        create(ours + "-odd", Map.of());
        rig.awaitEvent("SyncFailed");
        assertThat(note())
                .isEqualTo("IngressClass " + ours + "-odd: spec.parameters is \"eni-direct.io/CloudLoadBalancer " + ours
                        + "-one\": the parameters of a class of ours are a LoadBalancerProfile of group eni-direct.io,"
                        + " which is cluster-scoped. Name one, or remove the parameters.");

        client.network().v1().ingressClasses().withName(ours + "-odd").edit(odd -> {
            odd.getSpec().setParameters(null);
            return odd;
        });

        assertThat(rig.made().getSpec().network()).isEqualTo(NetworkSpec.internet());
    }

    @Test
    void sharesNothingYet() {
        profile("shared", "{cloudLoadBalancer: big}");
        create(ours, Map.of(Keys.PROFILE, ours + "-shared"));

        rig.awaitEvent("Unsupported");

        assertThat(rig.clb().get()).isNull();
    }

    @Test
    void makesNothingForOneThatSaysOtherwiseThanItsProfileRestricts() {
        profile("guarded", "{securityGroups: [sg-1, sg-2]}");
        create(ours, Map.of(Keys.PROFILE, ours + "-guarded", "ingress.cloud.tencent.com/security-groups", "sg-3"));

        rig.awaitEvent("Rejected");

        assertThat(rig.clb().get()).isNull();
        assertThat(note())
                .contains("is \"[sg-3]\": LoadBalancerProfile " + ours
                        + "-guarded says [sg-1, sg-2] (its spec.securityGroups), which restricts");

        profile("guarded", "{securityGroups: [sg-1, sg-2], overridable: [securityGroups]}");
        assertThat(rig.made().getSpec().securityGroups()).containsExactly("sg-3");
    }

    @Test
    void makesNothingByAProfileThatIsNotForItsNamespaceUntilItsLabelsFit() {
        profile("own", "{namespaces: {selector: {matchLabels: {edge: inner}}}, tags: {team: shop}}");
        create(ours, Map.of(Keys.PROFILE, ours + "-own"));

        rig.awaitEvent("Rejected");
        assertThat(rig.clb().get()).isNull();
        assertThat(note()).contains("LoadBalancerProfile " + ours + "-own is not for sources of namespace");

        client.namespaces()
                .withName(rig.namespace())
                .edit(found -> new NamespaceBuilder(found)
                        .editMetadata()
                        .addToLabels("edge", "inner")
                        .endMetadata()
                        .build());
        assertThat(rig.made().getSpec().tags()).isEqualTo(Map.of("team", "shop"));
    }

    @Test
    void keepsWhatIsMadeWhenItsProfileChangesOrVanishes() {
        profile("inner", "{network: {type: Internal, subnetId: subnet-p1}}");
        create(ours, Map.of(Keys.PROFILE, ours + "-inner"));
        String object = rig.made().getMetadata().getResourceVersion();

        profile("inner", "{network: {type: Public}, tags: {team: shop}}");
        await().during(A_WHILE).atMost(SOON).until(() -> rig.reasons().isEmpty());
        client.resources(LoadBalancerProfile.class).withName(ours + "-inner").delete();
        rig.awaitEvent("SyncFailed");

        assertThat(rig.made().getMetadata().getResourceVersion()).isEqualTo(object);
    }

    @Test
    void keepsItsLoadBalancerWhenTheSubnetIsChanged() {
        create(ours, Map.of());
        String object = rig.made().getMetadata().getResourceVersion();

        ingresses().edit(ingress -> annotated(ingress, InternalNetwork.OF_INGRESS, "subnet-a1"));

        rig.awaitEvent("Rejected");
        assertThat(rig.made().getMetadata().getResourceVersion()).isEqualTo(object);
    }

    @Test
    void clearsARefusalThatNobodyAsksForSinceAnEarlierProcess() {
        create(ours, Map.of(Keys.PROFILE, ours + "-nowhere"));
        awaitIngress(ingress -> ingress.getMetadata().getAnnotations().containsKey(Keys.INGRESS_CONDITIONS));

        rig.restartAfter(() -> {
            ingresses().edit(ingress -> classed(ingress, null));
            ingresses().editStatus(IngressFrontTest::addressed);
        });

        awaitIngress(ingress -> !ingress.getMetadata().getAnnotations().containsKey(Keys.INGRESS_CONDITIONS));
        assertThat(ingress().getMetadata().getAnnotations()).containsOnlyKeys(Keys.PROFILE);
        assertThat(addresses(ingress())).containsExactly("10.9.9.9 null");
    }

    /** TKE's controller writes the same annotation. */
    @Test
    void leavesARefusalThatAnotherControllerWroteOverIts() {
        ingressClass(ours + "-theirs", "example.com/ingress", "");
        create(ours, Map.of(Keys.PROFILE, ours + "-nowhere"));
        awaitIngress(ingress -> ingress.getMetadata().getAnnotations().containsKey(Keys.INGRESS_CONDITIONS));

        rig.restartAfter(() -> ingresses().edit(ingress -> rewritten(classed(ingress, ours + "-theirs"))));

        awaitIngress(ingress -> ingress.getMetadata().getManagedFields().stream()
                .noneMatch(entry -> entry.getManager().equals("eni-direct-ingress")));
        assertThat(ingress().getMetadata().getAnnotations().get(Keys.INGRESS_CONDITIONS))
                .contains(ours + "-theirs");
    }

    private static Ingress addressed(Ingress ingress) {
        return new IngressBuilder(ingress)
                .editOrNewStatus()
                .withNewLoadBalancer()
                .addNewIngress()
                .withIp("10.9.9.9")
                .endIngress()
                .endLoadBalancer()
                .endStatus()
                .build();
    }

    private static Ingress rewritten(Ingress ingress) {
        ingress.getMetadata()
                .getAnnotations()
                .computeIfPresent(Keys.INGRESS_CONDITIONS, (key, ours) -> ours.replace("nowhere", "theirs"));
        return ingress;
    }

    @Test
    void neverTouchesAnIngressOfAnotherClass() {
        ingressClass(ours + "-theirs", "example.com/ingress", parameters("LoadBalancerProfile", "theirs"));
        Ingress theirs = create(ours + "-theirs", Map.of(Keys.PROFILE, ours + "-nowhere"));
        Ingress unclassed = create("unclassed", NO_CLASS, Map.of());
        create("other", ours, Map.of());
        Resource<CloudLoadBalancer> other =
                client.resources(CloudLoadBalancer.class).withName("ingress." + ours + ".other");
        await().atMost(SOON).until(() -> other.get() != null);

        client.network().v1().ingressClasses().withName(ours + "-theirs").delete();

        await().during(A_WHILE)
                .atMost(SOON)
                .until(() -> version().equals(version(theirs))
                        && version(Objects.requireNonNull(
                                        client.resource(unclassed).get()))
                                .equals(version(unclassed)));
        assertThat(rig.reasons()).isEmpty();
        other.edit(FrontRig::withoutFinalizers);
    }

    private void ingressClass(String name, String controller, String parameters) {
        IngressClass made = Serialization.unmarshal("""
                apiVersion: networking.k8s.io/v1
                kind: IngressClass
                metadata: {name: %s}
                spec:
                  controller: %s
                  %s
                """.formatted(name, controller, parameters), IngressClass.class);
        clusterWide.add(client.resource(made));
        client.resource(made).create();
    }

    private String parameters(String kind, String name) {
        return "parameters: {apiGroup: eni-direct.io, kind: %s, name: %s-%s}".formatted(kind, ours, name);
    }

    private void profile(String name, String spec) {
        LoadBalancerProfile profile =
                Serialization.unmarshal("""
                apiVersion: eni-direct.io/v1alpha1
                kind: LoadBalancerProfile
                metadata: {name: %s-%s}
                spec: %s
                """.formatted(ours, name, spec), LoadBalancerProfile.class);
        clusterWide.add(client.resource(profile));
        client.resource(profile).createOr(there -> there.update());
    }

    private Ingress create(String ingressClass, Map<String, String> annotations) {
        return create("web", ingressClass, annotations);
    }

    private Ingress create(String name, String ingressClass, Map<String, String> annotations) {
        Ingress ingress = Serialization.unmarshal("""
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: %s, namespace: %s}
                spec:
                  defaultBackend: {service: {name: web, port: {number: 80}}}
                """.formatted(name, rig.namespace()), Ingress.class);
        ingress.getMetadata().setAnnotations(annotations);
        ingress.getSpec().setIngressClassName(ingressClass.equals(NO_CLASS) ? null : ingressClass);
        return client.resource(ingress).create();
    }

    private Resource<Ingress> ingresses() {
        return client.network().v1().ingresses().inNamespace(rig.namespace()).withName("web");
    }

    private Ingress ingress() {
        return Objects.requireNonNull(ingresses().get());
    }

    private void awaitIngress(Predicate<Ingress> is) {
        await().atMost(SOON).until(() -> is.test(ingress()));
    }

    private String version() {
        return version(ingress());
    }

    private static String version(Ingress ingress) {
        return ingress.getMetadata().getResourceVersion();
    }

    /** Of the only event there is. */
    private String note() {
        assertThat(rig.events()).hasSize(1);
        return rig.events().get(0).getNote();
    }

    private static List<String> addresses(Ingress ingress) {
        return ingress.getStatus().getLoadBalancer().getIngress().stream()
                .map(one -> one.getIp() + " " + one.getHostname())
                .toList();
    }

    private static String conditions(Ingress ingress) {
        return ingress.getMetadata().getAnnotations().getOrDefault(Keys.INGRESS_CONDITIONS, "");
    }

    private static Ingress annotated(Ingress ingress, String key, String value) {
        ingress.getMetadata().getAnnotations().put(key, value);
        return ingress;
    }

    private static Ingress classed(Ingress ingress, @Nullable String name) {
        ingress.getSpec().setIngressClassName(name);
        return ingress;
    }
}
