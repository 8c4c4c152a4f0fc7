package io.enidirect.quickstart;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/** What a controller meets in its life, in short: all that it ever asks of the API server is asked here. */
final class Scenario {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Cluster cluster;
    private final ControlledCloud cloud;
    private final InstalledChart chart;
    private final String namespace;

    Scenario(Cluster cluster, ControlledCloud cloud, InstalledChart chart, String namespace) {
        this.cluster = cluster;
        this.cloud = cloud;
        this.chart = chart;
        this.namespace = namespace;
    }

    void run() {
        cluster.deploy(namespace, "web", 2);
        ask();
        try (ShippedController first = chart.start("first")) {
            waitUntil(
                    "all have their addresses",
                    first,
                    () -> isReady("web") && isReady("left") && hasAddress("shop") && hasAddress("lost"));
            waitUntil("what addresses their rules is there", first, () -> isAddressed("shop") && isAddressed("lost"));
            waitUntil("a mistake is told", first, () -> !events("wrong").isEmpty());
            // two Services, and two Ingresses with an address outside beside the pods
            waitUntil("all pods are targets", first, () -> targets() == 2 * 2 + 2 * (2 + 1));
            // nobody named it when it was seen, so that it is not kept whole, and is asked for now
            of(Service.class, "web")
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            "{\"metadata\":{\"annotations\":{\"service.cloud.tencent.com/tke-service-config\":\"tuned\"}}}");
            cluster.client()
                    .apps()
                    .deployments()
                    .inNamespace(namespace)
                    .withName("web")
                    .scale(3);
            waitUntil("a new pod is a target", first, () -> targets() == 2 * 3 + 2 * (3 + 1));
        }
        giveTheLeaseBack();
        // nobody is there to take part in it: the next one misses them, and asks the API server itself
        forceAway(of(Service.class, "left"));
        forceAway(of(Ingress.class, "lost"));
        cluster.client()
                .genericKubernetesResources("eni-direct.io/v1alpha1", "ExternalBackend")
                .inNamespace(namespace)
                .withName("outside")
                .delete();
        try (ShippedController second = startWhileSlicesStandStill()) {
            waitUntil(
                    "the mistake is told again",
                    second,
                    () -> events("wrong").stream().anyMatch(event -> event.getSeries() != null));
            waitUntil("what was forced away has no targets", second, () -> targets() == 3 + 3);
            of(Ingress.class, "shop").delete();
            of(Service.class, "web").delete();
            of(Service.class, "wrong").delete();
            waitUntil(
                    "all are let go",
                    second,
                    () -> gone(Ingress.class, "shop") && gone(Service.class, "web") && gone(Service.class, "wrong"));
            waitUntil(
                    "nothing is left in the cloud",
                    second,
                    () -> cloud.loadBalancers().isEmpty());
        }
    }

    private void ask() {
        service("web", "");
        service("left", "");
        service("wrong", "service.kubernetes.io/qcloud-loadbalancer-internal-subnetid: nonsense");
        cluster.apply(namespace, """
                apiVersion: v1
                kind: Service
                metadata: {name: inside}
                spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
                ---
                apiVersion: eni-direct.io/v1alpha1
                kind: ExternalBackend
                metadata: {name: outside}
                spec: {addresses: [{ip: 192.0.2.10, port: 8080}]}
                ---
                apiVersion: cloud.tencent.com/v1alpha1
                kind: TkeServiceConfig
                metadata: {name: tuned}
                spec: {loadBalancer: {l4Listeners: [{protocol: TCP, port: 80, scheduler: LEAST_CONN}]}}
                ---
                apiVersion: cloud.tencent.com/v1alpha1
                kind: TkeServiceConfig
                metadata: {name: lost-auto-ingress-config}
                """);
        ingress("shop");
        ingress("lost");
    }

    /** Whether its own TkeServiceConfig, which is made for the one and filled for the other, speaks of its rules. */
    private boolean isAddressed(String ingress) {
        GenericKubernetesResource config = cluster.client()
                .genericKubernetesResources("cloud.tencent.com/v1alpha1", "TkeServiceConfig")
                .inNamespace(namespace)
                .withName(ingress + "-auto-ingress-config")
                .get();
        return config != null && Serialization.asJson(config).contains("/icon");
    }

    private void ingress(String name) {
        cluster.apply(namespace, """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata:
                  name: %s
                  annotations: {ingress.cloud.tencent.com/tke-service-config-auto: "true"}
                spec:
                  ingressClassName: eni-direct
                  rules:
                    - http:
                        paths:
                          - path: /
                            pathType: Prefix
                            backend: {service: {name: inside, port: {number: 80}}}
                          - path: /icon
                            pathType: Exact
                            backend: {resource: {apiGroup: eni-direct.io, kind: ExternalBackend, name: outside}}
                """.formatted(name));
    }

    private void service(String name, String annotation) {
        cluster.apply(namespace, """
                apiVersion: v1
                kind: Service
                metadata: {name: %s, annotations: {%s}}
                spec:
                  type: LoadBalancer
                  loadBalancerClass: eni-direct.io/clb
                  selector: {app: web}
                  ports: [{port: 80, targetPort: 8080}]
                """.formatted(name, annotation));
    }

    /** As one does that ends in peace; else its successor waits until it has run out. */
    private void giveTheLeaseBack() {
        cluster.client()
                .leases()
                .inNamespace(chart.namespace())
                .withName("eni-direct")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"holderIdentity\":\"\"}}");
    }

    /** A pod dies, and its slice goes on naming it: whether it is there is a question to the API server. */
    private ShippedController startWhileSlicesStandStill() {
        try (Cluster.Pause unused = cluster.pauseControllers()) {
            List<Pod> pods = cluster.client()
                    .pods()
                    .inNamespace(namespace)
                    .withLabel("app", "web")
                    .list()
                    .getItems();
            cluster.client().resource(pods.get(0)).withGracePeriod(0).delete();
            ShippedController second = chart.start("second");
            try {
                waitUntil("who died is no target any more", second, () -> targets() == 2 + 2);
                return second;
            } catch (RuntimeException e) {
                second.close();
                throw e;
            }
        }
    }

    private static void forceAway(Resource<?> object) {
        object.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}");
        object.delete();
    }

    /** One that has ended need not be waited for. */
    private static void waitUntil(String what, ShippedController controller, Callable<Boolean> condition) {
        await(what)
                .atMost(PATIENCE)
                .failFast("the controller has ended", () -> controller.ended().isPresent())
                .until(condition);
    }

    /** Of listeners and rules. */
    private int targets() {
        return cloud.loadBalancers().findValues("targets").stream()
                .mapToInt(JsonNode::size)
                .sum();
    }

    private List<Event> events(String service) {
        return cluster.client().events().v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> event.getRegarding().getName().equals(service))
                .toList();
    }

    private <T extends HasMetadata> Resource<T> of(Class<T> type, String name) {
        return cluster.client().resources(type).inNamespace(namespace).withName(name);
    }

    private boolean gone(Class<? extends HasMetadata> type, String name) {
        return of(type, name).get() == null;
    }

    private boolean hasAddress(String ingress) {
        return !of(Ingress.class, ingress)
                .get()
                .getStatus()
                .getLoadBalancer()
                .getIngress()
                .isEmpty();
    }

    private boolean isReady(String service) {
        return of(Service.class, service).get().getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }
}
