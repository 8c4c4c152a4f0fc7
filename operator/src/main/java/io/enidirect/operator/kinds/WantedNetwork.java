package io.enidirect.operator.kinds;

import io.enidirect.crd.NetworkSpec;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.annotations.Annotations;
import io.enidirect.operator.annotations.InternalNetwork;
import io.enidirect.operator.annotations.SourceWishes;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a source's own annotation wants its load balancer.
 *
 * @param source for people
 * @param key the annotation's
 * @param subnet as written; null: as the profile says, and public without one
 * @param anew how its user gets another load balancer, as the end of a sentence
 */
public record WantedNetwork(
        String source, String key, @Nullable String subnet, String anew) {

    public static WantedNetwork of(HasMetadata source, SourceWishes wishes, String anew) {
        return new WantedNetwork(
                SourceRef.to(source).toString(),
                InternalNetwork.key(source),
                wishes.subnet().orElse(null),
                anew);
    }

    public Optional<Problem> bad() {
        return subnet == null || subnet.matches("subnet-[a-z0-9]+")
                ? Optional.empty()
                : Optional.of(Problem.of(
                        Code.BAD_ANNOTATION,
                        new Place(source, Annotations.field(key)),
                        subnet,
                        new Wording(
                                "it is the id of a subnet, such as subnet-a1b2c3d4",
                                "Write the id, or remove the annotation for a public load balancer")));
    }

    /**
     * What is wrong with it for a load balancer that is made already.
     *
     * @param profiled a profile counts where the annotation is absent
     */
    public Optional<Problem> against(NetworkSpec made, boolean profiled) {
        boolean internal = made.type() == NetworkSpec.Type.Internal;
        boolean same = subnet == null ? profiled || !internal : internal && subnet.equals(made.subnetId());
        if (bad().isPresent() || same) {
            return bad();
        }
        return Optional.of(immutable(Annotations.field(key), Objects.requireNonNullElse(subnet, "(absent)"), made));
    }

    /** That it asks, in this field, for what a made load balancer can't become. */
    public Problem immutable(String field, @Nullable String value, NetworkSpec made) {
        return Problem.of(
                Code.IMMUTABLE,
                new Place(source, field),
                value,
                new Wording(
                        (made.type() == NetworkSpec.Type.Internal
                                        ? "its load balancer is internal, in " + made.subnetId()
                                        : "its load balancer is public")
                                + ", and that can't be changed",
                        "Put the old value back, or " + anew));
    }
}
