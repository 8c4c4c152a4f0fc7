package io.enidirect.operator.kinds.registry;

import io.enidirect.operator.desired.merge.DesiredMerge;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.kinds.Kinds;
import io.enidirect.operator.kinds.SourceKind;
import io.enidirect.operator.kinds.SourceOptions;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.WriteTkeAnnotations;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.Optional;
import java.util.Set;

/** The house's own kinds, without any option. */
public final class House {
    public static final Kinds KINDS = kinds(Set.of());
    public static final SourceKind<Service> SERVICES = KINDS.of(Service.class).orElseThrow();
    public static final SourceKind<Ingress> INGRESSES = KINDS.of(Ingress.class).orElseThrow();

    private House() {}

    /** The same with these names of classes that are ours whatever they say. */
    public static Kinds kinds(Set<String> ingressClasses) {
        return kinds(ingressClasses, Optional.empty());
    }

    public static Kinds kinds(Set<String> ingressClasses, Optional<String> defaultProfile) {
        return kinds(ingressClasses, defaultProfile, WriteTkeAnnotations.AUTO);
    }

    public static Kinds kinds(Set<String> ingressClasses, Optional<String> defaultProfile, WriteTkeAnnotations write) {
        return HouseKinds.of(new SourceOptions(ingressClasses, false, defaultProfile, "vpc-1a2b3c4d", write));
    }

    public static Desired desired(Snapshot seen) {
        return DesiredMerge.of(seen, KINDS.contributions(seen));
    }
}
