package io.enidirect.operator.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.front.SourcePlan.Step;
import io.enidirect.operator.kinds.ingress.IngressClaims;
import io.enidirect.operator.kinds.registry.Given;
import io.enidirect.operator.kinds.registry.House;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassBuilder;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The steps of an Ingress's life that hang on its class and its profile; the rest is as for Services. */
final class IngressPlanTest {
    /** One of ours, one of ours whose profile is not there, one of another controller; {@code gone} is none of them. */
    private static final Given CLASSES = Given.of(
            ingressClass("ours", IngressClaims.CONTROLLER), profiled(), ingressClass("theirs", "example.com/ingress"));

    private static final CloudLoadBalancer OWN = own();
    private static final SourceFacts NOTHING = new SourceFacts("u1", null, List.of());
    private static final SourceFacts MADE = new SourceFacts("u1", OWN, List.of(OWN));

    static Stream<Arguments> steps() {
        return Stream.of(
                arguments("a new one is claimed", ingress("ours"), NOTHING, Step.MAKE, ""),
                arguments("one whose object is there is published", held("ours"), MADE, Step.USE, ""),
                arguments("one of another class is left alone", ingress("theirs"), NOTHING, Step.LEAVE, ""),
                arguments("one of no class that there is is left alone", ingress("gone"), NOTHING, Step.LEAVE, ""),
                arguments("one whose class vanished is held", held("gone"), MADE, Step.USE, "CLASS_NOT_FOUND"),
                arguments("one that went to another class deletes its object", held("theirs"), MADE, Step.DELETE, ""),
                arguments("one that went before anything was made", held("theirs"), NOTHING, Step.RELEASE, ""),
                arguments("a class that vanished before it", held("gone"), NOTHING, Step.RELEASE, ""),
                arguments(
                        "nothing is made without its profile",
                        ingress("profiled"),
                        NOTHING,
                        Step.REFUSE,
                        "PROFILE_NOT_FOUND"),
                arguments(
                        "nor after a crash before it was made",
                        held("profiled"),
                        NOTHING,
                        Step.RELEASE,
                        "PROFILE_NOT_FOUND"),
                arguments("what is made stays without it", held("profiled"), MADE, Step.USE, "PROFILE_NOT_FOUND"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("steps")
    void takesTheStep(String name, Ingress ingress, SourceFacts seen, Step step, String problem) {
        SourcePlan plan = SourcePlan.of(
                ingress,
                House.INGRESSES.claim(ingress, seen.claimed(), CLASSES),
                House.INGRESSES.own(ingress, CLASSES),
                seen);

        assertThat(plan.step()).isEqualTo(step);
        assertThat(plan.problems())
                .extracting(one -> one.code().name())
                .isEqualTo(problem.isEmpty() ? List.of() : List.of(problem));
    }

    private static Ingress ingress(String ingressClass) {
        return new IngressBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("web")
                .withUid("u1")
                .endMetadata()
                .withNewSpec()
                .withIngressClassName(ingressClass)
                .endSpec()
                .build();
    }

    private static Ingress held(String ingressClass) {
        return new IngressBuilder(ingress(ingressClass))
                .editMetadata()
                .addToFinalizers(SourcePlan.FINALIZER)
                .endMetadata()
                .build();
    }

    private static IngressClass ingressClass(String name, String controller) {
        return new IngressClassBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withController(controller)
                .endSpec()
                .build();
    }

    private static IngressClass profiled() {
        return new IngressClassBuilder(ingressClass("profiled", IngressClaims.CONTROLLER))
                .editSpec()
                .withNewParameters()
                .withApiGroup("eni-direct.io")
                .withKind("LoadBalancerProfile")
                .withName("nowhere")
                .endParameters()
                .endSpec()
                .build();
    }

    private static CloudLoadBalancer own() {
        CloudLoadBalancer object = new CloudLoadBalancer();
        object.getMetadata().setName("ingress.shop.web");
        object.setSpec(CloudLoadBalancerSpec.own(
                new SourceRef("Ingress", "shop", "web", "u1"), NetworkSpec.internet(), Map.of()));
        return object;
    }
}
