package io.enidirect.operator.endtoend;

import static io.enidirect.operator.endtoend.Manifests.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.enidirect.operator.SharedCluster;
import io.enidirect.operator.fencing.LeaseSettings;
import io.enidirect.sandbox.Cluster;
import io.enidirect.simulator.cloud.Protocol;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Objects that the API server takes from anybody, of each kind that is watched, and that no JSON library for Java reads with
 * its own limits. They would harm the clients of other tests as well, so they get a cluster of their own.
 */
@ExtendWith(SharedCluster.class)
@Timeout(180)
final class HostileObjectsTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    /** The API server takes 9,900. */
    private static final String DEEP = "{\"f:a\":".repeat(9_000) + "{}" + "}".repeat(9_000);

    private static final String LONG = "{\"f:" + "a".repeat(60_000) + "\": {}}";

    /** What is watched: the path of its list, its type, its name, and the rest of it. */
    private record Watched(String path, String apiVersion, String kind, String name, String rest) {
        String json(String name, String fields) {
            return """
                    {"apiVersion": "%s", "kind": "%s", "metadata": {"name": "%s", "managedFields": [{
                        "manager": "somebody", "operation": "Update", "apiVersion": "%1$s", "fieldsType": "FieldsV1",
                        "time": "2026-01-01T00:00:00Z", "fieldsV1": %s}]}%s}""".formatted(apiVersion, kind, name, fields, rest.isEmpty() ? "" : ", " + rest);
        }

        /** As it is read back, so that it is sure to be there. */
        void put(Cluster cluster, String name, String fields) {
            cluster.client().raw(path, "POST", json(name, fields));
            assertThat(cluster.client().raw(path + "/" + name).replace(" ", ""))
                    .contains(fields.substring(0, fields.length() - 1).replace(" ", ""));
        }

        void delete(Cluster cluster, String name) {
            cluster.client().raw(path + "/" + name + "?gracePeriodSeconds=0", "DELETE", null);
            await().atMost(SOON).until(() -> cluster.client().raw(path + "/" + name) == null);
        }

        /** Where only one name is looked at, it is that one. */
        boolean only() {
            return kind.equals("ConfigMap") || kind.equals("Lease");
        }
    }

    private static List<Watched> watched(String namespace) {
        String in = "/namespaces/" + namespace + "/";
        String ours = "/apis/eni-direct.io/v1alpha1";
        return List.of(
                new Watched("/api/v1" + in + "services", "v1", "Service", "bad", """
                        "spec": {"ports": [{"port": 80}]}"""),
                new Watched("/api/v1" + in + "pods", "v1", "Pod", "bad", """
                        "spec": {"containers": [{"name": "none", "image": "none"}]}"""),
                new Watched("/api/v1/nodes", "v1", "Node", "bad", ""),
                new Watched(
                        "/api/v1/namespaces/kube-system/configmaps",
                        "v1",
                        "ConfigMap",
                        "tke-service-controller-config",
                        ""),
                new Watched(
                        "/apis/networking.k8s.io/v1" + in + "ingresses", "networking.k8s.io/v1", "Ingress", "bad", """
                        "spec": {"defaultBackend": {"service": {"name": "web", "port": {"number": 80}}}}"""),
                new Watched(
                        "/apis/networking.k8s.io/v1/ingressclasses",
                        "networking.k8s.io/v1",
                        "IngressClass",
                        "bad",
                        """
                        "spec": {"controller": "example.com/other"}"""),
                new Watched(
                        "/apis/discovery.k8s.io/v1" + in + "endpointslices",
                        "discovery.k8s.io/v1",
                        "EndpointSlice",
                        "bad",
                        """
                        "addressType": "IPv4", "endpoints": []"""),
                new Watched(
                        "/apis/coordination.k8s.io/v1" + in + "leases",
                        "coordination.k8s.io/v1",
                        "Lease",
                        LeaseSettings.NAME,
                        """
                        "spec": {"holderIdentity": "", "leaseDurationSeconds": 1, "leaseTransitions": 0,
                         "acquireTime": "2026-01-01T00:00:00.000000Z", "renewTime": "2026-01-01T00:00:00.000000Z"}"""),
                new Watched(ours + in + "externalbackends", "eni-direct.io/v1alpha1", "ExternalBackend", "bad", """
                        "spec": {"addresses": [{"ip": "192.0.2.1", "port": 80}]}"""),
                new Watched(
                        ours + "/loadbalancerprofiles", "eni-direct.io/v1alpha1", "LoadBalancerProfile", "bad", """
                        "spec": {}"""),
                new Watched(ours + "/cloudloadbalancers", "eni-direct.io/v1alpha1", "CloudLoadBalancer", "bad", """
                        "spec": {"network": {"type": "Public"}}"""));
    }

    @Test
    void stopNobodyAndKeepNobodyFromStarting(Cluster shared) {
        try (Cluster cluster = Cluster.start(shared.binaries(), SharedCluster.options())) {
            String hostile = cluster.createNamespace("hostile");
            String namespace = cluster.createNamespace("neighbour");
            cluster.deploy(namespace, "web", 2);
            List<Watched> watched = watched(hostile);
            watched.stream().filter(Watched::only).forEach(each -> each.put(cluster, each.name(), DEEP));
            try (Rig rig = Rig.start(cluster, Rig.Setup.PLAIN.withLease(new LeaseSettings(hostile, "one")))) {
                service(rig, namespace, "first").awaitAddress();

                watched.stream().filter(each -> !each.only()).forEach(each -> {
                    each.put(cluster, "deep", DEEP);
                    each.put(cluster, "long", LONG);
                });
                assertThatThrownBy(() ->
                                cluster.client().services().inNamespace(hostile).list())
                        .as("Jackson's own limits")
                        .hasStackTraceContaining("StreamConstraintsException");
                service(rig, namespace, "second").awaitAddress();

                rig.restartController();
                LiveService third = service(rig, namespace, "third");
                third.awaitAddress();
                await().atMost(SOON)
                        .untilAsserted(() ->
                                assertThat(third.targets(Protocol.TCP, 80)).hasSize(2));
                // what is trusted is acted upon
                cluster.client()
                        .pods()
                        .inNamespace(namespace)
                        .withGracePeriod(0)
                        .delete();
                await().atMost(SOON)
                        .untilAsserted(() ->
                                assertThat(third.targets(Protocol.TCP, 80)).isEmpty());
                watched.stream().filter(each -> !each.only()).forEach(each -> {
                    each.delete(cluster, "deep");
                    each.delete(cluster, "long");
                });
            }
        }
    }

    private static LiveService service(Rig rig, String namespace, String name) {
        return LiveService.create(
                rig,
                new ServiceBuilder(Manifests.service(namespace, name, tcp(80, 8080)))
                        .editMetadata()
                        .withAnnotations(Map.of())
                        .endMetadata()
                        .editSpec()
                        .withLoadBalancerClass("eni-direct.io/clb")
                        .withSelector(Map.of("app", "web"))
                        .endSpec()
                        .build());
    }
}
