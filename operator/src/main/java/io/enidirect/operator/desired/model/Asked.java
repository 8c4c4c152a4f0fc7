package io.enidirect.operator.desired.model;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.desired.model.Part.Standing;
import io.enidirect.operator.record.Setting;
import io.enidirect.operator.snapshot.Backend;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for with any part: where, by whom, in which words and why.
 *
 * @param field where the source asks for it, in the notation of {@code kubectl explain}
 * @param implied asked for by implication only
 * @param settings unspecified on a part that only stays as it is
 * @param named which of the settings a user's word set
 * @param replacement of a part that is being replaced, what takes its place
 */
public record Asked(
        Backend backend,
        SourceRef source,
        String field,
        boolean implied,
        BackendSettings settings,
        Set<Setting> named,
        Standing standing,
        @Nullable Backend replacement) {
    public Asked {
        named = Set.copyOf(named);
    }

    /** Expressly, of which no user says how. */
    public static Asked wanted(Backend backend, SourceRef source, String field, BackendSettings settings) {
        return new Asked(backend, source, field, false, settings, Set.of(), Standing.WANTED, null);
    }

    public static Asked held(Backend backend, SourceRef source, String field) {
        return new Asked(backend, source, field, false, BackendSettings.UNSPECIFIED, Set.of(), Standing.HELD, null);
    }

    public static Asked replaced(Backend backend, SourceRef source, String field, Backend replacement) {
        return new Asked(
                backend, source, field, false, BackendSettings.UNSPECIFIED, Set.of(), Standing.REPLACED, replacement);
    }

    /** The same, in which a user's word set these. */
    public Asked naming(Set<Setting> otherNamed) {
        return with(settings, otherNamed);
    }

    public Asked with(BackendSettings otherSettings, Set<Setting> otherNamed) {
        return new Asked(backend, source, field, implied, otherSettings, otherNamed, standing, replacement);
    }

    Asked asImplied() {
        return new Asked(backend, source, field, true, settings, named, standing, replacement);
    }

    Asked asHeld() {
        return new Asked(backend, source, field, implied, settings, named, Standing.HELD, null);
    }
}
