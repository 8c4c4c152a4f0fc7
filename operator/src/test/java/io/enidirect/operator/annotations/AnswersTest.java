package io.enidirect.operator.annotations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Problem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What only tunes, what nobody knows, and what nothing is said of. */
class AnswersTest {
    private static HasMetadata service(Map<String, String> annotations) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("web")
                .withAnnotations(annotations)
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .build();
    }

    private static HasMetadata ingress(Map<String, String> annotations) {
        return new IngressBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("web")
                .withAnnotations(annotations)
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .build();
    }

    private static List<Problem> told(HasMetadata source) {
        SourceWishes wishes = Wishes.of(source);
        assertThat(wishes.refused()).isEmpty();
        return wishes.told();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "service.cloud.tencent.com/tke-service-config-auto | yes | a boolean is exactly",
                "service.cloud.tencent.com/tke-service-config | web-auto-ingress-config | is not read here (E4051)",
                "ingress.cloud.tencent.com/tke-service-config | web-auto-service-config | is not read here (E4051)",
                "service.cloud.tencent.com/modification-protection | true | the console may change",
                "service.cloud.tencent.com/custom-weight | 5 | on a Pod only",
                "service.cloud.tencent.com/health-check-path | /healthz | TKE has no such key",
                "service.kubernetes.io/loadbalance-type | nlb | an application CLB, always",
                "service.beta.kubernetes.io/aws-load-balancer-type | nlb | another cloud's key",
                "ingress.cloud.tencent.com/mix-target-prefer | ipv4 | addresses of one family",
                "ingress.cloud.tencent.com/auto-rewrite-code | {\"defaultRewriteCode\":307} | redirects",
                "kubernetes.io/ingress.global-static-ip-name | web | another cloud's key",
                "nginx.ingress.kubernetes.io/proxy-read-timeout | 60 | CLB's own timeouts",
                "nginx.ingress.kubernetes.io/limit-rps | 5 | passes them all",
                "nginx.ingress.kubernetes.io/backend-protocol | GRPC | by HTTP",
                "nginx.ingress.kubernetes.io/configuration-snippet | more_set_headers a; | nginx's own language",
                "service.cloud.tencent.com/direct-access | true | on a Service only",
            })
    void tellsWhatHappensInstead(String key, String value, String instead) {
        boolean ofIngress = key.contains("ingress") || instead.equals("on a Service only");
        assertThat(told(ofIngress ? ingress(Map.of(key, value)) : service(Map.of(key, value))))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(Code.UNSUPPORTED);
                    assertThat(problem.field()).isEqualTo(Annotations.field(key));
                    assertThat(problem.rule()).contains(instead);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "service.kubernetes.io/loadbalance-id",
                "service.kubernetes.io/loadbalance-nat-ipv6",
                "service.kubernetes.io/topology-mode",
                "service.kubernetes.io/topology-aware-hints",
                "service.kubernetes.io/qcloud-share-existed-lb",
                "service.cloud.tencent.com/client-token",
                "service.cloud.tencent.com/sync-begin-time",
                "service.cloud.tencent.com/sync-end-time",
                "service.cloud.tencent.com/enable-grace-shutdown",
                "ingress.cloud.tencent.com/enable-grace-shutdown-tkex",
                "kubernetes.io/ingress.qcloud-loadbalance-id",
                "ingress.cloud.tencent.com/status.conditions",
                "nginx.ingress.kubernetes.io/ssl-redirect",
                "description",
                // other people's
                "example.com/lb-rs-weights",
                "kubectl.kubernetes.io/last-applied-configuration",
                "cert-manager.io/issuer",
                "eni-direct.io/profile",
            })
    void saysNothingOfWhatIsForOthersOrSoAnyway(String key) {
        assertThat(told(service(Map.of(key, "x")))).isEmpty();
        assertThat(told(ingress(Map.of(key, "x")))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "service.cloud.tencent.com/lb-rs-weights | service.cloud.tencent.com/lb-rs-weight",
                "service.kubernetes.io/LB-RS-weight | service.cloud.tencent.com/lb-rs-weight",
                "nginx.ingress.kubernetes.io/proxy-bodysize | nginx.ingress.kubernetes.io/proxy-body-size",
                "service.kubernetes.io/topologymode | service.kubernetes.io/topology-mode",
                "eni-direct.io/pathtype | eni-direct.io/path-types",
            })
    void tellsOfAnUnknownKeyWithTheNearestOne(String key, String nearest) {
        assertThat(told(service(Map.of(key, "x"))))
                .extracting(Problem::code, Problem::field, Problem::rule)
                .containsExactly(tuple(
                        Code.UNKNOWN_KEY,
                        Annotations.field(key),
                        "it is no key that is known, and " + nearest + " is almost the same"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "yes | exactly \"true\" or \"false\" (E4050)",
                "true | excludes ingress.cloud.tencent.com/tke-service-config, and that one counts",
            })
    void tellsOfAnAutomaticTkeServiceConfigBesideOneThatIsNamed(String auto, String rule) {
        assertThat(told(ingress(Map.of(
                        "ingress.cloud.tencent.com/tke-service-config",
                        "web",
                        "ingress.cloud.tencent.com/tke-service-config-auto",
                        auto))))
                .filteredOn(problem -> problem.rule().contains(rule))
                .singleElement()
                .satisfies(problem -> assertThat(problem.field())
                        .isEqualTo("metadata.annotations[ingress.cloud.tencent.com/tke-service-config-auto]"));
    }

    @Test
    void saysNothingOfATkeServiceConfigThatIsNamed() {
        assertThat(told(service(Map.of(
                        "service.cloud.tencent.com/tke-service-config",
                        "web",
                        "service.cloud.tencent.com/tke-service-config-auto",
                        "false"))))
                .isEmpty();
    }

    @Test
    void tellsOfAnUnknownKeyThatIsNearToNone() {
        assertThat(told(ingress(Map.of("ingress.cloud.tencent.com/make-coffee", "now"))))
                .extracting(Problem::message)
                .containsExactly(
                        "Ingress shop/web: metadata.annotations[ingress.cloud.tencent.com/make-coffee] is \"now\":"
                                + " it is no key that is known, and has no effect. Take it away; the rest works.");
    }

    /** With its own prefix the value would mean nothing, and with another it asks for an internal load balancer. */
    @Test
    void aMistypedKeyRestrictsWhereAnyOfItsNameWould() {
        assertThat(Wishes.of(service(Map.of("service.kubernetes.io/loadbalance-typ", "INTERNAL")))
                        .refused())
                .extracting(Problem::code)
                .containsExactly(Code.UNKNOWN_RESTRICTION);
    }

    @Test
    void aMistypedRestrictionThatAsksForNothingIsOnlyTold() {
        assertThat(told(service(Map.of("service.cloud.tencent.com/deletion-protecton", "false"))))
                .extracting(Problem::code)
                .containsExactly(Code.UNKNOWN_KEY);
    }

    @Test
    void eachRowThatAnswersSaysWhy() {
        assertThat(Table.ROWS).filteredOn(row -> row.answer().isTold()).allSatisfy(row -> {
            assertThat(row.rule()).isNotBlank();
            assertThat(row.remedy()).isNotBlank();
        });
    }

    @Test
    void thousandsOfUnknownKeysHideNoneThatRestricts() {
        Map<String, String> annotations = IntStream.range(0, 5_000)
                .boxed()
                .collect(Collectors.toMap(i -> "eni-direct.io/a-key-of-nobody-" + i, i -> "x"));
        annotations.put("service.cloud.tencent.com/security-group", "sg-a");

        SourceWishes wishes = Wishes.of(service(annotations));

        assertThat(wishes.refused()).extracting(Problem::code).containsExactly(Code.UNKNOWN_RESTRICTION);
        assertThat(wishes.told()).hasSize(16);
    }
}
