package io.enidirect.operator.annotations;

import io.enidirect.operator.problem.Problem;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Optional;

/**
 * What the annotations of a Service say, read once.
 *
 * @param directAccess its word that it is ours without a class, as written
 */
public record ServiceWishes(
        Optional<String> directAccess,
        Optional<String> subnet,
        Optional<String> profile,
        Optional<Boolean> passToTarget,
        List<Problem> refused,
        List<Problem> told)
        implements SourceWishes {

    public ServiceWishes {
        refused = List.copyOf(refused);
        told = List.copyOf(told);
    }

    public static ServiceWishes of(Service service) {
        Answers answers = Answers.to(service);
        return new ServiceWishes(
                directAccess(service),
                SourceWishes.subnet(service),
                SourceWishes.profile(service),
                PassToTarget.of(service),
                answers.refused(),
                answers.told());
    }

    /** The same alone: for all Services, ours or not. */
    public static Optional<String> directAccess(Service service) {
        return Annotations.of(service, Keys.DIRECT_ACCESS);
    }
}
