package io.enidirect.operator.ingress;

import io.enidirect.operator.annotations.InternalNetwork;
import io.enidirect.operator.annotations.PassToTarget;
import io.enidirect.operator.claim.Claim;
import io.enidirect.operator.claim.IngressClaims;
import io.enidirect.operator.front.ChosenProfile;
import io.enidirect.operator.front.FrontCaches;
import io.enidirect.operator.front.Profiles;
import io.enidirect.operator.front.SourceKind;
import io.enidirect.operator.front.StatusView;
import io.enidirect.operator.front.WantedNetwork;
import io.enidirect.operator.front.Wish;
import io.enidirect.operator.observe.IndexedStore;
import io.enidirect.operator.observe.Watched;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is particular to Ingresses: their classes, foremost. */
public final class IngressKind implements SourceKind<Ingress> {
    private final StatusView<Ingress> view = new IngressStatusView();
    private final FrontCaches<Ingress> caches;
    private final Watched<IngressClass> classes;
    private final IndexedStore<Ingress>.Index ofClass;
    private final IndexedStore<IngressClass>.Index namingProfile;
    private final IngressClaims claims;

    /** @param listed option {@code --ingress-classes} */
    IngressKind(FrontCaches<Ingress> caches, Watched<IngressClass> classes, Set<String> listed) {
        this.caches = caches;
        this.classes = classes;
        ofClass = caches.sources().store().index(IngressClaims::classNames);
        namingProfile = classes.store()
                .index(ingressClass -> ClassParameters.of(ingressClass)
                        .flatMap(ClassParameters::profile)
                        .map(Set::of)
                        .orElse(Set.of()));
        claims = new IngressClaims(
                listed,
                name -> Optional.ofNullable(classes.store().get(name)),
                () -> classes.store().values().toList());
    }

    EventSource<IngressClass, Ingress> source() {
        return classes.source(
                ingressClass -> ofClass.at(ingressClass.getMetadata().getName()).stream()
                        .map(ResourceID::fromResource)
                        .collect(Collectors.toSet()));
    }

    /** Those whose class names this profile. */
    Stream<Ingress> byProfile(String profile) {
        return namingProfile.at(profile).stream()
                .flatMap(ingressClass -> ofClass.at(ingressClass.getMetadata().getName()).stream());
    }

    @Override
    public Class<Ingress> type() {
        return Ingress.class;
    }

    /** Any with a class: that may turn into one of ours, and the framework drops events for what it never let in. */
    @Override
    public boolean asks(Ingress ingress) {
        return IngressClaims.className(ingress).isPresent();
    }

    @Override
    public Claim claim(Ingress ingress, boolean claimed) {
        return claims.of(ingress, claimed);
    }

    @Override
    public Wish wish(Ingress ingress) {
        return wish(ingress, caches.profiles(), claims.classes());
    }

    /** What an Ingress says of the load balancer that is made for it, itself or by its class. */
    public static Wish wish(Ingress ingress, Profiles profiles, Function<String, Optional<IngressClass>> classes) {
        return new Wish(
                network(ingress),
                profiles.annotated(ingress)
                        .or(() -> IngressClaims.className(ingress)
                                .flatMap(classes)
                                .flatMap(ClassParameters::of)
                                .map(parameters -> parameters.chosen(profiles)))
                        .orElse(ChosenProfile.NONE),
                PassToTarget.of(ingress));
    }

    static WantedNetwork network(HasMetadata ingress) {
        return WantedNetwork.of(ingress, InternalNetwork.OF_INGRESS, InternalNetwork.anew(ingress));
    }

    @Override
    public StatusView<Ingress> view() {
        return view;
    }
}
