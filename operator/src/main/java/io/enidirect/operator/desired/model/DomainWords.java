package io.enidirect.operator.desired.model;

import io.enidirect.cloud.DomainSettings;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.record.Setting;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a source says of a host as a whole, beside its rules there.
 *
 * @param source null: nobody says anything any more, and what was named goes back
 * @param named which of the settings a user's word set
 */
public record DomainWords(
        ListenerKey listener, String domain, @Nullable SourceRef source, DomainSettings settings, Set<Setting> named) {
    public DomainWords {
        named = Set.copyOf(named);
    }
}
