package io.enidirect.operator.kinds;

import io.enidirect.operator.annotations.Mode;
import io.enidirect.operator.annotations.SourceWishes;
import io.enidirect.operator.snapshot.Claim;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What becomes of a claim by what its source says for itself. */
public final class Asking {
    private Asking() {}

    /**
     * The claim as it counts: left alone, or held where what the source says can't be understood or given.
     *
     * @param byClass whether it is ours at all
     * @param vpc the cluster's own; empty where it does not matter
     */
    public static Claim judged(Claim byClass, HasMetadata source, Supplier<SourceWishes> wishes, String vpc) {
        return byClass.holds()
                ? Mode.skipped(source)
                        .map(byClass::skipped)
                        .orElseGet(() -> byClass.heldBy(() -> SourceWishes.refused(wishes.get(), vpc)))
                : byClass;
    }

    /** The LoadBalancerProfiles that may count for a source. */
    public static Set<String> profiles(HasMetadata source, boolean asks, Optional<String> byDefault) {
        return SourceWishes.profile(source)
                .or(() -> byDefault.filter(name -> asks))
                .map(Set::of)
                .orElse(Set.of());
    }
}
