package io.enidirect.operator.front;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.SourceRef;
import io.enidirect.crd.SourceStatus;
import io.enidirect.operator.annotations.SourceWishes;
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
    private final IndexedStore<P>.Index namingProfile;
    private final List<OfProfile<?>> relatedByProfile;

    /** Objects that name profiles for the sources that hang on them. */
    private final class OfProfile<R extends HasMetadata> {
        private final Related<R, P> related;
        private final IndexedStore<R>.Index namingProfile;

        private OfProfile(Related<R, P> related) {
            this.related = related;
            namingProfile = cluster.related(related).store().index(related.profiles()::apply);
        }

        private Stream<P> sources(String profile) {
            return namingProfile.at(profile).stream()
                    .flatMap(object -> cluster.store(kind).on(related, object).stream());
        }
    }

    FrontCaches(ClusterWatch cluster, SourceKind<P> kind) {
        this.cluster = cluster;
        this.kind = kind;
        this.sources = cluster.sources(kind);
        namingUid = cluster.loadBalancers()
                .store()
                .index(object -> NamedObjects.by(object).uids());
        namingProfile = sources.store()
                .index(source -> SourceWishes.profile(source).map(Set::of).orElse(Set.of()));
        relatedByProfile =
                kind.related().stream().<OfProfile<?>>map(OfProfile::new).toList();
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
                .source(profile -> concernedBy(profile.getMetadata().getName())));
        kind.related().forEach(related -> all.add(source(related)));
        return all;
    }

    /** Of what is recorded only that which is for sources: the rest changes with each step, and no front looks at it. */
    private static CloudLoadBalancer toldOf(CloudLoadBalancer object) {
        CloudLoadBalancer told = new CloudLoadBalancer();
        told.setMetadata(object.getMetadata());
        told.setSpec(object.getSpec());
        told.setStatus(CloudLoadBalancerStatus.EMPTY.withSources(object.recorded().sources().stream()
                .map(SourceStatus::withoutTargets)
                .toList()));
        return told;
    }

    private <R extends HasMetadata> EventSource<R, P> source(Related<R, P> related) {
        return cluster.related(related).source(object -> ids(cluster.store(kind).on(related, object).stream()));
    }

    private Set<ResourceID> concernedBy(String profile) {
        return ids(Stream.concat(
                namingProfile.at(profile).stream(),
                relatedByProfile.stream().flatMap(related -> related.sources(profile))));
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
