package io.enidirect.operator.kinds;

import io.enidirect.crd.LoadBalancerProfileSpec;
import io.enidirect.operator.problem.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the LoadBalancerProfile says that a source, or its class, names.
 *
 * @param name null: none is named
 * @param own the source's own annotation names it
 * @param spec empty where none is named, or it can't be used
 * @param problem why it can't be used
 */
public record ChosenProfile(
        @Nullable String name,
        boolean own,
        LoadBalancerProfileSpec spec,
        @Nullable Problem problem) {
    static final LoadBalancerProfileSpec EMPTY =
            new LoadBalancerProfileSpec(null, null, Map.of(), List.of(), null, null);

    public static final ChosenProfile NONE = new ChosenProfile(null, false, EMPTY, null);

    public static ChosenProfile unusable(String name, Problem problem) {
        return new ChosenProfile(name, false, EMPTY, problem);
    }

    public ChosenProfile asOwn() {
        return new ChosenProfile(name, true, spec, problem);
    }
}
