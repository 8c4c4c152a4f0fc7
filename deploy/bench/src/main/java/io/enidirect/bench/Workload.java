package io.enidirect.bench;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPathBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What users and Kubernetes' controllers would write. */
final class Workload implements AutoCloseable {
    static final String HOST = "bench.example.com";

    private static final int ENDPOINTS_OF_A_SLICE = 100;
    private static final int PORT = 8080;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final KubernetesClient client;
    private final String namespace;
    private final ExecutorService writers = Executors.newFixedThreadPool(8);

    Workload(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    private <T> void each(List<T> objects, Consumer<T> write) {
        CompletableFuture.allOf(objects.stream()
                        .map(object -> CompletableFuture.runAsync(() -> write.accept(object), writers))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    /** So many for each of these names, with addresses and ready. */
    void pods(List<String> apps, int count, int generation) {
        List<Pod> pods = apps.stream()
                .flatMap(app -> IntStream.range(0, count).mapToObj(i -> pod(app, app + "-" + generation + "-" + i)))
                .toList();
        each(pods, pod -> client.resource(pod).create());
        Patience.until(
                PATIENCE,
                "all pods have an address",
                () -> client.pods().inNamespace(namespace).list().getItems().stream()
                        .noneMatch(pod -> pod.getStatus().getPodIP() == null));
    }

    private Pod pod(String app, String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .addToLabels("app", app)
                .endMetadata()
                .withNewSpec()
                .withNodeName("node-1")
                .withTerminationGracePeriodSeconds(0L)
                .addNewContainer()
                .withName("web")
                .withImage("web")
                .endContainer()
                .endSpec()
                .build();
    }

    /** At once, and without a grace period. */
    void killPods(String app, int generation) {
        each(
                podsOf(app, generation),
                pod -> client.resource(pod).withGracePeriod(0).delete());
    }

    Set<String> addresses(String app, int generation) {
        return podsOf(app, generation).stream()
                .map(pod -> pod.getStatus().getPodIP())
                .collect(Collectors.toSet());
    }

    private List<Pod> podsOf(String app, int generation) {
        return client.pods().inNamespace(namespace).withLabel("app", app).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getName().startsWith(app + "-" + generation + "-"))
                .toList();
    }

    /**
     * Writes the slices of that Service anew, all at about the same time; answers when the last of them was sent.
     *
     * @param beforeLast runs right before that
     */
    Instant slices(List<String> services, int generation, Runnable beforeLast) {
        List<EndpointSlice> slices = new ArrayList<>();
        for (String service : services) {
            List<Pod> pods = podsOf(service, generation);
            for (int from = 0; from < pods.size(); from += ENDPOINTS_OF_A_SLICE) {
                slices.add(
                        slice(service, from, pods.subList(from, Math.min(pods.size(), from + ENDPOINTS_OF_A_SLICE))));
            }
        }
        each(slices.subList(0, slices.size() - 1), this::apply);
        beforeLast.run();
        Instant last = Instant.now();
        apply(slices.get(slices.size() - 1));
        return last;
    }

    private void apply(EndpointSlice slice) {
        client.resource(slice).forceConflicts().serverSideApply();
    }

    private EndpointSlice slice(String service, int from, List<Pod> pods) {
        return new EndpointSliceBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(service + "-" + from)
                .addToLabels("kubernetes.io/service-name", service)
                .addToLabels("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io")
                .endMetadata()
                .withAddressType("IPv4")
                .withEndpoints(pods.stream().map(Workload::endpoint).toList())
                .addNewPort()
                .withName("")
                .withPort(PORT)
                .withProtocol("TCP")
                .endPort()
                .build();
    }

    private static Endpoint endpoint(Pod pod) {
        return new EndpointBuilder()
                .withAddresses(pod.getStatus().getPodIP())
                .withNewConditions()
                .withReady(true)
                .withServing(true)
                .withTerminating(false)
                .endConditions()
                .withNodeName("node-1")
                .withNewTargetRef()
                .withKind("Pod")
                .withNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .withUid(pod.getMetadata().getUid())
                .endTargetRef()
                .build();
    }

    /** Each over the pods of its name. */
    void loadBalancers(List<String> names) {
        each(names, name -> client.resource(service(name, "LoadBalancer")).create());
    }

    private Service service(String name, String type) {
        boolean ours = type.equals("LoadBalancer");
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withType(type)
                .withLoadBalancerClass(ours ? "eni-direct.io/clb" : null)
                .withAllocateLoadBalancerNodePorts(ours ? false : null)
                .withSelector(Map.of("app", name))
                .addNewPort()
                .withPort(80)
                .withNewTargetPort(PORT)
                .endPort()
                .endSpec()
                .build();
    }

    /** So many rules, all to the one Service of that name, which is made as well. */
    void ingress(String service, int rules) {
        client.resource(service(service, "ClusterIP")).create();
        client.resource(new IngressClassBuilder()
                        .withNewMetadata()
                        .withName("bench")
                        .endMetadata()
                        .withNewSpec()
                        .withController("eni-direct.io/clb")
                        .endSpec()
                        .build())
                .create();
        client.resource(ingress(
                        service,
                        IntStream.range(0, rules)
                                .mapToObj(i -> path("/path-" + i, service))
                                .toList()))
                .create();
    }

    private Ingress ingress(String name, List<HTTPIngressPath> paths) {
        return new IngressBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withIngressClassName("bench")
                .addNewRule()
                .withHost(HOST)
                .withNewHttp()
                .withPaths(paths)
                .endHttp()
                .endRule()
                .endSpec()
                .build();
    }

    private static HTTPIngressPath path(String path, String service) {
        return new HTTPIngressPathBuilder()
                .withPath(path)
                .withPathType("Exact")
                .withNewBackend()
                .withNewService()
                .withName(service)
                .withNewPort()
                .withNumber(80)
                .endPort()
                .endService()
                .endBackend()
                .build();
    }

    @Override
    public void close() {
        writers.shutdownNow();
    }
}
