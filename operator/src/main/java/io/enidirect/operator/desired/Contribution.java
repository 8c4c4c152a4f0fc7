package io.enidirect.operator.desired;

import io.enidirect.crd.SourceRef;
import io.enidirect.operator.problem.Problem;
import java.util.List;

/**
 * All that one source asks for, and the problems found in it.
 *
 * @param created when the source was made, as RFC 3339 in UTC: the older one goes before
 * @param parts in the order of its spec
 */
record Contribution(SourceRef source, String created, List<Part> parts, List<Problem> problems) {
    Contribution {
        parts = List.copyOf(parts);
        problems = List.copyOf(problems);
    }
}
