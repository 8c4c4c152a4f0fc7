package io.enidirect.operator.annotations;

import static io.enidirect.operator.annotations.Keys.INGRESS;
import static io.enidirect.operator.annotations.Keys.INGRESS_OLD;
import static io.enidirect.operator.annotations.Keys.NGINX;
import static io.enidirect.operator.annotations.Keys.SERVICE;
import static io.enidirect.operator.annotations.Keys.SERVICE_OLD;
import static io.enidirect.operator.annotations.Keys.SERVICE_OLDEST;
import static io.enidirect.operator.annotations.Row.tuning;

import io.enidirect.operator.problem.Problem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What only tunes: where it has no effect, that is answered, and all else goes on. */
public final class Tunings {
    private static final String NOT_YET = "it is not supported yet";
    private static final String TAKE_AWAY = "Take the annotation away";
    private static final String REST_WORKS = "Take the annotation away; the rest works";

    static final List<Row> ROWS = Stream.of(
                    fields(),
                    both(
                            "tke-service-config",
                            "tke-service-config-auto",
                            "lb-rs-weight",
                            "modification-protection",
                            "hybrid-type",
                            "snat-pro-info",
                            "enable-grace-deletion"),
                    notYet(
                            SERVICE_OLD + "qcloud-loadbalancer-internet-charge-type",
                            SERVICE_OLD + "qcloud-loadbalancer-internet-max-bandwidth-out",
                            SERVICE_OLDEST + "internetChargeType",
                            SERVICE_OLDEST + "internetMaxBandwidthOut",
                            SERVICE_OLD + "service.listenerParameters",
                            SERVICE_OLD + "qcloud-share-existed-lb",
                            SERVICE_OLD + "qcloud-clusterip-loadbalancer-subnetid",
                            SERVICE + "target-groups",
                            SERVICE + "prevent-loopback",
                            INGRESS_OLD + "internetChargeType",
                            INGRESS_OLD + "internetMaxBandwidthOut",
                            INGRESS + "enable-group",
                            INGRESS + "mix-target-prefer",
                            INGRESS + "auto-rewrite-code"),
                    nodes(),
                    rules())
            .flatMap(rows -> rows)
            .toList();

    private Tunings() {}

    /** What of it has no effect. */
    public static List<Problem> of(HasMetadata source) {
        return ROWS.stream().flatMap(row -> row.answer(source).stream()).toList();
    }

    private static Stream<Row> fields() {
        return Stream.of(
                tuning("spec.loadBalancerIP", field(ServiceSpec::getLoadBalancerIP), "an address can't be asked for"),
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

    private static Stream<Row> notYet(String... keys) {
        return Stream.of(keys).map(key -> tuning(key, Values::off, NOT_YET, REST_WORKS));
    }

    private static Stream<Row> both(String... names) {
        return Stream.of(names).flatMap(name -> notYet(SERVICE + name, INGRESS + name));
    }

    /** Those that mean something where nodes are the targets. */
    private static Stream<Row> nodes() {
        String pods = "the pods themselves are the targets, always";
        return Stream.of(
                tuning(INGRESS + "direct-access", Values.only("true"), pods, TAKE_AWAY),
                tuning(SERVICE_OLD + "qcloud-loadbalancer-backends-label", Values::off, pods, TAKE_AWAY),
                tuning(SERVICE_OLD + "local-svc-only-bind-node-with-pod", Values::off, pods, TAKE_AWAY),
                tuning(SERVICE + "local-svc-weighted-balance", Values::off, pods, TAKE_AWAY),
                tuning(
                        SERVICE_OLD + "loadbalance-type",
                        Values.only("", "yunapiv3_forward_clb", "application"),
                        "a load balancer is an application CLB, always",
                        TAKE_AWAY));
    }

    /** Those that say which listeners and rules there are. */
    private static Stream<Row> rules() {
        String spec = "rules are taken from spec.rules only, and served by HTTP";
        String redirects = "redirects are not supported yet";
        return Stream.of(
                        Stream.of(
                                        INGRESS_OLD + "rule-mix",
                                        INGRESS + "rule-mix",
                                        INGRESS_OLD + "rule-mix-both",
                                        INGRESS_OLD + "http-rules",
                                        INGRESS_OLD + "https-rules")
                                .map(key -> tuning(
                                        key, Values::off, spec, "Write them there, and take the annotation away")),
                        Stream.of(INGRESS + "rewrite-support", INGRESS + "auto-rewrite")
                                .map(key -> tuning(key, Values::off, redirects, REST_WORKS)),
                        Stream.of(
                                tuning(
                                        INGRESS + "listen-ports",
                                        Values.only("", "[]", "[{\"HTTP\":80}]"),
                                        "rules are served by HTTP on port 80 only",
                                        TAKE_AWAY),
                                tuning(
                                        NGINX + "rewrite-target",
                                        Values::samePaths,
                                        "CLB can't rewrite paths, so the pods see the path as it was asked for",
                                        "Let the pods serve that path, and take the annotation away"),
                                tuning(
                                        SERVICE + "specify-protocol",
                                        Values::sameProtocols,
                                        "a port's protocol is taken from spec.ports only",
                                        "Write it there, and take the annotation away")))
                .flatMap(rows -> rows);
    }
}
