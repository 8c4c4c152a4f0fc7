package io.enidirect.quickstart;

import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
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

    private static final ResourceDefinitionContext LOAD_BALANCERS = new ResourceDefinitionContext.Builder()
            .withGroup("eni-direct.io")
            .withVersion("v1alpha1")
            .withKind("CloudLoadBalancer")
            .withPlural("cloudloadbalancers")
            .withNamespaced(false)
            .build();

    KubernetesClient client() {
        return cluster.client();
    }

    /** Where the address in the status is really listened on. All examples have the same time to get there. */
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
        return source(example).map(source -> source.get("status", "loadBalancer", "ingress", 0, "ip"));
    }

    /** The Service or Ingress as it is now. */
    Optional<GenericKubernetesResource> source(Example example) {
        return Optional.ofNullable(resource(example).get());
    }

    Resource<GenericKubernetesResource> resource(Example example) {
        return client().genericKubernetesResources(
                        example.source().getApiVersion(), example.source().getKind())
                .inNamespace(namespace)
                .withName(example.name());
    }

    /** Its CloudLoadBalancer as it is now. */
    Optional<GenericKubernetesResource> loadBalancer(Example example) {
        return Optional.ofNullable(client().genericKubernetesResources(LOAD_BALANCERS)
                .withName(example.source().getKind().toLowerCase(Locale.ROOT) + "." + namespace + "." + example.name())
                .get());
    }

    /** The names of a Deployment's pods, those that are ending left out. */
    Set<String> pods(String deployment) {
        return pods(deployment, pod -> pod.getMetadata().getDeletionTimestamp() == null);
    }

    /** The names of its pods that were told to end and have not yet. */
    Set<String> ending(String deployment) {
        return pods(deployment, pod -> pod.getMetadata().getDeletionTimestamp() != null);
    }

    private Set<String> pods(String deployment, Predicate<Pod> wanted) {
        return client().pods().inNamespace(namespace).withLabel("app", deployment).list().getItems().stream()
                .filter(wanted)
                .map(pod -> pod.getMetadata().getName())
                .collect(Collectors.toSet());
    }

    /** Waits until the Deployment is as wanted. */
    void awaitPods(Example example, String deployment) {
        try {
            cluster.awaitReady(namespace, deployment, DEADLINE);
        } catch (KubernetesClientTimeoutException e) {
            throw notReady(example, "Deployment " + deployment + " is not ready");
        }
    }

    NotReady notReady(Example example, String problem) {
        String events = events(example).stream().map(Stage::line).collect(Collectors.joining("\n"));
        return new NotReady(example.source().getKind() + " " + example.name() + ": " + problem + " after "
                + DEADLINE.toSeconds() + " s. "
                + (events.isEmpty() ? "It has no events." : "Its events:\n" + events));
    }

    /** Those of the Service or Ingress itself. */
    List<Event> events(Example example) {
        return client().v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> example.name().equals(event.getInvolvedObject().getName()))
                .filter(event -> example.source()
                        .getKind()
                        .equals(event.getInvolvedObject().getKind()))
                .toList();
    }

    private static String line(Event event) {
        return "    " + event.getType() + "  " + event.getReason() + "  " + event.getMessage();
    }
}
