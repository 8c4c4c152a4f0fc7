package io.enidirect.operator.service;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.operator.claim.ServiceClaims;
import io.enidirect.operator.observe.ChangeEventSource;
import io.enidirect.operator.observe.IndexedStore;
import io.enidirect.operator.observe.Named;
import io.enidirect.operator.observe.TkeController;
import io.enidirect.operator.observe.Trim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The front's caches and event sources. */
final class ServiceSources {
    private static final String BY_ANNOTATION = "";

    final IndexedStore<Service> services = new IndexedStore<>(Trim::serviceWithStatus);
    final IndexedStore<CloudLoadBalancer> loadBalancers = new IndexedStore<>(Trim::loadBalancer);
    private final IndexedStore<Service>.Index byAnnotation =
            services.index(service -> ServiceClaims.asksByAnnotation(service) ? Set.of(BY_ANNOTATION) : Set.of());
    private final IndexedStore<CloudLoadBalancer>.Index namingUid =
            loadBalancers.index(object -> Named.by(object).uids());
    private final TkeController tke;
    private volatile @Nullable ChangeEventSource<CloudLoadBalancer, Service> objects;

    ServiceSources(TkeController tke) {
        this.tke = tke;
    }

    List<EventSource<?, Service>> create(EventSourceContext<Service> context) {
        ChangeEventSource<CloudLoadBalancer, Service> source =
                ChangeEventSource.over(CloudLoadBalancer.class, loadBalancers, ServiceSources::servicesOf, context);
        objects = source;
        return List.of(
                source,
                tke.source(
                        context,
                        () -> byAnnotation.at(BY_ANNOTATION).stream()
                                .map(ResourceID::fromResource)
                                .collect(Collectors.toSet())));
    }

    private static Set<ResourceID> servicesOf(CloudLoadBalancer object) {
        return Named.by(object)
                .services()
                .map(source -> new ResourceID(source.name(), source.namespace()))
                .collect(Collectors.toSet());
    }

    boolean tkeActive() {
        return tke.active();
    }

    /** Whether this Service may be anything to us: it asks to be, or something of ours is left. */
    boolean concerns(Service service) {
        return ServiceClaims.asks(service)
                || service.hasFinalizer(ServicePlan.FINALIZER)
                || !namingUid.at(service.getMetadata().getUid()).isEmpty();
    }

    /** As the cache has it, our last writes included. */
    Seen seen(Service service) {
        ChangeEventSource<CloudLoadBalancer, Service> source = Objects.requireNonNull(objects, "not yet registered");
        return seen(service, source.get(new ResourceID(name(service))).orElse(null));
    }

    /** As {@link #seen}, with its own object as it is now: what can't be taken back is decided by that. */
    Seen live(Service service, KubernetesClient client) {
        return seen(
                service,
                client.resources(CloudLoadBalancer.class)
                        .withName(name(service))
                        .get());
    }

    private Seen seen(Service service, @Nullable CloudLoadBalancer named) {
        String uid = service.getMetadata().getUid();
        List<CloudLoadBalancer> naming = new ArrayList<>(namingUid.at(uid));
        naming.removeIf(object -> object.getMetadata().getName().equals(name(service)));
        if (named != null && Named.by(named).uids().contains(uid)) {
            naming.add(named);
        }
        return new Seen(named, naming);
    }

    private static String name(Service service) {
        return ObjectNames.ofService(
                service.getMetadata().getNamespace(), service.getMetadata().getName());
    }
}
