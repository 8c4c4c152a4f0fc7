package io.enidirect.operator.kinds.ingress;

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
import io.enidirect.operator.kinds.KeptMetadata;
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
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassBuilder;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Ingresses.
 */
public record IngressKind(SourceOptions options) implements SourceKind<Ingress> {
    private static final SourceTrim<Ingress> TRIM = new IngressTrim();
    private static final StatusView<Ingress> STATUS = new IngressStatusView();
    private static final Manifest<Ingress> MANIFEST = new IngressManifest();
    private static final Related<?, Ingress> TKE =
            TkeController.concerning(ingress -> TuningWish.of(ingress).makes());
    private static final TkeKeys TKE_KEYS =
            new TkeKeys(Keys.INGRESS_ID, Keys.INGRESS_NAT_IPV6, Keys.INGRESS_IPV6, null);

    private static final Related<IngressClass, Ingress> CLASSES = new Related<>(
            IngressClass.class,
            null,
            ingressClass -> new IngressClassBuilder(ingressClass)
                    .withMetadata(KeptMetadata.name(ingressClass.getMetadata()))
                    .build(),
            ingressClass -> ingressClass.getMetadata().getName(),
            IngressClaims::classNames,
            ingressClass -> ClassParameters.of(ingressClass)
                    .flatMap(ClassParameters::profile)
                    .map(Set::of)
                    .orElse(Set.of()));

    @Override
    public Class<Ingress> type() {
        return Ingress.class;
    }

    @Override
    public SourceTrim<Ingress> trim() {
        return TRIM;
    }

    @Override
    public List<Related<?, Ingress>> related() {
        return List.of(CLASSES, TKE);
    }

    /** Any with a class: that may turn into one of ours, and the framework drops events for what it never let in. */
    @Override
    public boolean asks(Ingress ingress) {
        return IngressClaims.className(ingress).isPresent();
    }

    @Override
    public Claim claim(Ingress ingress, boolean claimed, ClusterView cluster) {
        return new IngressClaims(
                        options.ingressClasses(),
                        name -> cluster.find(IngressClass.class, null, name),
                        () -> cluster.all(IngressClass.class).toList())
                .of(ingress, claimed, options.vpcId())
                .heldBy(() -> own(ingress, cluster).refusals());
    }

    @Override
    public OwnLoadBalancer own(Ingress ingress, ClusterView cluster) {
        Profiles profiles = new Profiles(cluster);
        return OwnLoadBalancer.of(
                ingress,
                profiles.of(
                        ingress,
                        () -> IngressClaims.className(ingress)
                                .flatMap(name -> cluster.find(IngressClass.class, null, name))
                                .flatMap(ClassParameters::of)
                                .map(parameters -> parameters.chosen(profiles, ingress)),
                        options.defaultProfile()),
                cluster);
    }

    @Override
    public Set<String> profiles(Ingress ingress) {
        return Asking.profiles(ingress, asks(ingress), options.defaultProfile());
    }

    @Override
    public Backends names(Ingress ingress) {
        return IngressBackends.of(ingress);
    }

    @Override
    public Backends origins(Ingress ingress, SourceRef ref, CloudLoadBalancerStatus record, int most) {
        return IngressBackends.of(ingress, ref, record, most);
    }

    @Override
    public Contribution contribution(Source source, Snapshot seen) {
        return IngressContribution.of(source, seen);
    }

    @Override
    public StatusView<Ingress> status() {
        return STATUS;
    }

    @Override
    public Optional<TkeKeys> tkeKeys() {
        return Optional.of(TKE_KEYS);
    }

    @Override
    public boolean writesAsTke(Ingress ingress) {
        return options.writeTkeAnnotations()
                .on(IngressClaims.classNames(ingress).stream().anyMatch(options.ingressClasses()::contains));
    }

    @Override
    public List<Fragment> fragments(Ingress ingress) {
        return IngressRules.of(ingress, SourceRef.to(ingress), CloudLoadBalancerStatus.EMPTY, Cut.PATHS)
                .fragments();
    }

    @Override
    public Manifest<Ingress> manifest() {
        return MANIFEST;
    }
}
