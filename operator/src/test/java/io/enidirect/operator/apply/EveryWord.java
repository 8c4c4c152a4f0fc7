package io.enidirect.operator.apply;

import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.CloudLoadBalancerSpec.DeletionPolicy;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.operator.annotations.TuningWish;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a source can say of its load balancer, in one go.
 *
 * @param groups this and what follows are its front's words in the load balancer's object
 * @param annotations its own words, which its contribution reads
 * @param config the {@code spec.loadBalancer} of its TkeServiceConfig
 */
record EveryWord(
        @Nullable List<String> groups,
        @Nullable Integer mbps,
        @Nullable Boolean passToTarget,
        @Nullable Boolean isProtected,
        @Nullable DeletionPolicy policy,
        Map<String, String> annotations,
        @Nullable String config) {
    private static final String SPECIFIED = "service.cloud.tencent.com/specify-protocol";
    private static final String WEIGHTS = "service.cloud.tencent.com/lb-rs-weight";
    private static final String CONFIG = "config";

    static final EveryWord NONE = new EveryWord(null, null, null, null, null, Map.of(), null);

    static final EveryWord KEEP = new EveryWord(null, null, null, null, DeletionPolicy.Retain, Map.of(), null);

    static final EveryWord LEAVE_ALONE =
            new EveryWord(null, null, null, null, null, Map.of("service.cloud.tencent.com/mode", "skip"), null);

    static final EveryWord OF_SERVICE = new EveryWord(
            List.of("sg-b", "sg-a"),
            50,
            false,
            true,
            null,
            Map.of(
                    SPECIFIED,
                    "{82: {protocol: [HTTP], hosts: {a.test: {}, '*.b.test': {}}}}",
                    WEIGHTS,
                    """
                    {"defaultWeight": 7, "groups": [{"key": {"proto": "TCP", "port": 81},
                    "statefulSets": [{"name": "web", "weights": [{"weight": 0, "podIndexes": [2]}]}]}]}""",
                    TuningWish.key("Service"),
                    CONFIG),
            """
            {l4Listeners: [{protocol: TCP, port: 81, scheduler: LEAST_CONN}],
            l7Listeners: [{protocol: HTTP, port: 82, listenerName: mine, keepaliveEnable: 1, defaultServer: a.test,
            domains: [{domain: a.test, rules: [{url: /, scheduler: LEAST_CONN, healthCheck: {httpCheckPath: /ok}}]}]}]}""");

    static final EveryWord OTHERS_OF_SERVICE = new EveryWord(
            List.of("sg-c"),
            20,
            true,
            true,
            null,
            Map.of(SPECIFIED, "{83: {protocol: [UDP, TCP]}}", TuningWish.key("Service"), CONFIG),
            """
            {l4Listeners: [{protocol: TCP, port: 81, listenerName: other, session: {enable: true, sessionExpireTime: 60},
            healthCheck: {enable: true, intervalTime: 9, timeout: 3}}, {protocol: UDP, port: 83, scheduler: LEAST_CONN}]}""");

    static final EveryWord OF_INGRESS =
            new EveryWord(List.of("sg-a"), 50, false, true, null, Map.of(TuningWish.key("Ingress"), CONFIG), """
            {l7Listeners: [{protocol: HTTP, port: 80, listenerName: mine, snatEnable: true, defaultServer: b.test,
            domains: [{domain: a.test, rules: [{url: /foo, session: {enable: true, sessionExpireTime: 60}}]},
            {domain: b.test, rules: [{url: /x, scheduler: IP_HASH}]}]}]}""");

    static final EveryWord OTHERS_OF_INGRESS =
            new EveryWord(List.of(), null, true, null, null, Map.of(TuningWish.key("Ingress"), CONFIG), """
            {l7Listeners: [{protocol: HTTP, port: 80, keepaliveEnable: 1, domains: [{domain: a.test,
            rules: [{url: /foo, scheduler: LEAST_CONN, healthCheck: {enable: true, intervalTime: 9, timeout: 3}}]}]}]}""");

    /** To the load balancer of the source {@code web}; what was said before is said no more. */
    void sayTo(Workload workload) {
        workload.cluster.annotations("web", annotations);
        workload.cluster.config(CONFIG, config);
        workload.loop.ask(new CloudLoadBalancerSpec(
                workload.cluster.ref("web"),
                null,
                NetworkSpec.internet(),
                Map.of("team", "web"),
                policy,
                null,
                groups,
                mbps,
                passToTarget,
                isProtected));
    }
}
