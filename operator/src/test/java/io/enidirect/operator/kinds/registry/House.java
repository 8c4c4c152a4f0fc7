package io.enidirect.operator.kinds.registry;

import io.enidirect.operator.desired.merge.DesiredMerge;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.kinds.Kinds;
import io.enidirect.operator.kinds.SourceKind;
import io.enidirect.operator.snapshot.Snapshot;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.Set;

/** The house's own kinds, without any option. */
public final class House {
    public static final Kinds KINDS = HouseKinds.of(Set.of(), false);
    public static final SourceKind<Service> SERVICES = KINDS.of(Service.class).orElseThrow();
    public static final SourceKind<Ingress> INGRESSES = KINDS.of(Ingress.class).orElseThrow();

    private House() {}

    public static Desired desired(Snapshot seen) {
        return DesiredMerge.of(seen, KINDS.contributions(seen));
    }
}
