package io.enidirect.operator.annotations;

import io.enidirect.operator.problem.Problem;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.List;
import java.util.Optional;

/**
 * What the annotations of an Ingress say, read once.
 *
 * @param legacyClass its class, from before there was the field, as written
 */
public record IngressWishes(
        Optional<String> legacyClass,
        LoadBalancerWords loadBalancer,
        Optional<String> profile,
        List<Problem> refused,
        List<Problem> told)
        implements SourceWishes {

    public IngressWishes {
        refused = List.copyOf(refused);
        told = List.copyOf(told);
    }

    public static IngressWishes of(Ingress ingress) {
        LoadBalancerWords words = LoadBalancerWords.of(ingress);
        Answers answers = Answers.to(ingress, words);
        return new IngressWishes(
                legacyClass(ingress), words, SourceWishes.profile(ingress), answers.refused(), answers.told());
    }

    /** The same alone: for all Ingresses, ours or not. */
    public static Optional<String> legacyClass(Ingress ingress) {
        return Annotations.of(ingress, Keys.LEGACY_CLASS);
    }
}
