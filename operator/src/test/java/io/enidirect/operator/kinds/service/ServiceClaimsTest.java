package io.enidirect.operator.kinds.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.enidirect.operator.annotations.Keys;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.snapshot.Claim;
import io.enidirect.operator.snapshot.Claim.State;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Design §3, Claims: each sentence about Services. */
class ServiceClaimsTest {
    private static final String NONE = "-";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                // case | type | class | annotation | TKE active | deleting | never claimed | claimed
                "our class                             | LoadBalancer | eni-direct.io/clb | -     | no  | no  | OURS     | OURS",
                "our class beside TKE                  | LoadBalancer | eni-direct.io/clb | -     | yes | no  | OURS     | OURS",
                "our class wins over the annotation    | LoadBalancer | eni-direct.io/clb | false | no  | no  | OURS     | OURS",
                "our class wins over a bad annotation  | LoadBalancer | eni-direct.io/clb | yes   | no  | no  | OURS     | OURS",
                "class of another                      | LoadBalancer | example.com/lb    | -     | no  | no  | NOT_OURS | ENDED",
                "class of another with our annotation  | LoadBalancer | example.com/lb    | true  | no  | no  | NOT_OURS | ENDED",
                "no class, no annotation               | LoadBalancer | -                 | -     | no  | no  | NOT_OURS | ENDED",
                "annotation true                       | LoadBalancer | -                 | true  | no  | no  | OURS     | OURS",
                "annotation false                      | LoadBalancer | -                 | false | no  | no  | NOT_OURS | ENDED",
                "annotation true beside TKE            | LoadBalancer | -                 | true  | yes | no  | NOT_OURS | OURS",
                "annotation false beside TKE           | LoadBalancer | -                 | false | yes | no  | NOT_OURS | ENDED",
                "annotation is no boolean              | LoadBalancer | -                 | yes   | no  | no  | NOT_OURS | HELD",
                "annotation in another case            | LoadBalancer | -                 | True  | no  | no  | NOT_OURS | HELD",
                "annotation no, bad as well            | LoadBalancer | -                 | 0     | no  | no  | NOT_OURS | HELD",
                "annotation is empty                   | LoadBalancer | -                 | ''    | no  | no  | NOT_OURS | HELD",
                "annotation is no boolean, beside TKE  | LoadBalancer | -                 | yes   | yes | no  | NOT_OURS | HELD",
                "another type                          | ClusterIP    | -                 | true  | no  | no  | NOT_OURS | ENDED",
                "another type with our class left      | NodePort     | eni-direct.io/clb | -     | no  | no  | NOT_OURS | ENDED",
                "being deleted                         | LoadBalancer | eni-direct.io/clb | -     | no  | yes | NOT_OURS | ENDED",
                "being deleted with a bad annotation   | LoadBalancer | -                 | yes   | no  | yes | NOT_OURS | ENDED",
            })
    void judges(
            String name,
            String type,
            String loadBalancerClass,
            String annotation,
            String tke,
            String deleting,
            State fresh,
            State claimed) {
        Service service = service(type, given(loadBalancerClass), given(annotation), deleting.equals("yes"));

        assertThat(ServiceClaims.of(service, false, tke.equals("yes")).state()).isEqualTo(fresh);
        assertThat(ServiceClaims.of(service, true, tke.equals("yes")).state()).isEqualTo(claimed);
    }

    @Test
    void tellsWhyAServiceBesideTkeIsNotClaimedAndWhatToDo() {
        Claim claim = ServiceClaims.of(service("LoadBalancer", null, "true", false), false, true);

        assertThat(claim.problems()).extracting(Problem::code).containsExactly(Code.NOT_CLAIMED);
        assertThat(claim.problems().get(0).message())
                .contains("kube-system/tke-service-controller-config", "--claim-beside-tke", ServiceClaims.CLASS);
    }

    @Test
    void tellsThatTkeTurnedUpLater() {
        Claim claim = ServiceClaims.of(service("LoadBalancer", null, "true", false), true, true);

        assertThat(claim.holds()).isTrue();
        assertThat(claim.problems()).extracting(Problem::code).containsExactly(Code.CLAIM_HELD);
    }

    @Test
    void tellsOfTheBadAnnotationWhetherClaimedOrNot() {
        for (boolean claimed : List.of(true, false)) {
            Claim claim = ServiceClaims.of(service("LoadBalancer", null, "yes", false), claimed, false);

            assertThat(claim.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.code()).isEqualTo(Code.BAD_ANNOTATION);
                assertThat(problem.value()).isEqualTo("yes");
                assertThat(problem.field()).contains(Keys.DIRECT_ACCESS);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"eni-direct", "eni-direct.io/clbs", "eni-direct.io/clp", "ENI-direct.io/clb"})
    void tellsWhoeverSeemsToMeanUs(String loadBalancerClass) {
        Service service = service("LoadBalancer", loadBalancerClass, null, false);
        Claim claim = ServiceClaims.of(service, false, true);

        assertThat(ServiceClaims.asks(service)).isTrue();
        assertThat(claim.state()).isEqualTo(State.NOT_OURS);
        assertThat(claim.problems())
                .extracting(Problem::code, Problem::field, Problem::value)
                .containsExactly(tuple(Code.NOT_CLAIMED, "spec.loadBalancerClass", loadBalancerClass));
    }

    @ParameterizedTest
    @ValueSource(strings = {"eni-direct-x", "eni-direct.io/other", "service.k8s.aws/nlb"})
    void anyOtherClassIsNoneOfOurBusiness(String loadBalancerClass) {
        Service service = service("LoadBalancer", loadBalancerClass, null, false);

        assertThat(ServiceClaims.asks(service)).isFalse();
        assertThat(ServiceClaims.of(service, false, true)).isEqualTo(new Claim(State.NOT_OURS, List.of()));
    }

    @Test
    void saysNothingOfAServiceThatDoesNotAsk() {
        assertThat(ServiceClaims.of(service("LoadBalancer", null, null, false), false, true))
                .isEqualTo(new Claim(State.NOT_OURS, List.of()));
    }

    private static @Nullable String given(@Nullable String text) {
        return NONE.equals(text) ? null : text == null ? "" : text;
    }

    private static Service service(
            String type, @Nullable String loadBalancerClass, @Nullable String annotation, boolean deleting) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("web")
                .withAnnotations(annotation == null ? null : Map.of(Keys.DIRECT_ACCESS, annotation))
                .withDeletionTimestamp(deleting ? "2026-02-01T00:00:00Z" : null)
                .endMetadata()
                .withNewSpec()
                .withType(type)
                .withLoadBalancerClass(loadBalancerClass)
                .endSpec()
                .build();
    }
}
