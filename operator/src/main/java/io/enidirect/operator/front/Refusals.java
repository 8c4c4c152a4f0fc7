package io.enidirect.operator.front;

import io.enidirect.crd.SourceRef;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Problems;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is wrong with sources that have no load balancer, so that no CloudLoadBalancer tells of it. Safe to use from several
 * threads.
 */
public final class Refusals {
    /** As many problems of one source as a CloudLoadBalancer's status shows. */
    private static final int SHOWN = 8;

    /**
     * Of one source.
     *
     * @param ours false: it only seems to ask for us
     */
    public record Refusal(SourceRef source, boolean ours, List<Problem> problems) {
        public Refusal {
            problems = Problems.most(problems, SHOWN);
        }
    }

    private final Map<String, Refusal> byUid = new ConcurrentHashMap<>();

    void tell(Refusal refusal) {
        if (refusal.problems().isEmpty()) {
            forget(refusal.source().uid());
        } else {
            byUid.put(refusal.source().uid(), refusal);
        }
    }

    void forget(String uid) {
        byUid.remove(uid);
    }

    /** Whether there is something to be forgotten when it asks no more. */
    boolean knows(String uid) {
        return byUid.containsKey(uid);
    }

    /** Whether the source itself shows it. */
    boolean isShown(String uid) {
        Refusal refusal = byUid.get(uid);
        return refusal != null && refusal.ours();
    }

    public List<Refusal> all() {
        return List.copyOf(byUid.values());
    }
}
