package io.enidirect.operator.desired.model;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.Target;
import io.enidirect.crd.Origin;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.snapshot.Backend;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One L4 listener or L7 rule as one source asks for it: the smallest thing that is programmed, refused or held.
 *
 * @param field where the source asks for it, in the notation of {@code kubectl explain}
 * @param implied asked for by implication only (the {@code =} of a Prefix, the {@code /} of a defaultBackend): gives way to
 *     whoever asks for it expressly
 * @param settings unspecified on a part that only stays as it is
 * @param standing why it is wanted
 * @param targets in no order; never changed by whoever made it
 * @param replacement of a part that is being replaced, what takes its place
 */
public record Part(
        Backend backend,
        SourceRef source,
        Origin origin,
        String field,
        boolean implied,
        BackendSettings settings,
        Map<Target, TargetWish> targets,
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
        targets = Collections.unmodifiableMap(targets);
    }

    public static Part wanted(
            Backend backend,
            SourceRef source,
            Origin origin,
            String field,
            BackendSettings settings,
            Map<Target, TargetWish> targets) {
        return new Part(backend, source, origin, field, false, settings, targets, Standing.WANTED, null);
    }

    public static Part held(
            Backend backend, SourceRef source, Origin origin, String field, Map<Target, TargetWish> targets) {
        return new Part(
                backend, source, origin, field, false, BackendSettings.UNSPECIFIED, targets, Standing.HELD, null);
    }

    public static Part replaced(
            Backend backend,
            SourceRef source,
            Origin origin,
            String field,
            Map<Target, TargetWish> targets,
            Backend replacement) {
        return new Part(
                backend,
                source,
                origin,
                field,
                false,
                BackendSettings.UNSPECIFIED,
                targets,
                Standing.REPLACED,
                replacement);
    }

    /** The same, giving way to whoever asks for it expressly. */
    public Part asImplied() {
        return new Part(backend, source, origin, field, true, settings, targets, standing, replacement);
    }

    /** The same, staying as it is: what was to take its place can't. */
    public Part asHeld() {
        return new Part(backend, source, origin, field, implied, settings, targets, Standing.HELD, null);
    }

    /** Whether the other takes this one's place. */
    public boolean isReplacedBy(Part other) {
        return source.equals(other.source) && other.backend.equals(replacement);
    }

    public Part withTargets(Map<Target, TargetWish> other) {
        return new Part(backend, source, origin, field, implied, settings, other, standing, replacement);
    }
}
