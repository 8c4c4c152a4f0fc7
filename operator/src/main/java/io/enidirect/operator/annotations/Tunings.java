package io.enidirect.operator.annotations;

import static io.enidirect.operator.annotations.Keys.INGRESS;
import static io.enidirect.operator.annotations.Keys.INGRESS_OLD;
import static io.enidirect.operator.annotations.Keys.OURS;
import static io.enidirect.operator.annotations.Keys.SERVICE;
import static io.enidirect.operator.annotations.Keys.SERVICE_OLD;
import static io.enidirect.operator.annotations.Row.tuning;

import io.enidirect.operator.annotations.Row.Answer;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What of Kubernetes and TKE only tunes: where it has no effect, that is answered, and all else goes on. */
final class Tunings {
    private static final String NOT_YET = "it is not supported yet: ";
    private static final String TAKE_AWAY = "Take the annotation away";
    static final String REST_WORKS = "Take the annotation away; the rest works";

    private static final String CHARGES = "how traffic to the internet is paid; with the creation only";
    private static final String BANDWIDTH = "bandwidth to the internet, 1–2048 Mbps, default 10";
    private static final String REDIRECTS = "redirects are not supported yet";

    static final List<Row> ROWS = Stream.of(fields(), settings(), nodes(), rules(), never())
            .flatMap(rows -> rows)
            .toList();

    private Tunings() {}

    private static Stream<Row> fields() {
        return Stream.of(
                tuning("spec.loadBalancerIP", field(ServiceSpec::getLoadBalancerIP), "it is a Service's")
                        .givenTo("Service", "the address of an internal load balancer; of a public one it is refused"),
                tuning(
                        "spec.externalIPs",
                        field(spec -> spec.getExternalIPs() == null ? null : String.join(",", spec.getExternalIPs())),
                        "it concerns kube-proxy, which is not in the way of this traffic"),
                tuning(
                        "spec.trafficDistribution",
                        field(ServiceSpec::getTrafficDistribution),
                        "the load balancer spreads traffic itself, over all targets"),
                tuning(
                        "spec.ipFamilyPolicy",
                        field(spec ->
                                "RequireDualStack".equals(spec.getIpFamilyPolicy()) ? spec.getIpFamilyPolicy() : null),
                        "a load balancer forwards to addresses of one family, and the other's are not served"),
                tuning(
                        "spec.healthCheckNodePort",
                        field(spec -> Optional.ofNullable(spec.getHealthCheckNodePort())
                                .filter(port -> port != 0)
                                .map(String::valueOf)
                                .orElse(null)),
                        "no node is probed: the load balancer probes the pods themselves",
                        "Leave it if Kubernetes wrote it, as it does with externalTrafficPolicy: Local; the rest works"),
                tuning(
                        "spec.ports[].appProtocol",
                        field(Tunings::appProtocols),
                        "a listener passes on TCP or UDP as it comes, whatever is spoken in it"));
    }

    private static @Nullable String appProtocols(ServiceSpec spec) {
        String asked = Stream.ofNullable(spec.getPorts())
                .flatMap(List::stream)
                .flatMap(port -> Stream.ofNullable(port.getAppProtocol()))
                .distinct()
                .collect(Collectors.joining(","));
        return asked.isEmpty() ? null : asked;
    }

    private static Row.Field field(Function<ServiceSpec, @Nullable String> value) {
        return source -> source instanceof Service service ? value.apply(service.getSpec()) : null;
    }

    /** Of the load balancer and its listeners. */
    private static Stream<Row> settings() {
        return Stream.of(
                        given(LoadBalancerReader.SERVICE_CHARGE_TYPE, CHARGES, "Service"),
                        given(LoadBalancerReader.INGRESS_CHARGE_TYPE, CHARGES, "Ingress"),
                        given(LoadBalancerReader.SERVICE_BANDWIDTH, BANDWIDTH, "Service"),
                        given(LoadBalancerReader.INGRESS_BANDWIDTH, BANDWIDTH, "Ingress"),
                        notYet(
                                SERVICE_OLD + "service.listenerParameters",
                                "listeners are of this controller's own making"),
                        Stream.of(Row.effective(
                                Keys.PREVENT_LOOPBACK,
                                Answer.TUNES,
                                Values.only("", "true"),
                                "`\"false\"`: the Service's address has `ipMode: Proxy`, so that traffic from the cluster goes"
                                        + " by the load balancer, too",
                                "Service")),
                        notYet(INGRESS + "enable-group", "the Ingress has a load balancer of its own"),
                        notYet(INGRESS + "mix-target-prefer", "a load balancer forwards to addresses of one family"),
                        Stream.of(tuning(
                                OURS + "path-types",
                                Values.only("", "kubernetes"),
                                NOT_YET + "paths mean what Kubernetes says",
                                REST_WORKS)))
                .flatMap(rows -> rows);
    }

    /** Each of these spellings. */
    private static Stream<Row> given(List<String> keys, String effect, String kind) {
        return keys.stream().map(key -> Row.effective(key, Answer.TUNES, Values.OFF, effect, kind));
    }

    /** @param instead what happens instead */
    private static Stream<Row> notYet(String key, String instead) {
        return Stream.of(tuning(key, Values.OFF, NOT_YET + instead, REST_WORKS));
    }

    private static Stream<Row> both(String name, String instead) {
        return Stream.of(SERVICE, INGRESS).flatMap(prefix -> notYet(prefix + name, instead));
    }

    /** Those that mean something where nodes are the targets. */
    private static Stream<Row> nodes() {
        String pods = "the pods themselves are the targets, always";
        return Stream.of(
                tuning(INGRESS + "direct-access", Values.only("true"), pods, TAKE_AWAY),
                tuning(SERVICE_OLD + "qcloud-loadbalancer-backends-label", Values.OFF, pods, TAKE_AWAY),
                tuning(SERVICE_OLD + "local-svc-only-bind-node-with-pod", Values.OFF, pods, TAKE_AWAY),
                tuning(SERVICE + "local-svc-only-bind-node-with-pod", Values.OFF, pods, TAKE_AWAY),
                tuning(SERVICE + "local-svc-weighted-balance", Values.OFF, pods, TAKE_AWAY),
                tuning(
                        SERVICE_OLD + "loadbalance-type",
                        Values.only("", "yunapiv3_forward_clb", "application"),
                        "a load balancer is an application CLB, always",
                        TAKE_AWAY));
    }

    /** Those that say which listeners and rules there are. */
    private static Stream<Row> rules() {
        String spec = "rules are taken from spec.rules only, and served by HTTP";
        return Stream.of(
                        Stream.of(
                                        INGRESS_OLD + "rule-mix",
                                        INGRESS + "rule-mix",
                                        INGRESS_OLD + "rule-mix-both",
                                        INGRESS_OLD + "http-rules",
                                        INGRESS_OLD + "https-rules")
                                .map(key -> tuning(
                                        key, Values.OFF, spec, "Write them there, and take the annotation away")),
                        Stream.of("rewrite-support", "auto-rewrite", "auto-rewrite-code")
                                .map(name -> tuning(INGRESS + name, Values.OFF, REDIRECTS, REST_WORKS)),
                        Stream.of(tuning(
                                INGRESS + "listen-ports",
                                Values.only("", "[]", "[{\"HTTP\":80}]"),
                                "rules are served by HTTP on port 80 only",
                                TAKE_AWAY)))
                .flatMap(rows -> rows);
    }

    /** Those that can't be had, of TKE and of those who write about it. */
    private static Stream<Row> never() {
        String unknown = "TKE has no such key, and this controller has none: ";
        String checks = unknown + "health checks are this controller's own";
        String zones = unknown + "the cloud chooses the zone";
        return Stream.of(
                        Stream.of(SERVICE, INGRESS)
                                .flatMap(prefix -> Stream.of(
                                        tuning(
                                                prefix + "modification-protection",
                                                Values.OFF,
                                                "CLB's API has no call for it, so the console may change the load balancer",
                                                REST_WORKS),
                                        tuning(
                                                prefix + "enable-grace-deletion",
                                                Values.OFF,
                                                "kubelet waits for nobody: a pod that ends has weight 0 at once, and its grace"
                                                        + " period is the drain time",
                                                REST_WORKS))),
                        Stream.of(
                                invented(SERVICE_OLD + "qcloud-loadbalancer-health-check-*", checks),
                                invented(SERVICE + "health-check-*", checks),
                                invented(SERVICE_OLD + "qcloud-loadbalancer-master-zone-id", zones),
                                invented(SERVICE_OLD + "qcloud-loadbalancer-slave-zone-id", zones),
                                invented(
                                        SERVICE_OLD + "qcloud-loadbalancer-direct-access",
                                        unknown + Keys.DIRECT_ACCESS + " is meant"),
                                invented(
                                        SERVICE + "enable-readiness-gate",
                                        unknown + "a gate is written in the pod's own spec.readinessGates"),
                                invented(
                                        SERVICE + "loadbalance-id",
                                        unknown + "the load balancer's id stands in its CloudLoadBalancer"),
                                invented(
                                        SERVICE_OLD + "qcloud-loadbalancer-clb-port-mapping",
                                        unknown + "listeners are those of spec.ports"),
                                invented(
                                        SERVICE + "local-backend-endpoints",
                                        unknown + "targets are the Service's pods"),
                                invented(
                                        INGRESS + "internet-charge-type",
                                        unknown + LoadBalancerReader.INGRESS_CHARGE_TYPE.get(0) + " is meant")))
                .flatMap(rows -> rows);
    }

    private static Row invented(String key, String rule) {
        return tuning(key, Values.OFF, rule, REST_WORKS);
    }
}
