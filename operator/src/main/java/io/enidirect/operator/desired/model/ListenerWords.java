package io.enidirect.operator.desired.model;

import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.ListenerSettings;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.record.Setting;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a source says of a listener as such, beside its parts there.
 *
 * @param source null: nobody says anything any more, and what was named goes back
 * @param settings those of a backend are its part's, and unspecified here
 * @param named which of them a user's word set
 */
public record ListenerWords(
        ListenerKey listener, @Nullable SourceRef source, ListenerSettings settings, Set<Setting> named) {
    public ListenerWords {
        named = Set.copyOf(named);
    }
}
