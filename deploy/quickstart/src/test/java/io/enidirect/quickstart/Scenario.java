package io.enidirect.quickstart;

import static org.awaitility.Awaitility.await;

import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.dsl.ServiceResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/** What a controller meets in its life, in short: all that it ever asks of the API server is asked here. */
final class Scenario {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String WITHOUT_FINALIZERS = "{\"metadata\":{\"finalizers\":null}}";

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
        apply("web", "");
        apply("left", "");
        apply("wrong", "service.kubernetes.io/qcloud-loadbalancer-internal-subnetid: nonsense");
        try (ShippedController first = chart.start("first")) {
            await().atMost(PATIENCE).until(() -> isReady("web") && isReady("left"));
            await().atMost(PATIENCE).until(() -> !events("wrong").isEmpty());
            cluster.client()
                    .apps()
                    .deployments()
                    .inNamespace(namespace)
                    .withName("web")
                    .scale(3);
            await().atMost(PATIENCE).until(() -> targets() == 6);
            first.kill();
        }
        giveTheLeaseBack();
        try (ShippedController second = chart.start("second")) {
            await().atMost(PATIENCE).until(() -> events("wrong").stream().anyMatch(event -> event.getSeries() != null));
            service("left").patch(PatchContext.of(PatchType.JSON_MERGE), WITHOUT_FINALIZERS);
            service("left").delete();
            await().atMost(PATIENCE).until(() -> cloud.loadBalancers().size() == 1);
            service("web").delete();
            service("wrong").delete();
            await().atMost(PATIENCE)
                    .until(() ->
                            service("web").get() == null && service("wrong").get() == null);
            await().atMost(PATIENCE).until(() -> cloud.loadBalancers().isEmpty());
            second.kill();
        }
    }

    private void apply(String name, String annotation) {
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

    private ServiceResource<Service> service(String name) {
        return cluster.client().services().inNamespace(namespace).withName(name);
    }

    private boolean isReady(String name) {
        return service(name).get().getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }
}
