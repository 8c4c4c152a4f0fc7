package io.enidirect.operator.kinds.ingress;

import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.annotations.IngressWishes;
import io.enidirect.operator.annotations.InternalNetwork;
import io.enidirect.operator.desired.model.Contribution;
import io.enidirect.operator.kinds.Backends;
import io.enidirect.operator.kinds.ChosenProfile;
import io.enidirect.operator.kinds.ClusterView;
import io.enidirect.operator.kinds.KeptMetadata;
import io.enidirect.operator.kinds.Manifest;
import io.enidirect.operator.kinds.OwnLoadBalancer;
import io.enidirect.operator.kinds.Profiles;
import io.enidirect.operator.kinds.Related;
import io.enidirect.operator.kinds.SourceKind;
import io.enidirect.operator.kinds.SourceTrim;
import io.enidirect.operator.kinds.StatusView;
import io.enidirect.operator.kinds.WantedNetwork;
import io.enidirect.operator.snapshot.Claim;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.Source;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassBuilder;
import java.util.List;
import java.util.Set;

/**
 * Ingresses.
 *
 * @param listed names of classes that are ours whatever they say, option {@code --ingress-classes}
 */
public record IngressKind(Set<String> listed) implements SourceKind<Ingress> {
    private static final SourceTrim<Ingress> TRIM = new IngressTrim();
    private static final StatusView<Ingress> STATUS = new IngressStatusView();
    private static final Manifest<Ingress> MANIFEST = new IngressManifest();

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

    public IngressKind {
        listed = Set.copyOf(listed);
    }

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
        return List.of(CLASSES);
    }

    /** Any with a class: that may turn into one of ours, and the framework drops events for what it never let in. */
    @Override
    public boolean asks(Ingress ingress) {
        return IngressClaims.className(ingress).isPresent();
    }

    @Override
    public Claim claim(Ingress ingress, boolean claimed, ClusterView cluster) {
        return new IngressClaims(
                        listed,
                        name -> cluster.find(IngressClass.class, null, name),
                        () -> cluster.all(IngressClass.class).toList())
                .of(ingress, claimed);
    }

    @Override
    public OwnLoadBalancer own(Ingress ingress, ClusterView cluster) {
        Profiles profiles = Profiles.of(cluster);
        IngressWishes wishes = IngressWishes.of(ingress);
        return new OwnLoadBalancer(
                WantedNetwork.of(ingress, wishes, InternalNetwork.anew(ingress)),
                profiles.annotated(ingress)
                        .or(() -> IngressClaims.className(ingress)
                                .flatMap(name -> cluster.find(IngressClass.class, null, name))
                                .flatMap(ClassParameters::of)
                                .map(parameters -> parameters.chosen(profiles)))
                        .orElse(ChosenProfile.NONE),
                wishes.passToTarget());
    }

    @Override
    public Backends names(Ingress ingress) {
        return IngressBackends.of(ingress);
    }

    @Override
    public Backends origins(Ingress ingress, SourceRef ref, CloudLoadBalancerStatus record) {
        return IngressBackends.of(ingress, ref, record);
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
    public Manifest<Ingress> manifest() {
        return MANIFEST;
    }
}
