package io.enidirect.operator.annotations;

import static io.enidirect.operator.annotations.Keys.INGRESS;
import static io.enidirect.operator.annotations.Keys.INGRESS_OLD;
import static io.enidirect.operator.annotations.Keys.OURS;
import static io.enidirect.operator.annotations.Keys.SERVICE;
import static io.enidirect.operator.annotations.Keys.SERVICE_OLD;
import static io.enidirect.operator.annotations.Row.restricting;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What restricts: without it a source would be open, or its load balancer another one than was meant. Where it is asked for
 * and can't be given, the source is refused as a whole.
 */
final class Restrictions {
    static final String NO_TLS = "HTTPS is not supported yet, and what asks for it is not served in clear";
    static final String NO_RANGES =
            "source ranges can't be given to a load balancer yet, and everybody would be let in without them";
    static final String OPEN = "a load balancer that is open to everybody";
    private static final String EXISTING =
            "an existing load balancer can't be used yet, and no other is made in its place";
    private static final String VPC = "cross-vpc-id";
    private static final String OWN = "a load balancer of its own";

    /** Those that name another load balancer than one of its own. */
    private static final List<Row> ELSEWHERE = List.of(
            restricting(SERVICE_OLD + "tke-existed-lbid", Values.OFF, EXISTING, OWN),
            restricting(INGRESS_OLD + "existLbId", Values.OFF, EXISTING, OWN),
            restricting(
                    OURS + "load-balancer",
                    Values.OFF,
                    "a load balancer can't be shared yet, and no other is made in its place",
                    OWN),
            // seen in texts, and never TKE's; what is meant is clear
            restricting(SERVICE + "exist-lb-id", Values.OFF, EXISTING, OWN));

    static final List<Row> ROWS = Stream.of(tls(), ELSEWHERE.stream(), network(), ranges(), protection(), backends())
            .flatMap(rows -> rows)
            .toList();

    private Restrictions() {}

    /** Whether this is where a source names the VPC that its load balancer is to stand in. */
    static boolean namesVpc(@Nullable String field) {
        return Stream.of(SERVICE, INGRESS)
                .anyMatch(prefix -> Annotations.field(prefix + VPC).equals(field));
    }

    /** Whether it names another load balancer than one of its own. */
    static boolean elsewhere(HasMetadata source) {
        return ELSEWHERE.stream()
                .anyMatch(row -> row.answer(
                                source,
                                row.key(),
                                Annotations.of(source, row.key()).orElse(null))
                        .isPresent());
    }

    /** What only one who has the key of a kind can ask for, on whatever kind it stands. */
    private static Stream<Row> both(String name, Row.Silence silence, String rule, String instead) {
        return Stream.of(SERVICE, INGRESS).map(prefix -> restricting(prefix + name, silence, rule, instead));
    }

    private static Stream<Row> tls() {
        return Stream.of(
                restricting("spec.tls", Restrictions::tls, Values.NONE, NO_TLS, "HTTP"),
                restricting(INGRESS + "certificate", Values.OFF, NO_TLS, "HTTP"),
                restricting(INGRESS + "listen-ports", Values.NOT_ONLY_HTTPS, NO_TLS, "HTTP"),
                restricting(INGRESS_OLD + "allow-http", Values.only("", "true"), NO_TLS, "HTTP"),
                Row.effective(
                        SpecifiedProtocols.KEY,
                        Row.Answer.RESTRICTS,
                        Values.OFF,
                        "what its ports speak: TCP, UDP, HTTP ([HTTP, or TCP and UDP on one"
                                + " port](../guides/services.md#http-or-tcp-and-udp-on-one-port))",
                        "Service"),
                restricting(
                        SERVICE_OLD + "service.listenerParameters",
                        Values.OBJECT,
                        "what listeners are to be like can't be read, and may restrict",
                        "a listener of this controller's own making"));
    }

    private static @Nullable String tls(HasMetadata source) {
        return source instanceof Ingress ingress
                        && ingress.getSpec().getTls() != null
                        && !ingress.getSpec().getTls().isEmpty()
                ? ""
                : null;
    }

    /** Those that say where the load balancer stands. */
    private static Stream<Row> network() {
        String place =
                "a load balancer stands in the cluster's own region and VPC, and none is made in the wrong place";
        return Stream.of(
                        Stream.of(
                                internal(InternalNetwork.OF_SERVICE, "Service"),
                                internal(InternalNetwork.OF_INGRESS, "Ingress"),
                                restricting(
                                        SERVICE + "loadbalance-type",
                                        Values.allBut("INTERNAL"),
                                        "that is a label which TKE writes, and asks for nothing: an internal load balancer is"
                                                + " asked for with " + InternalNetwork.OF_SERVICE,
                                        "a public one"),
                                parameters(LoadBalancerReader.SERVICE_PARAMETERS, "Service"),
                                parameters(LoadBalancerReader.INGRESS_PARAMETERS, "Ingress"),
                                restricting(
                                        SERVICE_OLD + "loadbalance-type",
                                        Values.allBut("classic", "yunapi_clb"),
                                        "a classic CLB can't be had: it has no pods as targets",
                                        "an application CLB"),
                                restricting(
                                        SERVICE_OLD + "qcloud-clusterip-loadbalancer-subnetid",
                                        Values.OFF,
                                        "a ClusterIP can't be had by an internal load balancer, and none is made without it",
                                        "the load balancer alone")),
                        both("cross-region-id", Values.OFF, place, "one there"),
                        both(VPC, Values.OFF, place, "one there"))
                .flatMap(rows -> rows);
    }

    private static Row parameters(String key, String kind) {
        return Row.effective(
                key,
                Row.Answer.RESTRICTS,
                Values.OFF,
                "parameters of the load balancer's creation ([what may be in"
                        + " it](../guides/tuning.md#parameters-of-the-creation))",
                kind);
    }

    private static Row internal(String key, String kind) {
        return restricting(
                        key,
                        Values.OFF,
                        Row.one(kind)
                                + " asks for an internal load balancer so, and no public one is made in its place",
                        "a public one")
                .givenTo(kind, "an internal load balancer, with its address in that subnet");
    }

    private static Stream<Row> ranges() {
        return Stream.of(
                restricting("spec.loadBalancerSourceRanges", Restrictions::ranges, Values.ADMITS_ALL, NO_RANGES, OPEN),
                // Kubernetes' own annotation from before there was the field
                restricting(Keys.BETA + "load-balancer-source-ranges", Values.ADMITS_ALL, NO_RANGES, OPEN));
    }

    private static @Nullable String ranges(HasMetadata source) {
        return source instanceof Service service && service.getSpec().getLoadBalancerSourceRanges() != null
                ? String.join(",", service.getSpec().getLoadBalancerSourceRanges())
                : null;
    }

    private static Stream<Row> protection() {
        return Stream.of(
                        own(
                                LoadBalancerReader.SECURITY_GROUPS,
                                Values.OFF,
                                "the security groups of its load balancer, at most 5; `\"\"` unbinds all ([security"
                                        + " groups](../guides/operations.md#security-groups))"),
                        // false restricts, true does not
                        own(
                                LoadBalancerReader.PASS_TO_TARGET,
                                Values.only("", "true"),
                                "whether its traffic passes the pods' security groups ([security"
                                        + " groups](../guides/operations.md#security-groups))"),
                        own(
                                LoadBalancerReader.RETAIN,
                                Values.OFF,
                                "`\"true\"`: its load balancer stays in the cloud when it goes"
                                        + " ([retain](../guides/tuning.md#retain-and-protect))"),
                        own(
                                LoadBalancerReader.DELETION_PROTECTION,
                                Values.OFF,
                                "`\"true\"`: the cloud refuses to delete its load balancer"
                                        + " ([protect](../guides/tuning.md#retain-and-protect))"),
                        own(
                                "mode",
                                Values.OFF,
                                "`skip`: its load balancer is left alone ([mode](../guides/tuning.md#mode))"),
                        Stream.of(Row.effective(
                                Keys.MODE,
                                Row.Answer.RESTRICTS,
                                Values.only("", "manage"),
                                "`skip`: its load balancer is left alone; `manage` goes before TKE's key"
                                        + " ([mode](../guides/tuning.md#mode))",
                                "Service",
                                "Ingress",
                                "CloudLoadBalancer")))
                .flatMap(rows -> rows);
    }

    /** Each kind has its own key. */
    private static Stream<Row> own(String name, Row.Silence silence, String effect) {
        return Stream.of("Service", "Ingress")
                .map(kind -> Row.effective(
                        (kind.equals("Service") ? SERVICE : INGRESS) + name,
                        Row.Answer.RESTRICTS,
                        silence,
                        effect,
                        kind));
    }

    /** Those that name other backends than the pods: requests would go where they were not meant to. */
    private static Stream<Row> backends() {
        String network = "targets are pods of this cluster, and those of another network would be missing";
        return Stream.of(
                        both("hybrid-type", Values.OFF, network, "a load balancer without those"),
                        both("snat-pro-info", Values.OFF, network, "a load balancer without those"),
                        Stream.of(restricting(
                                SERVICE + "target-groups",
                                Values.OFF,
                                "a target group can't be bound, and the pods would stand in its place",
                                "the pods themselves")))
                .flatMap(rows -> rows);
    }
}
