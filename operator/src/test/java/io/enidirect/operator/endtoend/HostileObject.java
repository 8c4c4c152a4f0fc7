package io.enidirect.operator.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.operator.fencing.LeaseSettings;
import io.enidirect.sandbox.Cluster;
import java.util.List;

/**
 * An object that the API server takes from anybody, of a kind that is watched, and that no JSON library for Java reads with its
 * own limits: the path of its list, its type, its name, and the rest of it.
 */
record HostileObject(String path, String apiVersion, String kind, String name, String rest) {
    /** The API server takes 9,900. */
    static final String DEEP = "{\"f:a\":".repeat(9_000) + "{}" + "}".repeat(9_000);

    static final String LONG = "{\"f:" + "a".repeat(60_000) + "\": {}}";

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

    /** Where only one name is looked at, it is that one. */
    boolean only() {
        return kind.equals("ConfigMap") || kind.equals("Lease");
    }

    /** One of each kind that is watched. */
    static List<HostileObject> all(String namespace) {
        String in = "/namespaces/" + namespace + "/";
        String ours = "/apis/eni-direct.io/v1alpha1";
        return List.of(
                new HostileObject("/api/v1" + in + "services", "v1", "Service", "bad", """
                        "spec": {"ports": [{"port": 80}]}"""),
                new HostileObject("/api/v1" + in + "pods", "v1", "Pod", "bad", """
                        "spec": {"containers": [{"name": "none", "image": "none"}]}"""),
                new HostileObject("/api/v1/nodes", "v1", "Node", "bad", ""),
                new HostileObject(
                        "/api/v1/namespaces/kube-system/configmaps",
                        "v1",
                        "ConfigMap",
                        "tke-service-controller-config",
                        ""),
                new HostileObject(
                        "/apis/networking.k8s.io/v1" + in + "ingresses", "networking.k8s.io/v1", "Ingress", "bad", """
                        "spec": {"defaultBackend": {"service": {"name": "web", "port": {"number": 80}}}}"""),
                new HostileObject(
                        "/apis/networking.k8s.io/v1/ingressclasses",
                        "networking.k8s.io/v1",
                        "IngressClass",
                        "bad",
                        """
                        "spec": {"controller": "example.com/other"}"""),
                new HostileObject(
                        "/apis/discovery.k8s.io/v1" + in + "endpointslices",
                        "discovery.k8s.io/v1",
                        "EndpointSlice",
                        "bad",
                        """
                        "addressType": "IPv4", "endpoints": []"""),
                new HostileObject(
                        "/apis/coordination.k8s.io/v1" + in + "leases",
                        "coordination.k8s.io/v1",
                        "Lease",
                        LeaseSettings.NAME,
                        """
                        "spec": {"holderIdentity": "", "leaseDurationSeconds": 1, "leaseTransitions": 0,
                         "acquireTime": "2026-01-01T00:00:00.000000Z", "renewTime": "2026-01-01T00:00:00.000000Z"}"""),
                new HostileObject(
                        ours + in + "externalbackends", "eni-direct.io/v1alpha1", "ExternalBackend", "bad", """
                        "spec": {"addresses": [{"ip": "192.0.2.1", "port": 80}]}"""),
                new HostileObject(
                        ours + "/loadbalancerprofiles", "eni-direct.io/v1alpha1", "LoadBalancerProfile", "bad", """
                        "spec": {}"""),
                new HostileObject(
                        ours + "/cloudloadbalancers", "eni-direct.io/v1alpha1", "CloudLoadBalancer", "bad", """
                        "spec": {"network": {"type": "Public"}}"""));
    }
}
