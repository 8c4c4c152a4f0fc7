package io.enidirect.operator.desired.model;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.RuleKey;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.StepKey;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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
     * @param waiting it is wanted, nothing of it is ordered yet, and there is nothing to be ordered for or what is asked of it
     *     can't be given
     * @param skipped it is left alone: nothing of it is made or changed, and what is no target any more goes
     * @param parts merged and free of conflicts, by listener
     * @param listeners what is said of a listener as such, once for each of which something is
     * @param domains what is said of a host as a whole, once for each of which something is
     * @param holds what of their targets is kept for a time only: when each ends, by the key of its memory
     */
    public record State(
            boolean wanted,
            boolean waiting,
            boolean skipped,
            LoadBalancerWish loadBalancer,
            List<Part> parts,
            List<ListenerWords> listeners,
            List<DomainWords> domains,
            Map<StepKey, Instant> holds) {
        public State {
            parts = List.copyOf(parts);
            listeners = List.copyOf(listeners);
            domains = List.copyOf(domains);
            holds = Map.copyOf(holds);
        }

        /** All rules that are wanted on an L7 listener, with the placeholder where nobody asks for the default domain. */
        public SortedMap<RuleKey, Part> rules(ListenerKey listener) {
            SortedMap<RuleKey, Part> rules = new TreeMap<>();
            Part any = null;
            for (Part part : parts) {
                RuleKey rule = part.backend().rule();
                if (rule != null && part.backend().listener().equals(listener)) {
                    rules.put(rule, part);
                    any = part;
                }
            }
            if (any != null
                    && rules.keySet().stream().noneMatch(rule -> rule.domain().equals(DefaultDomain.NAME))) {
                rules.put(DefaultDomain.PLACEHOLDER, placeholder(listener, any));
            }
            return rules;
        }

        /** What holds the default domain of a listener, on which this other part is. */
        public static Placeholder placeholder(ListenerKey listener, Part other) {
            return new Placeholder(Asked.wanted(
                    new Backend(listener, DefaultDomain.PLACEHOLDER),
                    other.source(),
                    other.field(),
                    BackendSettings.UNSPECIFIED));
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
