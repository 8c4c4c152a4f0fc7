package io.enidirect.operator.annotations;

import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the annotations of a Service say, read once.
 *
 * @param directAccess its word that it is ours without a class, as written
 */
public record ServiceWishes(
        Optional<String> directAccess,
        LoadBalancerWords loadBalancer,
        Optional<String> profile,
        List<Problem> refused,
        List<Problem> told)
        implements SourceWishes {

    public ServiceWishes {
        refused = List.copyOf(refused);
        told = List.copyOf(told);
    }

    public static ServiceWishes of(Service service) {
        LoadBalancerWords words = LoadBalancerWords.of(service);
        Answers answers = Answers.to(service, words);
        return new ServiceWishes(
                directAccess(service),
                words,
                SourceWishes.profile(service),
                Stream.of(
                                answers.refused().stream(),
                                badLoopback(service).stream(),
                                Stream.ofNullable(SpecifiedProtocols.of(service).mistake()))
                        .flatMap(problems -> problems)
                        .toList(),
                answers.told());
    }

    /** Whether traffic from the cluster to its address is to go by the load balancer, too. */
    public static boolean loopsBack(Service service) {
        return Annotations.of(service, Keys.PREVENT_LOOPBACK)
                .filter("false"::equals)
                .isPresent();
    }

    private static Optional<Problem> badLoopback(Service service) {
        return Annotations.of(service, Keys.PREVENT_LOOPBACK)
                .filter(value -> !value.equals("true") && !value.equals("false"))
                .map(value -> Problem.of(
                        Code.BAD_ANNOTATION,
                        new Place(Row.name(service), Annotations.field(Keys.PREVENT_LOOPBACK)),
                        value,
                        new Wording(
                                "a boolean is exactly \"true\" or \"false\"",
                                "Write one of them; " + Wording.UNTIL_THEN)));
    }

    /** The same alone: for all Services, ours or not. */
    public static Optional<String> directAccess(Service service) {
        return Annotations.of(service, Keys.DIRECT_ACCESS);
    }
}
