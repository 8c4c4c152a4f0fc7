package io.enidirect.operator.desired.model;

import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.RuleKey;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.StepKey;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The whole wanted state of one load balancer, with what is wrong in what was asked for.
 *
 * @param problems of each source, in a stable order; a source without problems has an empty list
 */
public record Desired(State state, Map<SourceRef, List<Problem>> problems) {

    /**
     * What is wanted in the cloud.
     *
     * @param wanted false: nothing, not even the load balancer
     * @param waiting it is wanted, nothing of it is ordered yet, and there is nothing to be ordered for
     * @param parts merged and free of conflicts, by listener
     * @param holds what of their targets is kept for a time only: when each ends, by the key of its memory
     */
    public record State(
            boolean wanted,
            boolean waiting,
            LoadBalancerWish loadBalancer,
            List<Part> parts,
            Map<StepKey, Instant> holds) {
        /** CLB's default quota (DescribeQuota: TOTAL_LISTENER_RULE_QUOTA); nothing more is asked for. */
        public static final int RULES_PER_LISTENER = 50;

        /** CLB's default quota (DescribeQuota: TOTAL_LISTENER_QUOTA). */
        public static final int LISTENERS = 50;

        public State {
            parts = List.copyOf(parts);
            holds = Map.copyOf(holds);
        }

        /** All rules that are wanted on an L7 listener, with the placeholder where nobody asks for the default domain. */
        public SortedSet<RuleKey> rules(ListenerKey listener) {
            SortedSet<RuleKey> rules = new TreeSet<>();
            parts.stream()
                    .map(Part::backend)
                    .filter(backend -> backend.listener().equals(listener))
                    .flatMap(backend -> Stream.ofNullable(backend.rule()))
                    .forEach(rules::add);
            if (!rules.isEmpty()
                    && rules.stream().noneMatch(rule -> rule.domain().equals(DefaultDomain.NAME))) {
                rules.add(DefaultDomain.PLACEHOLDER);
            }
            return rules;
        }
    }

    public Desired {
        problems = Collections.unmodifiableMap(problems);
    }

    /** An own load balancer goes as a whole, when its object is deleted: nothing is taken from it before. */
    public static boolean waitsForDeletion(Snapshot seen) {
        return seen.object().getSpec().source() != null && !seen.deleting();
    }
}
