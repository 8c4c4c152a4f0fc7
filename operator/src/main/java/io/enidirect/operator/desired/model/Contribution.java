package io.enidirect.operator.desired.model;

import io.enidirect.crd.SourceRef;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.snapshot.StepKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that one source asks for, and the problems found in it.
 *
 * @param created when the source was made, as RFC 3339 in UTC: the older one goes before
 * @param parts in the order of its spec
 * @param listeners what it says of listeners as such
 * @param domains what it says of hosts as a whole
 * @param holds what of their targets is kept for a time only: when each ends, by the key of its memory
 */
public record Contribution(
        SourceRef source,
        String created,
        List<Part> parts,
        List<ListenerWords> listeners,
        List<DomainWords> domains,
        List<Problem> problems,
        Map<StepKey, Instant> holds) {
    public Contribution {
        parts = List.copyOf(parts);
        listeners = List.copyOf(listeners);
        domains = List.copyOf(domains);
        problems = List.copyOf(problems);
        holds = Map.copyOf(holds);
    }

    /** Of a source that says nothing of listeners and hosts as such. */
    public Contribution(
            SourceRef source, String created, List<Part> parts, List<Problem> problems, Map<StepKey, Instant> holds) {
        this(source, created, parts, List.of(), List.of(), problems, holds);
    }
}
