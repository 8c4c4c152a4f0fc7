package io.enidirect.operator.kinds;

import io.enidirect.crd.LoadBalancerProfile;
import io.enidirect.crd.LoadBalancerProfileSpec;
import io.enidirect.crd.NamespacesSpec;
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
import io.fabric8.kubernetes.api.model.Namespace;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The cluster's LoadBalancerProfiles. One counts for a source: they are not merged. */
public record Profiles(ClusterView cluster) {

    /**
     * The one that counts: that which the source itself names, else its class, else an option.
     *
     * @param byClass empty where its class names none, or it has none
     * @param byDefault option {@code --default-profile}
     */
    public ChosenProfile of(HasMetadata source, Supplier<Optional<ChosenProfile>> byClass, Optional<String> byDefault) {
        return SourceWishes.profile(source)
                .map(name -> named(name, source, SourceRef.to(source).toString(), Annotations.field(Keys.PROFILE))
                        .asOwn())
                .or(byClass)
                .or(() -> byDefault.map(name -> named(name, source, "option --default-profile", null)))
                .orElse(ChosenProfile.NONE);
    }

    /**
     * The one of that name.
     *
     * @param object what names it, for people
     * @param field where it does; null: the object is all that is to be said
     */
    public ChosenProfile named(String name, HasMetadata source, String object, @Nullable String field) {
        LoadBalancerProfile profile =
                cluster.find(LoadBalancerProfile.class, null, name).orElse(null);
        if (profile == null) {
            return ChosenProfile.unusable(
                    name,
                    Problem.of(
                            Code.PROFILE_NOT_FOUND,
                            new Place(object, field),
                            name,
                            new Wording(
                                    "there is no LoadBalancerProfile " + (field == null ? name : "of that name"),
                                    "Make it, or name one that there is")));
        }
        LoadBalancerProfileSpec spec = Objects.requireNonNullElse(profile.getSpec(), LoadBalancerProfileSpec.NONE);
        if (spec.namespaces() != null && !admits(spec.namespaces(), source)) {
            return ChosenProfile.unusable(
                    name,
                    Problem.of(
                            Code.NOT_ADMITTED,
                            new Place(object, field),
                            name,
                            new Wording(
                                    "LoadBalancerProfile " + name + " is not for sources of namespace "
                                            + source.getMetadata().getNamespace() + " (its spec.namespaces)",
                                    "Name another profile, or have the administrator let the namespace in")));
        }
        if (spec.cloudLoadBalancer() != null) {
            return ChosenProfile.unusable(
                    name,
                    Problem.of(
                            Code.UNSUPPORTED_PART,
                            new Place("LoadBalancerProfile " + name, "spec.cloudLoadBalancer"),
                            spec.cloudLoadBalancer(),
                            new Wording(
                                    "a load balancer can't be shared yet",
                                    "Name another profile, or take this field out of it: then each source gets its own")));
        }
        return ChosenProfile.of(name, spec, NotYet.in(name, spec));
    }

    private boolean admits(NamespacesSpec namespaces, HasMetadata source) {
        String namespace = source.getMetadata().getNamespace();
        return Admission.admits(
                namespaces,
                namespace,
                () -> cluster.find(Namespace.class, null, namespace)
                        .map(found -> found.getMetadata().getLabels())
                        .orElse(Map.of()));
    }
}
