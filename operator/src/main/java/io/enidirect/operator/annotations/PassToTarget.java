package io.enidirect.operator.annotations;

import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Problem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/** Whether a source wants its load balancer's traffic to pass the pods' security groups. */
public final class PassToTarget {
    static final String NAME = "pass-to-target";

    private PassToTarget() {}

    /** Empty where it says nothing, or nothing that can be understood. */
    public static Optional<Boolean> of(HasMetadata source) {
        return Annotations.of(source, key(source))
                .filter(value -> value.equals("true") || value.equals("false"))
                .map(Boolean::valueOf);
    }

    static Optional<Problem> bad(HasMetadata source) {
        return of(source).isPresent()
                ? Optional.empty()
                : Annotations.of(source, key(source))
                        .map(value -> new Problem(
                                Code.BAD_ANNOTATION,
                                Row.name(source),
                                Annotations.field(key(source)),
                                value,
                                "a boolean is exactly \"true\" or \"false\"",
                                "Write one of them; " + Row.UNTIL_THEN));
    }

    private static String key(HasMetadata source) {
        return (source.getKind().equals("Service") ? Keys.SERVICE : Keys.INGRESS) + NAME;
    }
}
