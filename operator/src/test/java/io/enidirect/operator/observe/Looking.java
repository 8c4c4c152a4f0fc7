package io.enidirect.operator.observe;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.kinds.registry.House;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.snapshot.Attachment;
import io.enidirect.operator.snapshot.HostNetworkTargets;
import io.enidirect.operator.snapshot.Limits;
import io.enidirect.operator.snapshot.Memory;
import io.enidirect.operator.snapshot.Observed;
import io.enidirect.operator.snapshot.ObservedChange;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.enidirect.operator.snapshot.Settings;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An operator that only looks, at one load balancer, whose cloud has what it is told. */
final class Looking implements Reconciler<CloudLoadBalancer>, AutoCloseable {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-25T10:00:00Z"), ZoneOffset.UTC);
    static final Duration SOON = Duration.ofSeconds(20);

    final ObserveSources sources;
    /** Each look that a change of the cluster led to. */
    final List<Snapshot> seen = new CopyOnWriteArrayList<>();

    private final String name;
    private final Observer observer;
    private final Operator operator;
    private final ClusterWatch watch;
    private volatile Map<Attachment, Integer> attachments = Map.of();

    private Looking(Cluster cluster, String name, Set<String> ingressClasses, EventTimes times) {
        this.name = name;
        watch = new ClusterWatch(cluster.client(), House.kinds(ingressClasses));
        sources = new ObserveSources(watch, times, Clock.systemUTC());
        observer = new Observer(
                new Settings("cls-1", "vpc-1", true, List.of(), List.of(), HostNetworkTargets.DECLARED, Duration.ZERO),
                () -> Limits.DEFAULT,
                CLOCK,
                new CloudMemory() {
                    @Override
                    public Observed observed(String loadBalancerName) {
                        ObservedChange change = new ObservedChange(Observed.UNREAD).known(Observed.Aspect.values());
                        attachments.forEach(change::attachment);
                        return change.done();
                    }

                    @Override
                    public Memory memory(String loadBalancerName) {
                        return Memory.EMPTY;
                    }
                },
                sources);
        operator = new Operator(configuration ->
                configuration.withKubernetesClient(cluster.client()).withCloseClientOnStop(false));
        watch.loadBalancers()
                .filledBy(operator.<CloudLoadBalancer>register(
                        this,
                        configuration -> configuration
                                .withItemStore(watch.loadBalancers().primaryStore())
                                .withInformerListLimit(ClusterWatch.LIST_LIMIT)
                                .withGenerationAware(false)));
        watch.start();
        operator.start();
    }

    static Looking at(String loadBalancer, Cluster cluster) {
        return at(loadBalancer, cluster, Set.of(), new EventTimes(Clock.systemUTC(), latency -> {}));
    }

    static Looking at(String loadBalancer, Cluster cluster, Set<String> ingressClasses, EventTimes times) {
        return new Looking(cluster, loadBalancer, ingressClasses, times);
    }

    /** The own load balancer of a source. */
    static CloudLoadBalancer own(String name, SourceRef source) {
        CloudLoadBalancer own = new CloudLoadBalancer();
        own.setMetadata(new ObjectMetaBuilder().withName(name).build());
        own.setSpec(CloudLoadBalancerSpec.own(source, NetworkSpec.internet(), Map.of()));
        return own;
    }

    @Override
    public List<EventSource<?, CloudLoadBalancer>> prepareEventSources(EventSourceContext<CloudLoadBalancer> context) {
        return sources.create();
    }

    @Override
    public UpdateControl<CloudLoadBalancer> reconcile(CloudLoadBalancer object, Context<CloudLoadBalancer> context) {
        if (object.getMetadata().getName().equals(name)) {
            seen.add(observer.observe(object, context));
        }
        return UpdateControl.noUpdate();
    }

    void attach(Attachment... all) {
        attachments = Stream.of(all).collect(Collectors.toMap(attachment -> attachment, attachment -> 10));
    }

    /** A look that nothing led to. */
    Snapshot look(CloudLoadBalancer object, KubernetesClient client) {
        return observer.observe(object, new LiveReads(client));
    }

    Snapshot last() {
        return seen.get(seen.size() - 1);
    }

    /** How many ready endpoints the last look saw, none where it saw no such Service. */
    long ready(String service) {
        ServiceEndpoints endpoints = last().endpoints().get(service);
        return endpoints == null
                ? 0
                : endpoints.slices().stream()
                        .flatMap(slice -> slice.getEndpoints().stream())
                        .filter(endpoint -> endpoint.getConditions().getReady())
                        .count();
    }

    /** The problems that the claims of the last look have. */
    List<Code> claimCodes() {
        return last().sources().stream()
                .flatMap(source -> source.claim().problems().stream())
                .map(Problem::code)
                .toList();
    }

    ClusterCache cache() {
        return sources.cache();
    }

    /** As if the informer had missed that they exist. */
    void loseSlices(String service) {
        List.copyOf(cache().slicesOf(service)).forEach(slice -> cache().slices.remove(ClusterCache.key(slice)));
    }

    @Override
    public void close() {
        operator.stop();
        watch.close();
    }
}
