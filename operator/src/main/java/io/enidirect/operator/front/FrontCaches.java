package io.enidirect.operator.front;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.SourceRef;
import io.enidirect.crd.SourceStatus;
import io.enidirect.operator.kinds.ObjectNames;
import io.enidirect.operator.kinds.Related;
import io.enidirect.operator.kinds.SourceKind;
import io.enidirect.operator.observe.ClusterWatch;
import io.enidirect.operator.observe.IndexedStore;
import io.enidirect.operator.observe.NamedObjects;
import io.enidirect.operator.observe.Watched;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one front looks at: its sources, all CloudLoadBalancers and all profiles, each found by whom it concerns. */
final class FrontCaches<P extends HasMetadata> {
    private final ClusterWatch cluster;
    private final Watched<P> sources;
    private final SourceKind<P> kind;
    private final IndexedStore<CloudLoadBalancer>.Index namingUid;

    FrontCaches(ClusterWatch cluster, SourceKind<P> kind) {
        this.cluster = cluster;
        this.kind = kind;
        this.sources = cluster.sources(kind);
        namingUid = cluster.loadBalancers()
                .store()
                .index(object -> NamedObjects.by(object).uids());
    }

    /** The controller's own kind. */
    Watched<P> sources() {
        return sources;
    }

    /** Whether nothing differs that the front looks at. */
    boolean same(P before, P now) {
        P one = kind.trim().forFront(before);
        P other = kind.trim().forFront(now);
        other.getMetadata().setResourceVersion(one.getMetadata().getResourceVersion());
        return other.equals(one);
    }

    /** What the front listens to beside its sources. */
    List<EventSource<?, P>> create() {
        List<EventSource<?, P>> all = new ArrayList<>();
        all.add(cluster.loadBalancers()
                .source(
                        FrontCaches::toldOf,
                        object -> NamedObjects.by(object).sources().stream()
                                .filter(ref -> ref.kind().equals(kind.name()))
                                .map(ref -> new ResourceID(ref.name(), ref.namespace()))
                                .collect(Collectors.toSet())));
        all.add(cluster.profiles()
                .source(profile ->
                        ids(cluster.ofProfiles(kind).of(profile.getMetadata().getName()))));
        all.add(cluster.configs().source(config -> ids(cluster.store(kind).tunedBy(config).stream())));
        all.add(cluster.namespaces()
                .source(namespace ->
                        ids(cluster.store(kind).askingIn(namespace.getMetadata().getName()))));
        kind.related().forEach(related -> all.add(source(related)));
        return all;
    }

    /** Of what is recorded only that which is for sources: the rest changes with each step, and no front looks at it. */
    private static CloudLoadBalancer toldOf(CloudLoadBalancer object) {
        CloudLoadBalancer told = new CloudLoadBalancer();
        told.setMetadata(object.getMetadata());
        told.setSpec(object.getSpec());
        told.setStatus(new CloudLoadBalancerStatus(
                null,
                null,
                null,
                object.recorded().loadBalancerId(),
                List.of(),
                null,
                List.of(),
                List.of(),
                object.recorded().sources().stream()
                        .map(SourceStatus::withoutTargets)
                        .toList(),
                List.of()));
        return told;
    }

    private <R extends HasMetadata> EventSource<R, P> source(Related<R, P> related) {
        return cluster.related(related).source(object -> ids(cluster.store(kind).on(related, object).stream()));
    }

    private static Set<ResourceID> ids(Stream<? extends HasMetadata> sources) {
        return sources.map(ResourceID::fromResource).collect(Collectors.toSet());
    }

    /** Whether something of ours is left of it. */
    boolean left(P source) {
        return source.hasFinalizer(SourcePlan.FINALIZER)
                || !namingUid.at(source.getMetadata().getUid()).isEmpty();
    }

    /** As the cache has it, which may be behind our own last write. */
    SourceFacts seen(P source) {
        return seen(source, cluster.loadBalancers().store().get(name(source)));
    }

    /** As {@link #seen}, with its own object as it is now: what can't be taken back is decided by that. */
    SourceFacts live(P source, KubernetesClient client) {
        return seen(
                source,
                client.resources(CloudLoadBalancer.class).withName(name(source)).get());
    }

    private SourceFacts seen(P source, @Nullable CloudLoadBalancer named) {
        String uid = source.getMetadata().getUid();
        List<CloudLoadBalancer> naming = new ArrayList<>(namingUid.at(uid));
        naming.removeIf(object -> object.getMetadata().getName().equals(name(source)));
        if (named != null && NamedObjects.by(named).uids().contains(uid)) {
            naming.add(named);
        }
        return new SourceFacts(uid, named, naming);
    }

    private static String name(HasMetadata source) {
        return ObjectNames.of(SourceRef.to(source));
    }
}
