package io.enidirect.operator.service;

import io.enidirect.operator.annotations.InternalNetwork;
import io.enidirect.operator.annotations.PassToTarget;
import io.enidirect.operator.claim.Claim;
import io.enidirect.operator.claim.ServiceClaims;
import io.enidirect.operator.front.ChosenProfile;
import io.enidirect.operator.front.FrontCaches;
import io.enidirect.operator.front.Profiles;
import io.enidirect.operator.front.SourceKind;
import io.enidirect.operator.front.StatusView;
import io.enidirect.operator.front.WantedNetwork;
import io.enidirect.operator.front.Wish;
import io.enidirect.operator.observe.ClusterWatch;
import io.enidirect.operator.observe.IndexedStore;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.Set;
import java.util.stream.Collectors;

/** What is particular to Services. */
public final class ServiceKind implements SourceKind<Service> {
    private static final String BY_ANNOTATION = "";

    private final StatusView<Service> view = new ServiceStatusView();
    private final FrontCaches<Service> caches;
    private final IndexedStore<Service>.Index byAnnotation;
    private final ClusterWatch cluster;

    ServiceKind(FrontCaches<Service> caches, ClusterWatch cluster) {
        this.caches = caches;
        this.cluster = cluster;
        byAnnotation = caches.sources()
                .store()
                .index(service -> ServiceClaims.asksByAnnotation(service) ? Set.of(BY_ANNOTATION) : Set.of());
    }

    /** TKE's controller answers to the annotation alone. */
    EventSource<?, Service> source() {
        return cluster.configMaps()
                .source(map -> byAnnotation.at(BY_ANNOTATION).stream()
                        .map(ResourceID::fromResource)
                        .collect(Collectors.toSet()));
    }

    @Override
    public Class<Service> type() {
        return Service.class;
    }

    @Override
    public boolean asks(Service service) {
        return ServiceClaims.asks(service);
    }

    @Override
    public Claim claim(Service service, boolean claimed) {
        return ServiceClaims.of(service, claimed, cluster.tke().active());
    }

    @Override
    public Wish wish(Service service) {
        return wish(service, caches.profiles());
    }

    /** What a Service says of the load balancer that is made for it. */
    public static Wish wish(HasMetadata service, Profiles profiles) {
        return new Wish(
                network(service), profiles.annotated(service).orElse(ChosenProfile.NONE), PassToTarget.of(service));
    }

    static WantedNetwork network(HasMetadata service) {
        return WantedNetwork.of(service, InternalNetwork.OF_SERVICE, InternalNetwork.anew(service));
    }

    @Override
    public StatusView<Service> view() {
        return view;
    }
}
