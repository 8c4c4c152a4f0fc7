package io.enidirect.operator.annotations;

import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/** Whether a source wants its load balancer's traffic to pass the pods' security groups. */
final class PassToTarget {
    private PassToTarget() {}

    /** Empty where it says nothing, or nothing that can be understood. */
    static Optional<Boolean> of(HasMetadata source) {
        return Annotations.of(source, key(source))
                .filter(value -> value.equals("true") || value.equals("false"))
                .map(Boolean::valueOf);
    }

    static Optional<Problem> bad(HasMetadata source) {
        return of(source).isPresent()
                ? Optional.empty()
                : Annotations.of(source, key(source))
                        .map(value -> Problem.of(
                                Code.BAD_ANNOTATION,
                                new Place(Row.name(source), Annotations.field(key(source))),
                                value,
                                new Wording(
                                        "a boolean is exactly \"true\" or \"false\"",
                                        "Write one of them; " + Row.UNTIL_THEN)));
    }

    private static String key(HasMetadata source) {
        return key(source.getKind());
    }

    static String key(String kind) {
        return (kind.equals("Service") ? Keys.SERVICE : Keys.INGRESS) + "pass-to-target";
    }
}
