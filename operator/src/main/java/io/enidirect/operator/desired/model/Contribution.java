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
 * @param holds what of their targets is kept for a time only: when each ends, by the key of its memory
 */
public record Contribution(
        SourceRef source, String created, List<Part> parts, List<Problem> problems, Map<StepKey, Instant> holds) {
    public Contribution {
        parts = List.copyOf(parts);
        problems = List.copyOf(problems);
        holds = Map.copyOf(holds);
    }
}
