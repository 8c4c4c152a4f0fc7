package io.enidirect.operator.kinds.ingress;

import io.enidirect.crd.LoadBalancerProfile;
import io.enidirect.operator.kinds.ChosenProfile;
import io.enidirect.operator.kinds.Profiles;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassParametersReference;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassSpec;
import java.util.Objects;
import java.util.Optional;

/** The {@code spec.parameters} of an IngressClass: they name a LoadBalancerProfile. */
record ClassParameters(String ingressClass, IngressClassParametersReference reference) {
    private static final String GROUP = HasMetadata.getGroup(LoadBalancerProfile.class);
    private static final String KIND = HasMetadata.getKind(LoadBalancerProfile.class);

    /** Empty where there are none, and where another controller's class means its own by them. */
    static Optional<ClassParameters> of(IngressClass ingressClass) {
        return Optional.ofNullable(ingressClass.getSpec())
                .map(IngressClassSpec::getParameters)
                .map(reference -> new ClassParameters(ingressClass.getMetadata().getName(), reference))
                .filter(parameters ->
                        IngressClaims.isOurs(ingressClass) || GROUP.equals(parameters.reference.getApiGroup()));
    }

    /** The profile's name, where they are of the right kind. */
    Optional<String> profile() {
        return GROUP.equals(reference.getApiGroup())
                        && KIND.equals(reference.getKind())
                        && !"Namespace".equals(reference.getScope())
                ? Optional.of(reference.getName())
                : Optional.empty();
    }

    ChosenProfile chosen(Profiles profiles, Ingress ingress) {
        String object = "IngressClass " + ingressClass;
        return profile()
                .map(name -> profiles.named(name, ingress, object, "spec.parameters.name"))
                .orElseGet(() -> ChosenProfile.unusable(
                        reference.getName(),
                        Problem.of(
                                Code.PROFILE_NOT_FOUND,
                                new Place(object, "spec.parameters"),
                                Objects.requireNonNullElse(reference.getApiGroup(), "") + "/" + reference.getKind()
                                        + " " + reference.getName(),
                                new Wording(
                                        "the parameters of a class of ours are a " + KIND + " of group " + GROUP
                                                + ", which is cluster-scoped",
                                        "Name one, or remove the parameters"))));
    }
}
