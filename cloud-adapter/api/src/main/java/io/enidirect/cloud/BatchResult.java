package io.enidirect.cloud;

import java.util.Map;
import java.util.Set;

/**
 * What became of a batch, target by target. The three parts are disjoint and together what was asked.
 *
 * @param done applied; in the answer of an accepted task, what is applied once it has ended well
 * @param refused each one refused by the cloud when it stood alone in its call
 * @param unsent not in this call: past its cap, or held back while a refused batch is being split. The next call goes on.
 */
public record BatchResult(Set<Binding> done, Map<Binding, CloudException> refused, Set<Binding> unsent) {
    public BatchResult {
        done = Set.copyOf(done);
        refused = Map.copyOf(refused);
        unsent = Set.copyOf(unsent);
    }
}
