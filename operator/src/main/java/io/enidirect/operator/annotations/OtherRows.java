package io.enidirect.operator.annotations;

import static io.enidirect.operator.annotations.Keys.BETA;
import static io.enidirect.operator.annotations.Keys.INGRESS;
import static io.enidirect.operator.annotations.Keys.INGRESS_OLD;
import static io.enidirect.operator.annotations.Keys.OURS;
import static io.enidirect.operator.annotations.Keys.SERVICE;
import static io.enidirect.operator.annotations.Keys.SERVICE_OLD;
import static io.enidirect.operator.annotations.Row.effective;
import static io.enidirect.operator.annotations.Row.restricting;
import static io.enidirect.operator.annotations.Row.tuning;
import static io.enidirect.operator.annotations.Row.untold;

import io.enidirect.operator.annotations.Row.Answer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Keys that have an effect without restricting, those of which nothing is said, and those of other controllers. */
final class OtherRows {
    static final List<Row> ROWS = Stream.of(effects(), written(), kubernetes(), silent(), predecessor(), clouds())
            .flatMap(rows -> rows)
            .toList();

    private OtherRows() {}

    private static Stream<Row> effects() {
        return Stream.of(
                effective(
                        Keys.DIRECT_ACCESS,
                        Answer.TUNES,
                        Values.OFF,
                        "`\"true\"`: it is ours, where it has no class and TKE's own controller is not active"
                                + " ([which Services](../guides/services.md#which-services))",
                        "Service"),
                effective(
                        Keys.LEGACY_CLASS,
                        Answer.TUNES,
                        Values.OFF,
                        "its class, where the field names none ([which"
                                + " Ingresses](../guides/ingresses.md#which-ingresses))",
                        "Ingress"),
                // what it names may restrict
                effective(
                        Keys.PROFILE,
                        Answer.RESTRICTS,
                        Values.OFF,
                        "the LoadBalancerProfile that its load balancer is made by",
                        "Service",
                        "Ingress",
                        "CloudLoadBalancer"),
                effective(
                        Keys.SERVICE_WEIGHT,
                        Answer.TUNES,
                        Values.OFF,
                        "its weight behind Services, 0–100, default 10",
                        "Pod"),
                effective(
                        Keys.INGRESS_WEIGHT,
                        Answer.TUNES,
                        Values.OFF,
                        "its weight behind Ingresses, 0–100, default 10",
                        "Pod"),
                tuned("Service"),
                tuned("Ingress"),
                auto("Service"),
                auto("Ingress"),
                weights(
                        "Service",
                        "its targets: of single pods of a StatefulSet, by port and ordinal, and of all others"),
                weights("Ingress", "its targets, likewise; a port is that of the backend's Service"),
                effective(
                        Keys.SOURCE_WORDS,
                        Answer.TUNES,
                        Values.OFF,
                        "written by this controller: the fields of its spec that are its source's words, and no"
                                + " administrator's",
                        "CloudLoadBalancer"),
                effective(
                        OURS + "given-up",
                        Answer.TUNES,
                        Values.OFF,
                        "written by this controller: its source wants another load balancer, and its deletion goes on to"
                                + " the end",
                        "CloudLoadBalancer"));
    }

    private static Row tuned(String kind) {
        return effective(
                TuningWish.key(kind),
                Answer.TUNES,
                Values.OFF,
                "the TkeServiceConfig of its namespace by which its listeners and rules are tuned, while it is named",
                kind);
    }

    private static Row auto(String kind) {
        return effective(
                TuningWish.autoKey(kind),
                Answer.TUNES,
                Values.OFF,
                "`\"true\"`: a TkeServiceConfig `<name>-auto-" + kind.toLowerCase(Locale.ROOT)
                        + "-config` is made for it, addresses each of its listeners and rules, and is read like one that"
                        + " it names",
                kind);
    }

    private static Row weights(String kind, String whose) {
        return effective(
                WeightGroups.key(kind),
                Answer.TUNES,
                Values.OFF,
                "the weights of " + whose + ", 0–100; a pod's own `custom-weight` beats it",
                kind);
    }

    private static Stream<Row> written() {
        return Stream.of(
                        Stream.of(
                                untold(
                                        Answer.WRITTEN,
                                        Keys.INGRESS_CONDITIONS,
                                        "written by this controller, and by TKE's: an Ingress has no other place for conditions")),
                        Stream.of(
                                        Keys.SERVICE_ID,
                                        Keys.SERVICE_NAT_IPV6,
                                        Keys.INGRESS_ID,
                                        Keys.INGRESS_NAT_IPV6,
                                        Keys.INGRESS_IPV6)
                                .map(key -> untold(
                                        Answer.WRITTEN,
                                        key,
                                        "for scripts: written by TKE's own controller, and by this one as"
                                                + " [`--write-tke-annotations`](options.md) says; never read")),
                        Stream.of("client-token", "sync-begin-time", "sync-end-time", "loadbalancer-source-endpoints")
                                .map(name -> untold(
                                        Answer.WRITTEN,
                                        SERVICE + name,
                                        "written by TKE's own controller, and not read")))
                .flatMap(rows -> rows);
    }

    private static Stream<Row> kubernetes() {
        return Stream.of("topology-mode", "topology-aware-hints", "headless", "service-proxy-name")
                .map(name -> untold(Answer.KUBERNETES, SERVICE_OLD + name, "for Kubernetes itself"));
    }

    private static Stream<Row> silent() {
        return Stream.of(
                        Stream.of("enable-grace-shutdown", "enable-grace-shutdown-tkex")
                                .flatMap(name -> Stream.of(SERVICE, INGRESS).map(prefix -> prefix + name))
                                .map(key -> untold(
                                        Answer.SILENT,
                                        key,
                                        "it is so, always: a pod that ends or is not ready has weight 0")),
                        Stream.of(
                                untold(
                                        Answer.SILENT,
                                        SERVICE_OLD + "qcloud-share-existed-lb",
                                        "it means nothing without an existing load balancer, which is refused"),
                                untold(Answer.SILENT, "description", "for the cloud's console"),
                                untold(
                                        Answer.SILENT,
                                        "tke.cloud.tencent.com/clb-target-weight",
                                        "TKE has no such key, and nobody reads it: a pod's weight is "
                                                + Keys.SERVICE_WEIGHT)))
                .flatMap(rows -> rows);
    }

    /** TKE's predecessor, which was open source. */
    private static Stream<Row> predecessor() {
        String prefix = BETA + "tencentcloud-loadbalancer-";
        String internal = "an internal load balancer is asked for with " + InternalNetwork.OF_SERVICE
                + ", and no public one is made in its place";
        return Stream.of(
                restricting(
                        prefix + "kind",
                        Values.only("", "application"),
                        "a classic CLB can't be had: it has no pods as targets",
                        "an application CLB"),
                restricting(prefix + "type", Values.only("", "public"), internal, "a public one"),
                restricting(prefix + "type-internal-subnet-id", Values.OFF, internal, "a public one"),
                tuning(
                        prefix + "name",
                        Values.OFF,
                        "a load balancer bears a name of this controller's own",
                        Tunings.REST_WORKS));
    }

    /** What is written for other clouds, and left on a Service that came here. */
    private static Stream<Row> clouds() {
        String internal = "that is another cloud's key: an internal load balancer is asked for with "
                + InternalNetwork.OF_SERVICE + ", and no public one is made in its place";
        String other = "that is another cloud's key, and means nothing here";
        return Stream.of(
                restricting(BETA + "aws-load-balancer-internal", Values.OFF, internal, "a public one"),
                restricting(
                        BETA + "aws-load-balancer-scheme",
                        Values.only("", "internet-facing"),
                        internal,
                        "a public one"),
                restricting(
                        BETA + "aws-load-balancer-security-groups",
                        Values.OFF,
                        "that is another cloud's key, and the load balancer would be open without its security groups",
                        "a load balancer without them"),
                restricting(
                        BETA + "aws-load-balancer-ssl-cert",
                        Values.OFF,
                        "that is another cloud's key, and what asks for TLS is not served in clear",
                        "TCP"),
                restricting(BETA + "azure-load-balancer-internal", Values.OFF, internal, "a public one"),
                restricting(
                        BETA + "alibaba-cloud-loadbalancer-address-type",
                        Values.allBut("intranet"),
                        internal,
                        "a public one"),
                tuning(BETA + "aws-load-balancer-*", Values.OFF, other, Tunings.REST_WORKS),
                tuning(BETA + "azure-*", Values.OFF, other, Tunings.REST_WORKS),
                tuning(BETA + "alibaba-cloud-loadbalancer-*", Values.OFF, other, Tunings.REST_WORKS),
                tuning(INGRESS_OLD + "global-static-ip-name", Values.OFF, other, Tunings.REST_WORKS),
                tuning(INGRESS_OLD + "regional-static-ip-name", Values.OFF, other, Tunings.REST_WORKS));
    }
}
