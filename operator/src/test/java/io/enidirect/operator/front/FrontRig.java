package io.enidirect.operator.front;

import static org.awaitility.Awaitility.await;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.ProblemStatus;
import io.enidirect.crd.SourceRef;
import io.enidirect.crd.SourceStatus;
import io.enidirect.operator.events.Events;
import io.enidirect.operator.kinds.Kinds;
import io.enidirect.operator.kinds.ObjectNames;
import io.enidirect.operator.kinds.SourceKind;
import io.enidirect.operator.kubernetes.LeanSerialization;
import io.enidirect.operator.observe.ClusterWatch;
import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.javaoperatorsdk.operator.Operator;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A front alone over a real API server, and one source's load balancer: what main would say is said by the test. */
public final class FrontRig implements AutoCloseable {
    public static final Duration SOON = Duration.ofSeconds(20);
    /** Long enough for a wrong write to come. */
    public static final Duration A_WHILE = Duration.ofMillis(400);

    private final KubernetesClient client;
    /** The controller's own, as it is made for the process: it reads no managedFields, which change with each write. */
    private final KubernetesClient connection;

    private final String namespace;
    private final String name;
    private final String kind;
    private Kinds kinds;
    private Refusals refusals;
    private @Nullable ClusterWatch watch;
    private @Nullable Operator operator;
    private @Nullable Events events;

    /**
     * Started in a namespace of its own.
     *
     * @param kind of the source, which is called {@code web}
     */
    public FrontRig(Cluster cluster, String kind, Kinds kinds, Refusals refusals) {
        client = cluster.client();
        connection = new KubernetesClientBuilder()
                .withConfig(cluster.config())
                .withKubernetesSerialization(new LeanSerialization())
                .build();
        namespace = cluster.createNamespace("front");
        name = ObjectNames.of(new SourceRef(kind, namespace, "web", ""));
        this.kind = kind;
        this.kinds = kinds;
        this.refusals = refusals;
        start();
    }

    private void start() {
        Events told = new Events(connection, "test", Clock.systemUTC());
        Operator front = new Operator(
                configuration -> configuration.withKubernetesClient(connection).withCloseClientOnStop(false));
        ClusterWatch watched = new ClusterWatch(connection, kinds);
        register(kinds.named(kind).orElseThrow(), watched, front, told);
        watched.start();
        front.start();
        watch = watched;
        events = told;
        operator = front;
    }

    private <P extends HasMetadata> void register(
            SourceKind<P> sources, ClusterWatch watched, Operator front, Events told) {
        watched.sources(sources)
                .filledBy(new SourceReconciler<>(sources, watched, told, refusals, Clock.systemUTC()).register(front));
    }

    /** What the front knows of the cluster. */
    public ClusterWatch watch() {
        return Objects.requireNonNull(watch);
    }

    private void stop() {
        Objects.requireNonNull(operator).stop();
        Objects.requireNonNull(watch).close();
        Objects.requireNonNull(events).close();
    }

    /** A new process with nothing in memory. */
    public void restart() {
        restartAfter(() -> {});
    }

    /** As {@link #restart}, with other options. */
    public void restartWith(Kinds others) {
        restartAfter(() -> kinds = others);
    }

    /** As {@link #restart}; this is done while no process runs. */
    public void restartAfter(Runnable unseen) {
        stop();
        unseen.run();
        refusals = new Refusals();
        start();
    }

    /** What a test made stays without hold on its namespace. */
    @Override
    public void close() {
        stop();
        connection.close();
        if (clb().get() != null) {
            free();
        }
    }

    public KubernetesClient client() {
        return client;
    }

    public String namespace() {
        return namespace;
    }

    /** Of the source's own load balancer. */
    public String name() {
        return name;
    }

    public Resource<CloudLoadBalancer> clb() {
        return client.resources(CloudLoadBalancer.class).withName(name);
    }

    public CloudLoadBalancer made() {
        await().atMost(SOON).until(() -> clb().get() != null);
        return Objects.requireNonNull(clb().get());
    }

    /** As if main had let go of it in the cloud. */
    public void free() {
        clb().edit(FrontRig::withoutFinalizers);
    }

    public static CloudLoadBalancer withoutFinalizers(CloudLoadBalancer object) {
        object.getMetadata().setFinalizers(List.of());
        return object;
    }

    /** What main would write into the record. */
    public void say(List<String> addresses, List<Condition> conditions, List<ProblemStatus> problems) {
        say(null, addresses, conditions, problems);
    }

    /** @param id of the load balancer */
    public void say(
            @Nullable String id, List<String> addresses, List<Condition> conditions, List<ProblemStatus> problems) {
        CloudLoadBalancer object = made();
        SourceRef source = Objects.requireNonNull(object.getSpec().source());
        object.setStatus(new CloudLoadBalancerStatus(
                null,
                null,
                null,
                id,
                addresses,
                null,
                List.of(),
                List.of(),
                List.of(new SourceStatus(
                        source.key(),
                        source.kind(),
                        source.namespace(),
                        source.name(),
                        source.uid(),
                        addresses,
                        null,
                        null,
                        conditions,
                        problems)),
                List.of()));
        object.getMetadata().setResourceVersion(null);
        client.resource(object).updateStatus();
    }

    public static Condition condition(String type, String status) {
        return new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason("Said")
                .withMessage("by the test")
                .withLastTransitionTime("2026-11-25T10:00:00.5Z")
                .withObservedGeneration(1L)
                .build();
    }

    public void awaitEvent(String reason) {
        await().atMost(SOON).until(() -> reasons().contains(reason));
    }

    public Set<String> reasons() {
        return events().stream().map(Event::getReason).collect(Collectors.toSet());
    }

    /** Ours. */
    public List<Event> events() {
        return client.events().v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> "eni-direct.io/controller".equals(event.getReportingController()))
                .toList();
    }
}
