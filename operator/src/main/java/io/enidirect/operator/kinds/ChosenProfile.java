package io.enidirect.operator.kinds;

import io.enidirect.crd.LoadBalancerProfileSpec;
import io.enidirect.crd.LoadBalancerProfileSpec.Restricting;
import io.enidirect.operator.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the LoadBalancerProfile says that a source, its class or an option names.
 *
 * @param name null: none is named
 * @param own the source's own annotation names it
 * @param spec says nothing where none is named, or it can't be used
 * @param problems why it can't be used, and what of it has no effect
 */
public record ChosenProfile(@Nullable String name, boolean own, LoadBalancerProfileSpec spec, List<Problem> problems) {

    public static final ChosenProfile NONE = new ChosenProfile(null, false, LoadBalancerProfileSpec.NONE, List.of());

    public ChosenProfile {
        problems = List.copyOf(problems);
    }

    public static ChosenProfile unusable(String name, Problem problem) {
        return new ChosenProfile(name, false, LoadBalancerProfileSpec.NONE, List.of(problem));
    }

    /** One that is there, with what is wrong in it. */
    static ChosenProfile of(String name, LoadBalancerProfileSpec spec, List<Problem> problems) {
        ChosenProfile whole = new ChosenProfile(name, false, spec, problems);
        return whole.usable() ? whole : new ChosenProfile(name, false, LoadBalancerProfileSpec.NONE, problems);
    }

    public boolean usable() {
        return problems.stream().noneMatch(problem -> problem.code().blocks());
    }

    public ChosenProfile asOwn() {
        return new ChosenProfile(name, true, spec, problems);
    }

    /** Whether a source may say something else than this field, although it restricts. */
    boolean lets(Restricting field) {
        return spec.overridable().contains(field);
    }

    /** For people. */
    String object() {
        return "LoadBalancerProfile " + name;
    }
}
