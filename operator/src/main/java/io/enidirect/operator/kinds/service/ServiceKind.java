package io.enidirect.operator.kinds.service;

import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.annotations.Cut;
import io.enidirect.operator.annotations.Keys;
import io.enidirect.operator.annotations.TuningWish;
import io.enidirect.operator.desired.model.Contribution;
import io.enidirect.operator.kinds.Asking;
import io.enidirect.operator.kinds.Backends;
import io.enidirect.operator.kinds.ClusterView;
import io.enidirect.operator.kinds.Fragment;
import io.enidirect.operator.kinds.Manifest;
import io.enidirect.operator.kinds.OwnLoadBalancer;
import io.enidirect.operator.kinds.Profiles;
import io.enidirect.operator.kinds.Related;
import io.enidirect.operator.kinds.SourceKind;
import io.enidirect.operator.kinds.SourceOptions;
import io.enidirect.operator.kinds.SourceTrim;
import io.enidirect.operator.kinds.StatusView;
import io.enidirect.operator.kinds.TkeController;
import io.enidirect.operator.kinds.TkeKeys;
import io.enidirect.operator.snapshot.Claim;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.Source;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Services.
 */
public record ServiceKind(SourceOptions options) implements SourceKind<Service> {
    private static final SourceTrim<Service> TRIM = new ServiceTrim();
    private static final StatusView<Service> STATUS = new ServiceStatusView();
    private static final Manifest<Service> MANIFEST = new ServiceManifest();
    private static final Related<?, Service> TKE = TkeController.concerning(service ->
            ServiceClaims.asksByAnnotation(service) || TuningWish.of(service).makes());
    private static final TkeKeys TKE_KEYS =
            new TkeKeys(Keys.SERVICE_ID, Keys.SERVICE_NAT_IPV6, null, Keys.SERVICE_TYPE_LABEL);

    @Override
    public Class<Service> type() {
        return Service.class;
    }

    @Override
    public SourceTrim<Service> trim() {
        return TRIM;
    }

    @Override
    public List<Related<?, Service>> related() {
        return List.of(TKE);
    }

    @Override
    public boolean asks(Service service) {
        return ServiceClaims.asks(service);
    }

    @Override
    public Claim claim(Service service, boolean claimed, ClusterView cluster) {
        return ServiceClaims.of(
                        service, claimed, !options.claimBesideTke() && TkeController.active(cluster), options.vpcId())
                .heldBy(() -> own(service, cluster).refusals());
    }

    @Override
    public OwnLoadBalancer own(Service service, ClusterView cluster) {
        return OwnLoadBalancer.of(
                service, new Profiles(cluster).of(service, Optional::empty, options.defaultProfile()), cluster);
    }

    @Override
    public Set<String> profiles(Service service) {
        return Asking.profiles(service, asks(service), options.defaultProfile());
    }

    /** It feeds its parts itself. */
    @Override
    public Backends names(Service service) {
        return Backends.NONE;
    }

    @Override
    public Backends origins(Service service, SourceRef ref, CloudLoadBalancerStatus record, int most) {
        return Backends.service(ref.namespace() + "/" + ref.name());
    }

    @Override
    public Contribution contribution(Source source, Snapshot seen) {
        return ServiceContribution.of(source, seen);
    }

    @Override
    public StatusView<Service> status() {
        return STATUS;
    }

    @Override
    public Optional<TkeKeys> tkeKeys() {
        return Optional.of(TKE_KEYS);
    }

    @Override
    public boolean writesAsTke(Service service) {
        return options.writeTkeAnnotations().on(ServiceClaims.asksByAnnotation(service));
    }

    @Override
    public List<Fragment> fragments(Service service) {
        return ServiceParts.of(service, SourceRef.to(service), List.of(), Cut.PATHS)
                .fragments();
    }

    @Override
    public Manifest<Service> manifest() {
        return MANIFEST;
    }
}
