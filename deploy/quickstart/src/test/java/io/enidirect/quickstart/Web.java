package io.enidirect.quickstart;

import static org.awaitility.Awaitility.await;

import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** What a user has in a namespace: a Deployment, a Service and an Ingress, all named {@code web}. */
record Web(Cluster cluster, io.enidirect.simulator.Simulator cloud, String namespace) {
    static final String HOST = "web.example.com";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** As the guide to Services says: pods that go on serving until the load balancer has let them go. */
    void deploy() {
        cluster.apply(namespace, """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec:
                      containers:
                        - name: echo
                          image: echo
                          ports: [{containerPort: 8080}]
                          lifecycle: {preStop: {sleep: {seconds: 5}}}
                """);
        cluster.awaitReady(namespace, "web");
    }

    void ask(String ingressClass) {
        cluster.apply(namespace, """
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec:
                  type: LoadBalancer
                  loadBalancerClass: eni-direct.io/clb
                  allocateLoadBalancerNodePorts: false
                  selector: {app: web}
                  ports: [{port: 80, targetPort: 8080}]
                ---
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: web}
                spec:
                  ingressClassName: %s
                  rules:
                    - host: %s
                      http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}
                """.formatted(ingressClass, HOST));
    }

    /** Where the address in its status is really listened on, once a pod answers there. */
    InetSocketAddress answering(Kubelet kubelet, String kind, String protocol) {
        return await(kind + " has an address that answers")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .conditionEvaluationListener(unused -> kubelet.ready())
                .until(
                        () -> {
                            GenericKubernetesResource source = cluster.client()
                                    .genericKubernetesResources(
                                            kind.equals("Service") ? "v1" : "networking.k8s.io/v1", kind)
                                    .inNamespace(namespace)
                                    .withName("web")
                                    .require();
                            String vip = source.get("status", "loadBalancer", "ingress", 0, "ip");
                            return Optional.ofNullable(
                                            cloud.control().addresses().get(protocol + " " + vip + ":80"))
                                    .filter(address -> serves(address));
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    private static boolean serves(InetSocketAddress address) {
        try {
            Requests.http("127.77.9.8", address, HOST, "/");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    void delete() {
        cluster.client().services().inNamespace(namespace).withName("web").delete();
        cluster.client()
                .network()
                .v1()
                .ingresses()
                .inNamespace(namespace)
                .withName("web")
                .delete();
    }
}
