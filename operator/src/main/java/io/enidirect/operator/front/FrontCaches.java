package io.enidirect.operator.front;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.operator.annotations.Annotations;
import io.enidirect.operator.observe.ClusterWatch;
import io.enidirect.operator.observe.IndexedStore;
import io.enidirect.operator.observe.Named;
import io.enidirect.operator.observe.Watched;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one front looks at: its sources, all CloudLoadBalancers and all profiles, each found by whom it concerns. */
public final class FrontCaches<P extends HasMetadata> {
    private final ClusterWatch cluster;
    private final Watched<P> sources;
    private final UnaryOperator<P> view;
    private final Profiles profiles;
    private final IndexedStore<CloudLoadBalancer>.Index namingUid;
    private final IndexedStore<P>.Index namingProfile;

    /**
     * Of the front of one kind.
     *
     * @param view a copy of a source with what the front looks at
     */
    public FrontCaches(ClusterWatch cluster, Watched<P> sources, UnaryOperator<P> view) {
        this.cluster = cluster;
        this.sources = sources;
        this.view = view;
        profiles = new Profiles(
                name -> Optional.ofNullable(cluster.profiles().store().get(name)));
        namingUid =
                cluster.loadBalancers().store().index(object -> Named.by(object).uids());
        namingProfile = sources.store()
                .index(source ->
                        Annotations.of(source, Profiles.ANNOTATION).map(Set::of).orElse(Set.of()));
    }

    /** The controller's own kind. */
    public Watched<P> sources() {
        return sources;
    }

    /** Whether nothing differs that the front looks at. */
    boolean same(P before, P now) {
        P one = view.apply(before);
        P other = view.apply(now);
        other.getMetadata().setResourceVersion(one.getMetadata().getResourceVersion());
        return other.equals(one);
    }

    public Profiles profiles() {
        return profiles;
    }

    /** @param byProfile those that a profile of that name concerns without their own annotation naming it */
    List<EventSource<?, P>> create(EventSourceContext<P> context, Function<String, Stream<P>> byProfile) {
        String kind = HasMetadata.getKind(context.getPrimaryResourceClass());
        return List.of(
                cluster.loadBalancers()
                        .source(object -> Named.by(object).sources().stream()
                                .filter(ref -> ref.kind().equals(kind))
                                .map(ref -> new ResourceID(ref.name(), ref.namespace()))
                                .collect(Collectors.toSet())),
                cluster.profiles()
                        .source(profile -> concernedBy(profile.getMetadata().getName(), byProfile)));
    }

    private Set<ResourceID> concernedBy(String profile, Function<String, Stream<P>> byProfile) {
        return Stream.concat(namingProfile.at(profile).stream(), byProfile.apply(profile))
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }

    /** Whether something of ours is left of it. */
    boolean left(P source) {
        return source.hasFinalizer(SourcePlan.FINALIZER)
                || !namingUid.at(source.getMetadata().getUid()).isEmpty();
    }

    /** As the cache has it, which may be behind our own last write. */
    Seen seen(P source) {
        return seen(source, cluster.loadBalancers().store().get(name(source)));
    }

    /** As {@link #seen}, with its own object as it is now: what can't be taken back is decided by that. */
    Seen live(P source, KubernetesClient client) {
        return seen(
                source,
                client.resources(CloudLoadBalancer.class).withName(name(source)).get());
    }

    private Seen seen(P source, @Nullable CloudLoadBalancer named) {
        String uid = source.getMetadata().getUid();
        List<CloudLoadBalancer> naming = new ArrayList<>(namingUid.at(uid));
        naming.removeIf(object -> object.getMetadata().getName().equals(name(source)));
        if (named != null && Named.by(named).uids().contains(uid)) {
            naming.add(named);
        }
        return new Seen(uid, named, naming);
    }

    private static String name(HasMetadata source) {
        return ObjectNames.of(SourcePlan.ref(source));
    }
}
