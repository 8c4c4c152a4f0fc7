package io.enidirect.sandbox;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A running cluster. Nothing of it survives this JVM, however that ends.
 *
 * <p>It starts in about three seconds, so tests share one in a JVM and keep apart by namespace. An extension holds it in
 * JUnit's root store, which closes it after the last class:
 *
 * <pre>{@code
 * context.getRoot().getStore(Namespace.GLOBAL).getOrComputeIfAbsent(
 *         Shared.class, key -> new Shared(Cluster.start(ClusterOptions.defaults())), Shared.class).cluster();
 *
 * record Shared(Cluster cluster) implements AutoCloseable { public void close() { cluster.close(); } }
 * }</pre>
 *
 * <p>and a test needs two lines for its pods:
 *
 * <pre>{@code
 * String namespace = cluster.createNamespace("shop");
 * Deployment web = cluster.deploy(namespace, "web", 3);
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class Cluster implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final KubernetesBinaries binaries;
    private final boolean realControllers;
    private final Guard guard;
    private final Path directory;
    private final String kubeConfigYaml;
    private final KubernetesClient client;
    private final Deque<AutoCloseable> parts;
    private final Consumer<Boolean> pause;

    /** Controllers that stand still, until it is closed. */
    public interface Pause extends AutoCloseable {
        @Override
        void close();
    }

    private Cluster(KubernetesBinaries binaries, ClusterOptions options, Deque<AutoCloseable> parts)
            throws IOException {
        this.binaries = binaries;
        this.parts = parts;
        this.realControllers = options.controllerManager() && binaries.controllerManager();
        guard = with(new Guard());
        directory = Files.createTempDirectory("eni-direct-sandbox-");
        parts.push(() -> Platform.delete(directory));
        ControlPlane plane = with(ControlPlane.start(binaries, guard, directory, options.apiServerFlags()));
        kubeConfigYaml = plane.kubeConfigYaml();
        Files.writeString(kubeConfigFile(), kubeConfigYaml);
        client = with(new KubernetesClientBuilder().withConfig(config()).build());
        options.serviceCidr().ifPresent(this::addServiceCidr);
        options.crds().forEach(this::establish);
        NodeStandIns nodes = with(new NodeStandIns(
                client,
                Addresses.reserve(options.serviceCidr()),
                options.echo() ? new EchoPods() : new PodRuntime.None(),
                options));
        nodes.start();
        if (realControllers) {
            plane.startControllers(kubeConfigFile(), directory.resolve("kube-controller-manager.log"));
            client.serviceAccounts()
                    .inNamespace("default")
                    .withName("default")
                    .waitUntilCondition(account -> account != null, PATIENCE.toSeconds(), TimeUnit.SECONDS);
            pause = on -> plane.signalControllers(on ? "STOP" : "CONT");
        } else {
            ControllerStandIns standIns = with(new ControllerStandIns(client));
            standIns.start();
            pause = standIns::pause;
        }
    }

    private <T extends AutoCloseable> T with(T part) {
        parts.push(part);
        return part;
    }

    /** As {@link #start(KubernetesBinaries, ClusterOptions)}, with binaries that are looked for quietly. */
    public static Cluster start(ClusterOptions options) {
        return start(KubernetesBinaries.find(line -> {}), options);
    }

    /**
     * Returns when the cluster is ready for pods.
     *
     * @throws IllegalStateException where a part does not start within a minute
     */
    public static Cluster start(KubernetesBinaries binaries, ClusterOptions options) {
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        try {
            return new Cluster(binaries, options, parts);
        } catch (IOException e) {
            closeAll(parts);
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            closeAll(parts);
            throw e;
        }
    }

    public KubernetesBinaries binaries() {
        return binaries;
    }

    /** Whether Kubernetes' own controllers run here, or stand-ins that know Deployments and EndpointSlices only. */
    public boolean hasRealControllers() {
        return realControllers;
    }

    /** Has all controllers stand still: EndpointSlices are behind from now on, as where they are busy, only longer. */
    public Pause pauseControllers() {
        pause.accept(true);
        return () -> pause.accept(false);
    }

    /** A client with all rights, closed with the cluster. */
    public KubernetesClient client() {
        return client;
    }

    /** With all rights, for a client of one's own: one that would read a kubeconfig anew before each request does not. */
    public Config config() {
        Config config = Config.fromKubeconfig(kubeConfigYaml);
        String token = config.getAutoOAuthToken();
        return new ConfigBuilder(config).withOauthTokenProvider(() -> token).build();
    }

    /** A kubeconfig with all rights. */
    public String kubeConfigYaml() {
        return kubeConfigYaml;
    }

    /** {@link #kubeConfigYaml()} as a file, gone with the cluster. */
    public Path kubeConfigFile() {
        return directory.resolve("kubeconfig.yaml");
    }

    /** Ends with this JVM what is added to it. */
    public Guard guard() {
        return guard;
    }

    /** Returns the name of a new namespace: the prefix, made unique. */
    public String createNamespace(String prefix) {
        return client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withGenerateName(prefix + "-")
                        .endMetadata()
                        .build())
                .create()
                .getMetadata()
                .getName();
    }

    /** Applies, on the server's side, all documents of the YAML; those of namespaced kinds go into the namespace. */
    public List<HasMetadata> apply(String namespace, String yaml) {
        return client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .inNamespace(namespace)
                .forceConflicts()
                .serverSideApply();
    }

    /** A Deployment whose pods carry the label {@code app=<name>} and answer HTTP on port 8080; returns when it is ready. */
    public Deployment deploy(String namespace, String name, int replicas) {
        Map<String, String> labels = Map.of("app", name);
        client.apps()
                .deployments()
                .inNamespace(namespace)
                .resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(replicas)
                        .withNewSelector()
                        .withMatchLabels(labels)
                        .endSelector()
                        .withNewTemplate()
                        .withNewMetadata()
                        .withLabels(labels)
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("echo")
                        .withImage("echo")
                        .addNewPort()
                        .withName("http")
                        .withContainerPort(8080)
                        .endPort()
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();
        return awaitReady(namespace, name);
    }

    /** As {@link #awaitReady(String, String, Duration)}, with a minute of patience. */
    public Deployment awaitReady(String namespace, String deployment) {
        return awaitReady(namespace, deployment, PATIENCE);
    }

    /**
     * Waits until every replica of the Deployment's newest template is available, and no older one counts any more; pods
     * that are ending may still be there.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientTimeoutException if it takes longer
     */
    public Deployment awaitReady(String namespace, String deployment, Duration patience) {
        return client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName(deployment)
                .waitUntilCondition(Cluster::isReady, patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static boolean isReady(@Nullable Deployment deployment) {
        if (deployment == null || deployment.getStatus() == null) {
            return false;
        }
        int wanted = deployment.getSpec().getReplicas();
        var status = deployment.getStatus();
        return deployment.getMetadata().getGeneration().equals(status.getObservedGeneration())
                && wanted == orZero(status.getReplicas())
                && wanted == orZero(status.getUpdatedReplicas())
                && wanted == orZero(status.getAvailableReplicas());
    }

    private static int orZero(@Nullable Integer value) {
        return Optional.ofNullable(value).orElse(0);
    }

    private void addServiceCidr(String cidr) {
        apply("default", """
                apiVersion: networking.k8s.io/v1
                kind: ServiceCIDR
                metadata: {name: sandbox}
                spec: {cidrs: ["%s"]}
                """.formatted(cidr));
    }

    private void establish(String yaml) {
        for (HasMetadata crd : apply("default", yaml)) {
            client.apiextensions()
                    .v1()
                    .customResourceDefinitions()
                    .withName(crd.getMetadata().getName())
                    .waitUntilCondition(Cluster::isEstablished, PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** The conditions of a very young one are an explicit null. */
    private static boolean isEstablished(@Nullable CustomResourceDefinition crd) {
        return Optional.ofNullable(crd)
                .map(CustomResourceDefinition::getStatus)
                .map(status -> status.getConditions())
                .stream()
                .flatMap(List::stream)
                .anyMatch(condition -> condition.getType().equals("Established")
                        && condition.getStatus().equals("True"));
    }

    /** Ends all processes and servers of the cluster; takes some 0.2 s. */
    @Override
    public void close() {
        closeAll(parts);
    }

    /** All of them, even where one fails: the processes come last. */
    private static void closeAll(Deque<AutoCloseable> parts) {
        IllegalStateException failure = new IllegalStateException("a part of the cluster does not end");
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }
}
