package io.enidirect.operator.annotations;

import io.enidirect.operator.problem.Problem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;

/** What a source says for itself, beside its ports and rules, and what is answered where it can't be given. */
public sealed interface SourceWishes permits ServiceWishes, IngressWishes {

    /** What it says of its own load balancer. */
    LoadBalancerWords loadBalancer();

    /** The LoadBalancerProfile that it names. */
    Optional<String> profile();

    /** Why nothing new may be programmed for it; empty where nothing stands against it. */
    List<Problem> refused();

    /** What of it has no effect. */
    List<Problem> told();

    /** The profile alone, of a source of any kind, ours or not. */
    static Optional<String> profile(HasMetadata source) {
        return Annotations.of(source, Keys.PROFILE);
    }

    /** The subnet alone, of a source of any kind. */
    static Optional<String> subnet(HasMetadata source) {
        return Annotations.of(source, InternalNetwork.key(source));
    }

    /**
     * Why nothing new may be programmed for a source of any kind.
     *
     * @param vpc the cluster's own: who asks for it asks for nothing
     */
    static List<Problem> refused(SourceWishes wishes, String vpc) {
        return wishes.refused().stream()
                .filter(problem -> !(vpc.equals(problem.value()) && Restrictions.namesVpc(problem.field())))
                .toList();
    }

    /** Whether a source of any kind names another load balancer than one of its own. */
    static boolean elsewhere(HasMetadata source) {
        return Restrictions.elsewhere(source);
    }
}
