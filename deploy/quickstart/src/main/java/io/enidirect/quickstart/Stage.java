package io.enidirect.quickstart;

import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the checks see: the cluster as a user sees it, and where the simulated cloud listens.
 *
 * @param applied when all examples had been applied, by {@link System#nanoTime}
 */
record Stage(Cluster cluster, Simulator simulator, String namespace, long applied) {

    static final Duration DEADLINE = Duration.ofSeconds(30);

    KubernetesClient client() {
        return cluster.client();
    }

    /** Where the address in the Service's status is really listened on. All examples have the same time to get there. */
    InetSocketAddress address(Example example) {
        Duration left = DEADLINE.minusNanos(System.nanoTime() - applied);
        return Patience.until(
                        left,
                        () -> vip(example).flatMap(vip -> simulator.address(example.protocol(), vip, example.port())))
                .orElseThrow(() -> notReady(
                        example,
                        vip(example)
                                .map(vip -> "nothing listens at " + vip + ":" + example.port())
                                .orElse("there is no address in its status")));
    }

    Optional<String> vip(Example example) {
        return service(example)
                .map(service -> service.getStatus().getLoadBalancer())
                .flatMap(status -> status.getIngress().stream()
                        .map(ingress -> ingress.getIp())
                        .findFirst());
    }

    Optional<Service> service(Example example) {
        return Optional.ofNullable(client().services()
                .inNamespace(namespace)
                .withName(example.service())
                .get());
    }

    /** The names of its pods, those that are ending left out. */
    Set<String> pods(Example example) {
        return pods(example, pod -> pod.getMetadata().getDeletionTimestamp() == null);
    }

    /** The names of its pods that were told to end and have not yet. */
    Set<String> ending(Example example) {
        return pods(example, pod -> pod.getMetadata().getDeletionTimestamp() != null);
    }

    private Set<String> pods(Example example, Predicate<Pod> wanted) {
        return client().pods().inNamespace(namespace).withLabel("app", example.deployment()).list().getItems().stream()
                .filter(wanted)
                .map(pod -> pod.getMetadata().getName())
                .collect(Collectors.toSet());
    }

    /** Waits until its Deployment is as wanted. */
    void awaitPods(Example example) {
        try {
            cluster.awaitReady(namespace, example.deployment(), DEADLINE);
        } catch (KubernetesClientTimeoutException e) {
            throw notReady(example, "its Deployment is not ready");
        }
    }

    NotReady notReady(Example example, String problem) {
        String events = client().v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event ->
                        example.service().equals(event.getInvolvedObject().getName()))
                .filter(event -> "Service".equals(event.getInvolvedObject().getKind()))
                .map(Stage::line)
                .collect(Collectors.joining("\n"));
        return new NotReady("Service " + example.service() + ": " + problem + " after " + DEADLINE.toSeconds() + " s. "
                + (events.isEmpty() ? "It has no events." : "Its events:\n" + events));
    }

    private static String line(Event event) {
        return "    " + event.getType() + "  " + event.getReason() + "  " + event.getMessage();
    }
}
