package io.enidirect.quickstart;

import static org.awaitility.Awaitility.await;

import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;

/** What a controller meets in its life, in short: all that it ever asks of the API server is asked here. */
final class Scenario {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

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
        service("web", "");
        service("left", "");
        service("wrong", "service.kubernetes.io/qcloud-loadbalancer-internal-subnetid: nonsense");
        try (ShippedController first = chart.start("first")) {
            waitUntil(first, () -> isReady("web") && isReady("left"));
            waitUntil(first, () -> !events("wrong").isEmpty());
            cluster.client()
                    .apps()
                    .deployments()
                    .inNamespace(namespace)
                    .withName("web")
                    .scale(3);
            waitUntil(first, () -> targets() == 6);
        }
        giveTheLeaseBack();
        // nobody is there to take part in it: the next one finds what it was, and asks the API server itself
        forceAway(of(Service.class, "left"));
        try (ShippedController second = chart.start("second")) {
            waitUntil(second, () -> events("wrong").stream().anyMatch(event -> event.getSeries() != null));
            waitUntil(second, () -> cloud.loadBalancers().size() == 1);
            of(Service.class, "web").delete();
            of(Service.class, "wrong").delete();
            waitUntil(
                    second,
                    () -> of(Service.class, "web").get() == null
                            && of(Service.class, "wrong").get() == null);
            waitUntil(second, () -> cloud.loadBalancers().isEmpty());
        }
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

    private static void forceAway(Resource<?> object) {
        object.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}");
        object.delete();
    }

    /** One that has ended need not be waited for. */
    private static void waitUntil(ShippedController controller, Callable<Boolean> condition) {
        await().atMost(PATIENCE)
                .failFast("the controller has ended", () -> controller.ended().isPresent())
                .until(condition);
    }

    private int targets() {
        return StreamSupport.stream(cloud.loadBalancers().spliterator(), false)
                .mapToInt(one -> one.path("listeners").path(0).path("targets").size())
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

    private boolean isReady(String name) {
        return of(Service.class, name).get().getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }
}
