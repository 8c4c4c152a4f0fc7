package io.enidirect.image;

import io.enidirect.sandbox.Cluster;
import io.enidirect.sandbox.ClusterOptions;
import io.enidirect.sandbox.FreePorts;
import io.enidirect.simulator.Simulator;
import io.enidirect.simulator.SimulatorOptions;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Makes the image's cache of loaded and linked classes: the container starts on a real API server beside a simulated cloud, maps a
 * Service and an Ingress to a request's end, and what it needed for that is what the cache holds.
 */
final class Training {
    /** Where the cache lies in the image. */
    static final String CACHE = "app/eni-direct.aot";

    private static final String RECORDED = "tmp/eni-direct.aotconf";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long PAUSE_MILLIS = 50;
    private static final String KEY = "training";
    private static final String WORKLOAD = """
            apiVersion: networking.k8s.io/v1
            kind: IngressClass
            metadata: {name: eni-direct}
            spec: {controller: eni-direct.io/clb}
            ---
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
              ingressClassName: eni-direct
              rules:
                - host: web.example.com
                  http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}
            """;

    private final Path root;
    private final Path log;
    private final Map<String, String> environment;

    private Training(Path root, Path log, Map<String, String> environment) {
        this.root = root;
        this.log = log;
        this.environment = environment;
    }

    /**
     * @param root the image unpacked, but for the cache; it is written to
     * @param crds YAML of the chart's kinds
     * @param environment that of the image: its options of the JVM count for the cache
     * @return the cache
     * @throws Unbuildable with the end of the log where the controller does not do its work
     */
    static Path run(Path root, List<String> crds, Map<String, String> environment, Path log) throws IOException {
        Files.deleteIfExists(log);
        Training training = new Training(root, log, environment);
        try {
            training.record(crds);
            training.create();
            return root.resolve(CACHE);
        } catch (IllegalStateException e) {
            String words = Files.exists(log) ? Files.readString(log) : "";
            throw new Unbuildable(
                    "the cache can't be trained: " + e.getMessage() + "; " + log + " ends with\n"
                            + words.substring(Math.max(0, words.length() - 2_000)),
                    e);
        } finally {
            PodAccount.unmount(root);
        }
    }

    private void record(List<String> crds) throws IOException {
        try (Cluster cluster = Cluster.start(ClusterOptions.defaults().withCrds(crds));
                Simulator cloud = Simulator.start(SimulatorOptions.of(KEY, KEY).withDataPlane(true))) {
            Map<String, String> all = new HashMap<>(environment);
            all.putAll(PodAccount.of(cluster).mount(root).variables());
            all.put("POD_NAME", "eni-direct-0");
            all.put("POD_NAMESPACE", "default");
            all.put("TENCENTCLOUD_SECRET_ID", KEY);
            all.put("TENCENTCLOUD_SECRET_KEY", KEY);
            List<String> arguments = List.of(
                    "run",
                    "--region=ap-guangzhou",
                    "--vpc-id=vpc-1a2b3c4d",
                    "--cluster-id=cls-1a2b3c4d",
                    "--cloud-endpoint=" + cloud.endpoint(),
                    "--http-port=" + FreePorts.next(),
                    "--probe-port=" + FreePorts.next());
            try (Container controller = Container.start(
                    root,
                    0,
                    all,
                    java(List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=/" + RECORDED), arguments),
                    log)) {
                cluster.guard().add(controller.handle());
                cluster.apply("default", WORKLOAD);
                cluster.deploy("default", "web", 1);
                ask(answering(controller, cluster, cloud, "v1", "Service", "TCP"));
                ask(answering(controller, cluster, cloud, "networking.k8s.io/v1", "Ingress", "HTTP"));
                controller.terminate();
                controller.awaitEnd(PATIENCE);
            }
        }
        if (!Files.exists(root.resolve(RECORDED))) {
            throw new IllegalStateException("the JVM has not written down what it loaded");
        }
    }

    private void create() throws IOException {
        List<String> options =
                List.of("-XX:AOTMode=create", "-XX:AOTConfiguration=/" + RECORDED, "-XX:AOTCache=/" + CACHE);
        try (Container create = Container.start(root, 0, environment, java(options, List.of()), log)) {
            int code = create.awaitEnd(PATIENCE);
            if (code != 0 || !Files.exists(root.resolve(CACHE))) {
                throw new IllegalStateException("the JVM has not written the cache; it ended with " + code);
            }
        }
        Files.delete(root.resolve(RECORDED));
    }

    private static List<String> java(List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(BuildImage.JAVA));
        command.addAll(options);
        command.addAll(BuildImage.JAVA_ARGUMENTS);
        command.addAll(arguments);
        return command;
    }

    /** Where the address in its status is really listened on, once it is. */
    private static InetSocketAddress answering(
            Container controller, Cluster cluster, Simulator cloud, String version, String kind, String protocol) {
        return await(kind + " web has an address that answers", controller, () -> {
            GenericKubernetesResource source = cluster.client()
                    .genericKubernetesResources(version, kind)
                    .inNamespace("default")
                    .withName("web")
                    .require();
            String vip = source.get("status", "loadBalancer", "ingress", 0, "ip");
            return Optional.ofNullable(cloud.control().addresses().get(protocol + " " + vip + ":80"));
        });
    }

    private static void ask(InetSocketAddress address) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + address.getHostString() + ":" + address.getPort() + "/"))
                .timeout(PATIENCE)
                .build();
        try {
            HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
        } catch (IOException e) {
            throw new IllegalStateException("nobody answers at " + address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + address, e);
        }
    }

    private static <T> T await(String what, Container controller, Supplier<Optional<T>> question) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Optional<T> answer = question.get();
            if (answer.isPresent()) {
                return answer.get();
            }
            if (!controller.isAlive()) {
                throw new IllegalStateException("the controller has ended");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting until " + what, e);
            }
        }
        throw new IllegalStateException("not within " + PATIENCE.toSeconds() + " s: " + what);
    }
}
