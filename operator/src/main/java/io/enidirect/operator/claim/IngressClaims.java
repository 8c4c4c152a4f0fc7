package io.enidirect.operator.claim;

import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Problem;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which Ingresses are ours: by their class (design §3, Claims). None means not ours, since the API server writes the default
 * class into new ones.
 *
 * @param listed names that are ours whatever their class says, option {@code --ingress-classes}
 * @param classes by name, as the cluster has them
 */
public record IngressClaims(Set<String> listed, Function<String, Optional<IngressClass>> classes) {
    public static final String CONTROLLER = "eni-direct.io/clb";
    public static final String LEGACY_CLASS = "kubernetes.io/ingress.class";

    public IngressClaims {
        listed = Set.copyOf(listed);
    }

    /**
     * Judges one Ingress.
     *
     * @param claimed a CloudLoadBalancer already names its uid: such a claim ends only by the Ingress's own valid change, or
     *     by a class that exists and names another controller
     */
    public Claim of(Ingress ingress, boolean claimed) {
        Claim no = claimed ? Claim.ENDED : Claim.NOT_OURS;
        Optional<String> name = className(ingress);
        if (name.isEmpty() || ingress.getMetadata().getDeletionTimestamp() != null) {
            return no;
        }
        if (listed.contains(name.get())) {
            return Claim.OURS;
        }
        Optional<IngressClass> ingressClass = classes.apply(name.get());
        if (ingressClass.isPresent()) {
            return isOurs(ingressClass.get()) ? Claim.OURS : no;
        }
        // who uninstalls us removes the class first: to let go then would release every address
        return claimed ? new Claim(Claim.State.HELD, List.of(vanished(ingress, name.get()))) : Claim.NOT_OURS;
    }

    /** The field, else the annotation from before there was one. */
    public static Optional<String> className(Ingress ingress) {
        return Optional.ofNullable(ingress.getSpec().getIngressClassName())
                .or(() -> Optional.ofNullable(ingress.getMetadata().getAnnotations())
                        .map((Map<String, String> annotations) -> annotations.get(LEGACY_CLASS)))
                .filter(name -> !name.isEmpty());
    }

    /** Whether this class is for us. */
    public static boolean isOurs(IngressClass ingressClass) {
        return ingressClass.getSpec() != null
                && CONTROLLER.equals(ingressClass.getSpec().getController());
    }

    private static Problem vanished(Ingress ingress, String name) {
        boolean field = ingress.getSpec().getIngressClassName() != null;
        return new Problem(
                Code.CLASS_NOT_FOUND,
                "Ingress " + ingress.getMetadata().getNamespace() + "/"
                        + ingress.getMetadata().getName(),
                field ? "spec.ingressClassName" : "metadata.annotations[" + LEGACY_CLASS + "]",
                name,
                "there is no IngressClass of that name any more, so all that is programmed stays as it is",
                "Make the IngressClass again, list its name in --ingress-classes, or give the Ingress another class");
    }
}
