package io.enidirect.operator.endtoend;

import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPathBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What somebody with the rights of one namespace, and a little more, can write against the others. */
record HostileTenant(Cluster cluster, String namespace) {
    /** With 1,270 that heap was full. More of them say nothing new and take minutes: {@code -Dflood.objects=5000}. */
    private static final int OBJECTS = Integer.getInteger("flood.objects", 1_300);

    private static final String WIDE = "a".repeat(240 * 1024);
    private static final int WRITERS = 4;

    void namesThousandsOfMissingServices() {
        ingressClass();
        for (int i = 0; i < 10; i++) {
            String name = "missing-" + i;
            ingress(name, 3_000, path -> name + "-" + path);
        }
    }

    /** And their pods come and go. */
    void asksForThousandsOfPortsAndPaths() {
        cluster.deploy(namespace, "api", 4);
        client().resource(Manifests.service(namespace, "api", Manifests.tcp(80, 8080)))
                .create();
        for (int i = 0; i < 2; i++) {
            ingress("paths-" + i, 6_000, path -> "api");
            client().resource(new ServiceBuilder()
                            .withNewMetadata()
                            .withNamespace(namespace)
                            .withName("ports-" + i)
                            .endMetadata()
                            .withNewSpec()
                            .withType("LoadBalancer")
                            .withLoadBalancerClass("eni-direct.io/clb")
                            .withAllocateLoadBalancerNodePorts(false)
                            .addToSelector("app", "none")
                            .withPorts(IntStream.rangeClosed(1, 5_000)
                                    .mapToObj(port -> new ServicePortBuilder()
                                            .withName("p" + port)
                                            .withPort(port)
                                            .build())
                                    .toList())
                            .endSpec()
                            .build())
                    .create();
        }
        new LivePods(cluster, namespace, "api").scale(8);
    }

    /** Somebody else's claim that it is not programmed, and that it is, as fast as the API server takes it. */
    Flips flips(String service) {
        return new Flips(client(), namespace, service);
    }

    /** They go on until this is closed. */
    static final class Flips implements AutoCloseable {
        private final AtomicInteger count = new AtomicInteger();
        private final List<Thread> threads;

        private Flips(KubernetesClient client, String namespace, String service) {
            threads = IntStream.range(0, WRITERS)
                    .mapToObj(i -> new Thread(() -> flip(client, namespace, service)))
                    .toList();
            threads.forEach(thread -> {
                thread.setDaemon(true);
                thread.setUncaughtExceptionHandler((it, interrupted) -> {});
                thread.start();
            });
        }

        private void flip(KubernetesClient client, String namespace, String service) {
            while (!Thread.currentThread().isInterrupted()) {
                client.services()
                        .inNamespace(namespace)
                        .withName(service)
                        .subresource("status")
                        .patch(PatchContext.of(PatchType.JSON_MERGE), """
                                    {"status": {"conditions": [{"type": "Programmed", "status": "%s", "reason": "Flip",
                                     "message": "", "lastTransitionTime": "2026-01-01T00:00:00Z"}]}}""".formatted(
                                        count.incrementAndGet() % 2 == 0 ? "True" : "False"));
            }
        }

        int count() {
            return count.get();
        }

        @Override
        public void close() {
            threads.forEach(Thread::interrupt);
        }
    }

    void floodsWithWideObjects() {
        Instant began = Instant.now();
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try {
            CompletableFuture.allOf(IntStream.range(0, WRITERS)
                            .mapToObj(writer -> CompletableFuture.runAsync(
                                    () -> {
                                        for (int i = writer; i < OBJECTS; i += WRITERS) {
                                            wide("wide-" + i);
                                        }
                                    },
                                    writers))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            writers.shutdown();
        }
        System.out.printf("%d objects of 240 KiB in %s%n", OBJECTS, Duration.between(began, Instant.now()));
    }

    private void wide(String name) {
        client().raw("/api/v1/namespaces/" + namespace + "/services", "POST", """
                {"apiVersion": "v1", "kind": "Service",
                 "metadata": {"name": "%s", "annotations": {"example.com/wide": "%s"}},
                 "spec": {"clusterIP": "None", "ports": [{"port": 80}]}}""".formatted(name, WIDE));
    }

    /** Before anybody looks. */
    void nestsWhatIsLookedAtByName() {
        objects().stream()
                .filter(HostileObject::only)
                .forEach(each -> each.put(cluster, each.name(), HostileObject.DEEP));
    }

    void nestsObjectsOfEachKind() {
        objects().stream().filter(each -> !each.only()).forEach(each -> {
            each.put(cluster, "deep", HostileObject.DEEP);
            each.put(cluster, "long", HostileObject.LONG);
        });
    }

    private List<HostileObject> objects() {
        return HostileObject.all(namespace);
    }

    private void ingressClass() {
        client().resource(new IngressClassBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .withNewSpec()
                        .withController("eni-direct.io/clb")
                        .endSpec()
                        .build())
                .create();
    }

    private void ingress(String name, int paths, IntFunction<String> service) {
        client().resource(new IngressBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withIngressClassName(namespace)
                        .addNewRule()
                        .withNewHttp()
                        .withPaths(IntStream.range(0, paths)
                                .mapToObj(i -> new HTTPIngressPathBuilder()
                                        .withPath("/" + i)
                                        .withPathType("Prefix")
                                        .withNewBackend()
                                        .withNewService()
                                        .withName(service.apply(i))
                                        .withNewPort()
                                        .withNumber(80)
                                        .endPort()
                                        .endService()
                                        .endBackend()
                                        .build())
                                .toList())
                        .endHttp()
                        .endRule()
                        .endSpec()
                        .build())
                .create();
    }

    private KubernetesClient client() {
        return cluster.client();
    }
}
