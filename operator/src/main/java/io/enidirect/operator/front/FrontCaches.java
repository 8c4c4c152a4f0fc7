package io.enidirect.operator.front;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.LoadBalancerProfile;
import io.enidirect.operator.annotations.Annotations;
import io.enidirect.operator.observe.ChangeEventSource;
import io.enidirect.operator.observe.IndexedStore;
import io.enidirect.operator.observe.Named;
import io.enidirect.operator.observe.Trim;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one front keeps: its sources, all CloudLoadBalancers and all profiles, each found by whom it concerns. */
public final class FrontCaches<P extends HasMetadata> {
    private final IndexedStore<P> sources;
    private final IndexedStore<CloudLoadBalancer> loadBalancers = new IndexedStore<>(Trim::loadBalancer);
    private final IndexedStore<LoadBalancerProfile> profileStore = new IndexedStore<>(Trim::profile);
    private final Profiles profiles = new Profiles(name -> Optional.ofNullable(profileStore.get(name)));
    private final IndexedStore<CloudLoadBalancer>.Index namingUid =
            loadBalancers.index(object -> Named.by(object).uids());
    private final IndexedStore<P>.Index namingProfile;
    private volatile @Nullable ChangeEventSource<CloudLoadBalancer, P> objects;

    /** @param trim of a source, with its status */
    public FrontCaches(UnaryOperator<P> trim) {
        sources = new IndexedStore<>(trim);
        namingProfile = sources.index(source ->
                Annotations.of(source, Profiles.ANNOTATION).map(Set::of).orElse(Set.of()));
    }

    /** The item store of the controller's own informer. */
    public IndexedStore<P> sources() {
        return sources;
    }

    public IndexedStore<CloudLoadBalancer> loadBalancers() {
        return loadBalancers;
    }

    public Profiles profiles() {
        return profiles;
    }

    /** @param byProfile those that a profile of that name concerns without their own annotation naming it */
    List<EventSource<?, P>> create(EventSourceContext<P> context, Function<String, Stream<P>> byProfile) {
        String kind = HasMetadata.getKind(context.getPrimaryResourceClass());
        ChangeEventSource<CloudLoadBalancer, P> source = ChangeEventSource.over(
                CloudLoadBalancer.class,
                loadBalancers,
                object -> Named.by(object).sources().stream()
                        .filter(ref -> ref.kind().equals(kind))
                        .map(ref -> new ResourceID(ref.name(), ref.namespace()))
                        .collect(Collectors.toSet()),
                context);
        objects = source;
        return List.of(
                source,
                ChangeEventSource.over(
                        LoadBalancerProfile.class,
                        profileStore,
                        profile -> concernedBy(profile.getMetadata().getName(), byProfile),
                        context));
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

    /** As the cache has it, our last writes included. */
    Seen seen(P source) {
        ChangeEventSource<CloudLoadBalancer, P> known = Objects.requireNonNull(objects, "not yet registered");
        return seen(source, known.get(new ResourceID(name(source))).orElse(null));
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
