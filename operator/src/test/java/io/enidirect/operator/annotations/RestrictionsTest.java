package io.enidirect.operator.annotations;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Which words restrict, and which of their values ask for nothing. */
class RestrictionsTest {
    private static HasMetadata service(Map<String, String> annotations) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("web")
                .withAnnotations(annotations)
                .endMetadata()
                .withNewSpec()
                .addNewPort()
                .withPort(80)
                .endPort()
                .addNewPort()
                .withPort(53)
                .withProtocol("UDP")
                .endPort()
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

    private static List<String> fields(HasMetadata source, Code code) {
        List<Problem> problems = Wishes.of(source).refused();
        assertThat(problems).extracting(Problem::code).containsOnly(code);
        return problems.stream().map(Problem::field).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "service.cloud.tencent.com/specify-protocol | {\"80\":{\"protocol\":[\"TCP_SSL\"],\"tls\":\"cert\"}}",
                "service.cloud.tencent.com/specify-protocol | {80: {protocol: [HTTPS]}}",
                "service.cloud.tencent.com/specify-protocol | {\"80\":{\"protocol\":[\"TCP\",\"QUIC\"]}}",
                "service.cloud.tencent.com/specify-protocol | {\"80\":{\"protocol\":[\"HTTP\"],\"hosts\":{\"a.com\":{\"tls\":\"cert\"}}}}",
                "service.cloud.tencent.com/specify-protocol | {\"80\":{\"tls\":\"cert\"}}",
                "service.kubernetes.io/tke-existed-lbid | lb-a1b2c3d4",
                "kubernetes.io/ingress.existLbId | lb-a1b2c3d4",
                "service.beta.kubernetes.io/load-balancer-source-ranges | 10.0.0.0/8",
                "nginx.ingress.kubernetes.io/whitelist-source-range | 10.0.0.0/8, 192.168.0.0/16",
                "nginx.ingress.kubernetes.io/whitelist-source-range | ::/0",
                "nginx.ingress.kubernetes.io/allowlist-source-range | 10.0.0.0/8",
                "nginx.ingress.kubernetes.io/denylist-source-range | 0.0.0.0/0",
                "nginx.ingress.kubernetes.io/auth-type | basic",
                "nginx.ingress.kubernetes.io/auth-secret | users",
                "nginx.ingress.kubernetes.io/auth-url | https://auth.test/check",
                "nginx.ingress.kubernetes.io/auth-tls-secret | shop/ca",
                "nginx.ingress.kubernetes.io/auth-tls-verify-client | on",
                "service.kubernetes.io/loadbalance-type | classic",
                "service.kubernetes.io/service.listenerParameters | healthy",
                "service.kubernetes.io/qcloud-clusterip-loadbalancer-subnetid | subnet-a",
                "service.cloud.tencent.com/target-groups | [{\"name\":\"tg\"}]",
                "service.cloud.tencent.com/hybrid-type | CCN",
                "ingress.cloud.tencent.com/hybrid-type | CCN",
                "service.cloud.tencent.com/snat-pro-info | {\"snatIps\":[{\"subnetId\":\"subnet-a\"}]}",
                "service.cloud.tencent.com/exist-lb-id | lb-a1b2c3d4",
                "service.cloud.tencent.com/loadbalance-type | INTERNAL",
                "service.beta.kubernetes.io/tencentcloud-loadbalancer-type | private",
                "service.beta.kubernetes.io/tencentcloud-loadbalancer-type-internal-subnet-id | subnet-a",
                "service.beta.kubernetes.io/aws-load-balancer-internal | true",
                "service.beta.kubernetes.io/aws-load-balancer-scheme | internal",
                "kubernetes.io/ingress.allow-http | false",
                "nginx.ingress.kubernetes.io/force-ssl-redirect | true",
                "nginx.ingress.kubernetes.io/backend-protocol | HTTPS",
                "nginx.ingress.kubernetes.io/canary | true",
                "nginx.ingress.kubernetes.io/server-snippet | 'location /admin { deny all; }'",
                "service.cloud.tencent.com/cross-region-id | ap-beijing",
                "service.cloud.tencent.com/cross-vpc-id | vpc-other",
                "ingress.cloud.tencent.com/cross-region-id | ap-beijing",
                "ingress.cloud.tencent.com/cross-vpc-id | vpc-other",
                "eni-direct.io/load-balancer | big",
                "ingress.cloud.tencent.com/certificate | [{\"hosts\":[\"a.com\"]}]",
                "ingress.cloud.tencent.com/listen-ports | [{\"HTTPS\":443}]",
            })
    void refuses(String key, String value) {
        HasMetadata source = key.contains("ingress") ? ingress(Map.of(key, value)) : service(Map.of(key, value));

        assertThat(fields(source, Code.CANNOT_RESTRICT)).containsExactly(Annotations.field(key));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "service.cloud.tencent.com/specify-protocol | {\"80\":{\"protocol\":[\"TCP\",\"UDP\"]}}",
                "service.cloud.tencent.com/specify-protocol | {\"443\":{\"protocol\":[\"HTTPS\"]}}",
                "service.cloud.tencent.com/specify-protocol | ''",
                "service.cloud.tencent.com/security-groups | ''",
                "service.cloud.tencent.com/loadbalance-retain | false",
                "service.cloud.tencent.com/deletion-protection | 'false '",
                "service.kubernetes.io/service.extensiveParameters | '{ }'",
                "service.beta.kubernetes.io/load-balancer-source-ranges | 0.0.0.0/0",
                "nginx.ingress.kubernetes.io/whitelist-source-range | 0.0.0.0/0, ::/0",
                "nginx.ingress.kubernetes.io/whitelist-source-range | 10.0.0.0/8,0.0.0.0/0",
                "ingress.cloud.tencent.com/listen-ports | [{\"HTTP\":80},{\"HTTPS\":443}]",
                "eni-direct.io/mode | manage",
                "service.kubernetes.io/loadbalance-type | application",
                "service.kubernetes.io/service.listenerParameters | '{}'",
                "service.cloud.tencent.com/loadbalance-type | OPEN",
                "service.beta.kubernetes.io/aws-load-balancer-scheme | internet-facing",
                "nginx.ingress.kubernetes.io/backend-protocol | HTTP",
                "nginx.ingress.kubernetes.io/server-snippet | add_header X-A b;",
                "eni-direct.io/profile | internal",
                // each its own kind's, where it has its effect
                "service.kubernetes.io/qcloud-loadbalancer-internal-subnetid | subnet-a",
                "kubernetes.io/ingress.subnetId | subnet-a",
                "service.cloud.tencent.com/pass-to-target | false",
                "ingress.cloud.tencent.com/pass-to-target | true",
                "service.cloud.tencent.com/security-groups | sg-a,sg-b",
                "ingress.cloud.tencent.com/security-groups | sg-a",
                "service.cloud.tencent.com/loadbalance-retain | true",
                "ingress.cloud.tencent.com/loadbalance-retain | true",
                "service.cloud.tencent.com/deletion-protection | true",
                "service.kubernetes.io/service.extensiveParameters | {\"AddressIPVersion\":\"IPv6FullChain\"}",
                "kubernetes.io/ingress.extensiveParameters | {\"VipIsp\":\"CTCC\"}",
            })
    void letsPassWhatAsksForNothingOrIsGiven(String key, String value) {
        HasMetadata source = key.contains("ingress") ? ingress(Map.of(key, value)) : service(Map.of(key, value));

        assertThat(Wishes.of(source).refused()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "service.cloud.tencent.com/security-group",
                "service.cloud.tencent.com/Security-Groups",
                "service.kubernetes.io/security-groups",
                "ingress.cloud.tencent.com/securty-grups",
                "kubernetes.io/ingress.existlbid",
                "kubernetes.io/ingress.existLbIds",
                "service.cloud.tencent.com/tke-existed-lb-id",
                "service.kubernetes.io/qcloud-loadbalancer-internal-subnet-id",
                "kubernetes.io/ingress.qcloud-loadbalancer-internal-subnetid",
                "service.cloud.tencent.com/specific-protocol",
                "service.cloud.tencent.com/extensiveParameters",
                "nginx.ingress.kubernetes.io/whitelist-source-ranges",
                "nginx.ingress.kubernetes.io/auth-urls",
                "eni-direct.io/loadbalancer",
                "ingress.cloud.tencent.com/certificates",
                "service.cloud.tencent.com/modes",
                // what a profile says may restrict
                "eni-direct.io/profil",
            })
    void refusesAKeyThatIsAlmostOneThatRestricts(String key) {
        assertThat(fields(service(Map.of(key, "x")), Code.UNKNOWN_RESTRICTION)).containsExactly(Annotations.field(key));
        assertThat(fields(ingress(Map.of(key, "x")), Code.UNKNOWN_RESTRICTION)).containsExactly(Annotations.field(key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no", "True", "0"})
    void refusesAPassToTargetThatIsNoBoolean(String value) {
        assertThat(Wishes.of(service(Map.of("service.cloud.tencent.com/pass-to-target", value)))
                        .refused())
                .extracting(Problem::code)
                .containsExactly(Code.BAD_ANNOTATION);
        assertThat(Wishes.of(ingress(Map.of("ingress.cloud.tencent.com/pass-to-target", value)))
                        .refused())
                .extracting(Problem::code)
                .containsExactly(Code.BAD_ANNOTATION);
    }

    @Test
    void refusesAPassToTargetOfTheOtherKindWhereItRestricts() {
        assertThat(fields(ingress(Map.of("service.cloud.tencent.com/pass-to-target", "false")), Code.CANNOT_RESTRICT))
                .hasSize(1);
        assertThat(Wishes.of(service(Map.of("ingress.cloud.tencent.com/pass-to-target", "true")))
                        .refused())
                .isEmpty();
    }

    @Test
    void namesTheKeyThatIsMeant() {
        assertThat(Wishes.of(ingress(Map.of("ingress.cloud.tencent.com/security-group", "sg-a")))
                        .refused())
                .extracting(Problem::message)
                .containsExactly("Ingress shop/web: metadata.annotations[ingress.cloud.tencent.com/security-group] is"
                        + " \"sg-a\": it is no key that is known, and ingress.cloud.tencent.com/security-groups, which"
                        + " restricts, is almost the same. Write that, or take it away; until then nothing new is made for"
                        + " it, and what is programmed stays as it is.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // other people's
                "example.com/security-group",
                "security-groups",
                "kubectl.kubernetes.io/last-applied-configuration",
                // too far off
                "service.cloud.tencent.com/security",
                "nginx.ingress.kubernetes.io/proxy-body-size",
                // known, and no restriction, or written by a controller
                "service.cloud.tencent.com/direct-access",
                "service.kubernetes.io/loadbalance-id",
                "service.kubernetes.io/loadbalance-type",
                "service.kubernetes.io/loadbalance-nat-ipv6",
                "service.kubernetes.io/topology-mode",
                "service.cloud.tencent.com/client-token",
                "service.cloud.tencent.com/sync-begin-time",
                "service.cloud.tencent.com/lb-rs-weight",
                "service.cloud.tencent.com/custom-weight",
                "service.cloud.tencent.com/modification-protection",
                "service.cloud.tencent.com/enable-grace-shutdown",
                "kubernetes.io/ingress.class",
                "kubernetes.io/ingress.qcloud-loadbalance-id",
                "ingress.cloud.tencent.com/loadbalance-ipv6",
                "ingress.cloud.tencent.com/status.conditions",
                "ingress.cloud.tencent.com/rewrite-support",
                "nginx.ingress.kubernetes.io/rewrite-target",
                "nginx.ingress.kubernetes.io/limit-whitelist",
                "eni-direct.io/profile",
                "eni-direct.io/path-types",
            })
    void letsOtherKeysPass(String key) {
        assertThat(Wishes.of(service(Map.of(key, "x"))).refused()).isEmpty();
        assertThat(Wishes.of(ingress(Map.of(key, "x"))).refused()).isEmpty();
    }

    @Test
    void tellsOfAFewMistypedKeysWhereThereAreThousands() {
        Map<String, String> annotations = IntStream.range(0, 5_000)
                .boxed()
                .collect(Collectors.toMap(
                        i -> "service.cloud.tencent.com/security-grou" + (char) (0x4e00 + i), i -> "x"));

        assertThat(Wishes.of(service(annotations)).refused()).hasSize(16);
    }
}
