package io.enidirect.quickstart;

import io.enidirect.image.Container;
import io.enidirect.image.PodAccount;
import io.enidirect.image.UnpackedImage;
import io.enidirect.sandbox.Cluster;
import io.enidirect.sandbox.FreePorts;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs the controller's pods as their objects say, for there is no kubelet: each has a container of the unpacked image, its
 * variables, arguments, names of hosts and ServiceAccount, and is asked to end when its object is being deleted. What it can't give
 * a pod are ports of its own: each gets free ones of this machine.
 */
final class Kubelet implements AutoCloseable {
    private static final String LABEL = "app.kubernetes.io/name";
    private static final long PAUSE_MILLIS = 50;
    private static final Duration CALL = Duration.ofSeconds(2);
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Cluster cluster;
    private final UnpackedImage image;
    private final Path logs;
    private final Map<String, String> further;
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    private final ExecutorService ends = Executors.newCachedThreadPool();

    /** @param ending set once it was asked to end: it goes on for a while, and is nobody to count with */
    private record Running(String pod, Container container, int probePort, Path log, AtomicBoolean ending) {}

    private Kubelet(Cluster cluster, UnpackedImage image, Path logs, Map<String, String> further) {
        this.cluster = cluster;
        this.image = image;
        this.logs = logs;
        this.further = further;
    }

    /** @param further variables that admission would add to each container */
    static Kubelet start(Cluster cluster, UnpackedImage image, Path logs, Map<String, String> further) {
        Kubelet kubelet = new Kubelet(cluster, image, logs, further);
        var unused = kubelet.thread.scheduleWithFixedDelay(kubelet::look, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        return kubelet;
    }

    private void look() {
        try {
            Map<String, Pod> pods =
                    cluster.client().pods().inAnyNamespace().withLabel(LABEL, "eni-direct").list().getItems().stream()
                            .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                            .filter(pod -> pod.getStatus().getPodIP() != null)
                            .collect(Collectors.toMap(pod -> pod.getMetadata().getUid(), pod -> pod));
            pods.forEach((uid, pod) -> running.computeIfAbsent(uid, unseen -> run(pod)));
            running.forEach((uid, one) -> {
                if (!pods.containsKey(uid) && one.ending().compareAndSet(false, true)) {
                    one.container().terminate();
                    ends.execute(() -> awaitEnd(uid, one));
                }
            });
        } catch (RuntimeException e) {
            failures.add(e.toString());
        }
    }

    /** What it does at last is its own doing still: it is gone when its process is. */
    private void awaitEnd(String uid, Running one) {
        try {
            int code = one.container().awaitEnd(GRACE);
            if (code != 0 && code != 143) {
                failures.add(one.pod() + " ended with " + code);
            }
        } catch (RuntimeException e) {
            failures.add(one.pod() + ": " + e);
        } finally {
            running.remove(uid);
        }
    }

    private Running run(Pod pod) {
        String namespace = pod.getMetadata().getNamespace();
        String name = pod.getMetadata().getName();
        PodVariables variables = new PodVariables(cluster, namespace, name);
        PodAccount account = PodAccount.of(
                        cluster, namespace, variables.token(pod.getSpec().getServiceAccountName()))
                .mount(image.root());
        writeHosts(pod);
        io.fabric8.kubernetes.api.model.Container container =
                pod.getSpec().getContainers().get(0);
        Map<String, String> environment = new HashMap<>(image.environment());
        environment.putAll(account.variables());
        environment.putAll(further);
        environment.putAll(variables.of(container));
        int probePort = FreePorts.next();
        List<String> arguments = new ArrayList<>(container.getArgs());
        arguments.set(arguments.indexOf("--probe-port") + 1, Integer.toString(probePort));
        arguments.addAll(List.of("--http-port", Integer.toString(FreePorts.next())));
        Path log = logs.resolve(namespace + "-" + name + ".log");
        Container started =
                Container.start(image.root(), image.user(), environment, image.command(List.of(), arguments), log);
        cluster.guard().add(started.handle());
        return new Running(name, started, probePort, log, new AtomicBoolean());
    }

    private void writeHosts(Pod pod) {
        String aliases = pod.getSpec().getHostAliases().stream()
                .map(alias -> alias.getIp() + " " + String.join(" ", alias.getHostnames()) + "\n")
                .collect(Collectors.joining());
        try {
            Files.writeString(image.root().resolve("etc/hosts"), "127.0.0.1 localhost\n" + aliases);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many are ready, as their probes say. */
    int ready() {
        if (!failures.isEmpty()) {
            throw new IllegalStateException("pods can't be run: " + failures + "\n" + lastWords());
        }
        live().filter(one -> !one.container().isAlive()).findFirst().ifPresent(one -> {
            throw new IllegalStateException(one.pod() + " has ended: " + lastWords());
        });
        return (int) live().filter(this::isReady).count();
    }

    private Stream<Running> live() {
        return running.values().stream().filter(one -> !one.ending().get());
    }

    private boolean isReady(Running one) {
        try {
            return http.send(
                                    HttpRequest.newBuilder(
                                                    URI.create("http://127.0.0.1:" + one.probePort() + "/readyz"))
                                            .timeout(CALL)
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false; // does not listen yet
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while probing", e);
        }
    }

    /** The names of the pods that run, but for those that were asked to end. */
    List<String> pods() {
        return live().map(Running::pod).sorted().toList();
    }

    /** No process is left, not even of a pod that was asked to end. */
    boolean isIdle() {
        return running.isEmpty();
    }

    String lastWords() {
        return running.values().stream()
                .map(one -> one.pod() + ":\n" + end(one.log()).orElse(""))
                .collect(Collectors.joining("\n"));
    }

    private static Optional<String> end(Path log) {
        try {
            String words = Files.readString(log);
            return Optional.of(words.substring(Math.max(0, words.length() - 3_000)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        ends.shutdownNow();
        running.values().forEach(one -> one.container().close());
    }
}
