package io.enidirect.operator.kinds;

import io.enidirect.crd.LoadBalancerProfile;
import io.enidirect.crd.LoadBalancerProfileSpec;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.annotations.Annotations;
import io.enidirect.operator.annotations.Keys;
import io.enidirect.operator.annotations.SourceWishes;
import io.enidirect.operator.desired.model.NotYet;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The cluster's LoadBalancerProfiles.
 *
 * @param byName as the cluster has them
 */
public record Profiles(Function<String, Optional<LoadBalancerProfile>> byName) {
    public static Profiles of(ClusterView cluster) {
        return new Profiles(name -> cluster.find(LoadBalancerProfile.class, null, name));
    }

    /** The one that the source's own annotation names; empty where it has none. */
    public Optional<ChosenProfile> annotated(HasMetadata source) {
        return SourceWishes.profile(source)
                .map(name -> named(name, SourceRef.to(source).toString(), Annotations.field(Keys.PROFILE))
                        .asOwn());
    }

    /**
     * The one of that name.
     *
     * @param object what names it, for people
     * @param field where it does
     */
    public ChosenProfile named(String name, String object, String field) {
        LoadBalancerProfile profile = byName.apply(name).orElse(null);
        if (profile == null) {
            return ChosenProfile.unusable(
                    name,
                    Problem.of(
                            Code.PROFILE_NOT_FOUND,
                            new Place(object, field),
                            name,
                            new Wording(
                                    "there is no LoadBalancerProfile of that name",
                                    "Make it, or name one that there is")));
        }
        String shared = profile.getSpec() == null ? null : profile.getSpec().cloudLoadBalancer();
        if (shared != null) {
            return ChosenProfile.unusable(
                    name,
                    Problem.of(
                            Code.UNSUPPORTED_PART,
                            new Place("LoadBalancerProfile " + name, "spec.cloudLoadBalancer"),
                            shared,
                            new Wording(
                                    "a load balancer can't be shared yet",
                                    "Name another profile, or take this field out of it: then each source gets its own")));
        }
        LoadBalancerProfileSpec spec = Objects.requireNonNullElse(profile.getSpec(), LoadBalancerProfileSpec.NONE);
        return ChosenProfile.of(name, spec, NotYet.in(name, spec));
    }
}
