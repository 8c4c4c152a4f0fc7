package io.enidirect.operator.desired;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.Target;
import io.enidirect.crd.Origin;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.snapshot.Backend;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One listener (later: or rule) as one source asks for it: the smallest thing that is programmed, refused or held.
 *
 * @param settings unspecified on a part that only stays as it is
 * @param standing why it is wanted
 * @param replacement of a part that is being replaced, what takes its place
 */
public record Part(
        Backend backend,
        SourceRef source,
        Origin origin,
        BackendSettings settings,
        Map<Target, Wish> targets,
        Standing standing,
        @Nullable Backend replacement) {

    /** Why a part is wanted. */
    public enum Standing {
        /** Its source asks for it. */
        WANTED,
        /** Programmed, and what its source asks for can't be computed now: it stays as it is. */
        HELD,
        /** Programmed, and stays until its replacement is. */
        REPLACED
    }

    public Part {
        targets = Collections.unmodifiableMap(new TreeMap<>(targets));
    }

    static Part wanted(
            Backend backend, SourceRef source, Origin origin, BackendSettings settings, Map<Target, Wish> targets) {
        return new Part(backend, source, origin, settings, targets, Standing.WANTED, null);
    }

    static Part held(Backend backend, SourceRef source, Origin origin, Map<Target, Wish> targets) {
        return new Part(backend, source, origin, BackendSettings.UNSPECIFIED, targets, Standing.HELD, null);
    }

    static Part replaced(
            Backend backend, SourceRef source, Origin origin, Map<Target, Wish> targets, Backend replacement) {
        return new Part(backend, source, origin, BackendSettings.UNSPECIFIED, targets, Standing.REPLACED, replacement);
    }

    Part withTargets(Map<Target, Wish> other) {
        return new Part(backend, source, origin, settings, other, standing, replacement);
    }
}
