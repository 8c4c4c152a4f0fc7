package io.enidirect.operator.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.crd.SourceRef;
import io.enidirect.crd.SourceStatus;
import io.enidirect.operator.annotations.InternalNetwork;
import io.enidirect.operator.annotations.Keys;
import io.enidirect.operator.front.SourcePlan.Step;
import io.enidirect.operator.kinds.OwnLoadBalancer;
import io.enidirect.operator.kinds.registry.Given;
import io.enidirect.operator.kinds.registry.House;
import io.enidirect.operator.kinds.service.ServiceClaims;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ServicePlanTest {
    private static final String SUBNET = InternalNetwork.OF_SERVICE;
    private static final String DIRECT = Keys.DIRECT_ACCESS;
    private static final Service OURS = service(Map.of(DIRECT, "true"));
    private static final Service HELD = service(Map.of(DIRECT, "yes"));
    private static final Service RESTRICTING =
            service(Map.of(DIRECT, "true", "service.kubernetes.io/tke-existed-lbid", "lb-a1b2c3d4"));
    private static final Service CHECKED =
            service(Map.of(DIRECT, "true", "service.cloud.tencent.com/pass-to-target", "false"));
    private static final Service BADLY_CHECKED =
            service(Map.of(DIRECT, "true", "service.cloud.tencent.com/pass-to-target", "no"));
    private static final Service INTERNAL = service(Map.of(DIRECT, "true", SUBNET, "subnet-a1"));
    private static final Service BADLY_INTERNAL = service(Map.of(DIRECT, "true", SUBNET, "sub net"));
    private static final Service EXISTING =
            service(Map.of(DIRECT, "true", "service.kubernetes.io/tke-existed-lbid", "lb-1"));
    private static final Service ENDED = service(Map.of(DIRECT, "false"));
    private static final Service DELETED = new ServiceBuilder(OURS)
            .editMetadata()
            .withDeletionTimestamp("2026-11-25T10:00:00Z")
            .endMetadata()
            .build();
    private static final CloudLoadBalancer OWN = object("service.shop.web", "u1");
    private static final CloudLoadBalancer OTHERS = object("service.shop.web", "u0");
    private static final SourceFacts NOTHING = new SourceFacts("u1", null, List.of());
    private static final SourceFacts MADE = new SourceFacts("u1", OWN, List.of(OWN));
    private static final SourceFacts GOING = new SourceFacts("u1", terminating(OWN), List.of(terminating(OWN)));
    private static final SourceFacts GOING_FROM_A1 = going(in("subnet-a1"));
    private static final SourceFacts GOING_FROM_A2 = going(in("subnet-a2"));
    private static final SourceFacts GIVEN_UP = going(givenUp(terminating(OWN)));
    private static final SourceFacts LEFT = new SourceFacts("u1", OWN, List.of(OWN), true);
    private static final SourceFacts TAKEN = new SourceFacts("u1", OTHERS, List.of());
    private static final SourceFacts SHARED =
            new SourceFacts("u1", null, List.of(recording(object("shared", "u9"), "u1")));

    static Stream<Arguments> steps() {
        return Stream.of(
                arguments("a new one is claimed", OURS, NOTHING, Step.MAKE),
                arguments("one after a crash between finalizer and object is claimed", held(OURS), NOTHING, Step.MAKE),
                arguments("one whose object is there is published", held(OURS), MADE, Step.USE),
                arguments("one whose object is terminating goes on using it", held(OURS), GOING, Step.USE),
                arguments("one that wants an internal one gives it up", held(INTERNAL), GOING, Step.GIVE_UP),
                arguments("one that wants another subnet gives it up", held(INTERNAL), GOING_FROM_A2, Step.GIVE_UP),
                arguments("one that wants a public one again gives it up", held(OURS), GOING_FROM_A2, Step.GIVE_UP),
                arguments("one that wants the same subnet goes on using it", held(INTERNAL), GOING_FROM_A1, Step.USE),
                arguments("one that names an existing one gives it up", held(EXISTING), GOING, Step.GIVE_UP),
                arguments("one that names no subnet goes on using it", held(BADLY_INTERNAL), GOING, Step.USE),
                arguments("one that gave it up waits for its end", held(INTERNAL), GIVEN_UP, Step.WAIT_FOR_NEXT),
                arguments("and does so when it thinks better of it", held(OURS), GIVEN_UP, Step.WAIT_FOR_NEXT),
                arguments("and is let go of where it ends then", held(ENDED), GIVEN_UP, Step.WAIT_FOR_RELEASE),
                arguments("one that stays keeps what it has", held(INTERNAL), MADE, Step.USE),
                arguments("one that left for a moment deletes it", held(INTERNAL), LEFT, Step.DELETE),
                arguments("one that left and came back the same keeps it", held(OURS), LEFT, Step.USE),
                arguments("one that is recorded elsewhere gets none of its own", held(OURS), SHARED, Step.USE),
                arguments("an object of another uid is waited for", OURS, TAKEN, Step.WAIT_FOR_PLACE),
                arguments("a bad annotation holds a claim", held(HELD), MADE, Step.USE),
                arguments("a bad annotation makes no claim", HELD, NOTHING, Step.LEAVE),
                arguments("a bad annotation before anything was made ends it", held(HELD), NOTHING, Step.RELEASE),
                arguments("nothing is made for one that restricts in vain", RESTRICTING, NOTHING, Step.REFUSE),
                arguments("nor after a crash before it was made", held(RESTRICTING), NOTHING, Step.RELEASE),
                arguments("what is made for it stays", held(RESTRICTING), MADE, Step.USE),
                arguments("what is made follows another pass-to-target", held(CHECKED), MADE, Step.ADAPT),
                arguments("what is made stays with a bad one", held(BADLY_CHECKED), MADE, Step.USE),
                arguments("nothing is made with a bad one", BADLY_CHECKED, NOTHING, Step.REFUSE),
                arguments("an ended claim deletes its object", held(ENDED), MADE, Step.DELETE),
                arguments("an ended claim waits for its object to go", held(ENDED), GOING, Step.WAIT_FOR_RELEASE),
                arguments("an ended claim waits for a record", held(ENDED), SHARED, Step.WAIT_FOR_RELEASE),
                arguments("an ended claim is let go of at last", held(ENDED), NOTHING, Step.RELEASE),
                arguments("another's object doesn't keep a claim", held(ENDED), TAKEN, Step.RELEASE),
                arguments("one that never asked is left alone", ENDED, NOTHING, Step.LEAVE),
                arguments("a deleted one deletes its object", held(DELETED), MADE, Step.DELETE),
                arguments("a deleted one waits", held(DELETED), GOING, Step.WAIT_FOR_RELEASE),
                arguments("a deleted one is let go of at last", held(DELETED), NOTHING, Step.RELEASE),
                arguments("a deleted one that was never claimed is left alone", DELETED, NOTHING, Step.LEAVE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("steps")
    void takesTheStep(String name, Service service, SourceFacts seen, Step step) {
        assertThat(plan(service, seen).step()).isEqualTo(step);
    }

    @Test
    void makesAPublicOneWithoutASubnet() {
        assertThat(plan(OURS, NOTHING)).isEqualTo(new SourcePlan(Step.MAKE, own(NetworkSpec.internet()), List.of()));
    }

    @Test
    void makesAnInternalOneInTheSubnet() {
        Service service = service(Map.of(DIRECT, "true", SUBNET, "subnet-a1"));

        assertThat(plan(service, NOTHING))
                .isEqualTo(new SourcePlan(Step.MAKE, own(NetworkSpec.internal("subnet-a1")), List.of()));
    }

    @Test
    void makesNothingWithABadSubnet() {
        Service service = service(Map.of(DIRECT, "true", SUBNET, "sub net"));

        SourcePlan plan = plan(service, NOTHING);

        assertThat(plan.step()).isEqualTo(Step.REFUSE);
        assertThat(plan.problems())
                .extracting(Problem::message)
                .containsExactly(
                        "Service shop/web: metadata.annotations[" + SUBNET + "] is \"sub net\": it is the id of a"
                                + " subnet, such as subnet-a1b2c3d4 (E4037). Write the id, or remove the annotation for a"
                                + " public load balancer; until then nothing new is made for it, and what is programmed stays"
                                + " as it is.");
    }

    @Test
    void keepsWhatIsMadeWhenTheSubnetTurnsBad() {
        SourcePlan plan = plan(service(Map.of(DIRECT, "true", SUBNET, "")), MADE);

        assertThat(plan.step()).isEqualTo(Step.USE);
        assertThat(plan.problems()).extracting(Problem::code).containsExactly(Code.BAD_ANNOTATION);
    }

    @Test
    void keepsWhatIsMadeWhenItsNetworkIsChanged() {
        SourcePlan plan = plan(service(Map.of(DIRECT, "true", SUBNET, "subnet-a1")), MADE);

        assertThat(plan)
                .isEqualTo(new SourcePlan(
                        Step.USE,
                        null,
                        List.of(Problem.of(
                                Code.IMMUTABLE,
                                new Place("Service shop/web", "metadata.annotations[" + SUBNET + "]"),
                                "subnet-a1",
                                new Wording(
                                        "its load balancer is public, and that can't be changed",
                                        "Put the old value back, or set spec.type: ClusterIP and then LoadBalancer again: the old"
                                                + " load balancer and its address go first, then the one that it asks for by then"
                                                + " is made")))));
    }

    /** Kubernetes takes the class away with the type. */
    @Test
    void namesTheClassOnTheWayToAnotherLoadBalancer() {
        Service service = new ServiceBuilder(INTERNAL)
                .editSpec()
                .withLoadBalancerClass(ServiceClaims.CLASS)
                .endSpec()
                .build();

        assertThat(plan(service, MADE).problems())
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.remedy())
                                .contains(
                                        "ClusterIP and then LoadBalancer again together with loadBalancerClass: eni-direct.io/clb"));
    }

    @Test
    void tellsThatTheOldOneGoesFirst() {
        assertThat(plan(held(INTERNAL), GOING))
                .isEqualTo(new SourcePlan(
                        Step.GIVE_UP,
                        null,
                        List.of(Problem.of(
                                Code.BEING_DELETED,
                                new Place("Service shop/web", null),
                                null,
                                new Wording(
                                        "the load balancer that it had is still being deleted, and it asks for another one now",
                                        "Wait: that is made when the old one is gone; kubectl get clb service.shop.web -o yaml says"
                                                + " what the deletion waits for")))));
    }

    @Test
    void saysWhoseTheNameIs() {
        assertThat(plan(OURS, TAKEN).problems())
                .extracting(Problem::code, Problem::object)
                .containsExactly(tuple(Code.NAME_TAKEN, "Service shop/web"));
    }

    @Test
    void tellsWhyAnAskingOneIsNotClaimedBesideTke() {
        SourcePlan plan = SourcePlan.of(OURS, ServiceClaims.of(OURS, false, true), wish(OURS), NOTHING);

        assertThat(plan.step()).isEqualTo(Step.LEAVE);
        assertThat(plan.problems()).extracting(Problem::code).containsExactly(Code.NOT_CLAIMED);
    }

    private static SourcePlan plan(Service service, SourceFacts seen) {
        return SourcePlan.of(service, ServiceClaims.of(service, seen.claimed(), false), wish(service), seen);
    }

    private static OwnLoadBalancer wish(Service service) {
        return House.SERVICES.own(service, Given.of());
    }

    private static CloudLoadBalancer own(NetworkSpec network) {
        CloudLoadBalancer object = object("service.shop.web", "u1");
        object.getMetadata().setFinalizers(List.of("eni-direct.io/cloud"));
        object.setSpec(CloudLoadBalancerSpec.own(new SourceRef("Service", "shop", "web", "u1"), network, Map.of()));
        return object;
    }

    private static Service service(Map<String, String> annotations) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("web")
                .withUid("u1")
                .withAnnotations(annotations)
                .endMetadata()
                .withNewSpec()
                .withType("LoadBalancer")
                .endSpec()
                .build();
    }

    private static Service held(Service service) {
        return new ServiceBuilder(service)
                .editMetadata()
                .addToFinalizers(SourcePlan.FINALIZER)
                .endMetadata()
                .build();
    }

    private static CloudLoadBalancer object(String name, String uid) {
        CloudLoadBalancer object = new CloudLoadBalancer();
        object.getMetadata().setName(name);
        object.setSpec(CloudLoadBalancerSpec.own(
                new SourceRef("Service", "shop", "web", uid), NetworkSpec.internet(), Map.of()));
        return object;
    }

    private static CloudLoadBalancer terminating(CloudLoadBalancer object) {
        CloudLoadBalancer going = object(object.getMetadata().getName(), sourceUid(object));
        going.getMetadata().setDeletionTimestamp("2026-11-25T10:00:00Z");
        return going;
    }

    private static CloudLoadBalancer in(String subnet) {
        CloudLoadBalancer going = terminating(OWN);
        going.setSpec(own(NetworkSpec.internal(subnet)).getSpec());
        return going;
    }

    private static CloudLoadBalancer givenUp(CloudLoadBalancer object) {
        object.getMetadata().setAnnotations(Map.of(CloudLoadBalancer.GIVEN_UP, "true"));
        return object;
    }

    private static SourceFacts going(CloudLoadBalancer object) {
        return new SourceFacts("u1", object, List.of(object));
    }

    private static String sourceUid(CloudLoadBalancer object) {
        @Nullable SourceRef source = object.getSpec().source();
        return source == null ? "" : source.uid();
    }

    private static CloudLoadBalancer recording(CloudLoadBalancer object, String uid) {
        object.setStatus(new CloudLoadBalancerStatus(
                null,
                null,
                null,
                null,
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(SourceStatus.of(new SourceRef("Service", "shop", "web", uid))),
                List.of()));
        return object;
    }
}
