package io.enidirect.operator.kinds;

import io.enidirect.cloud.Target;
import io.enidirect.crd.Origin;
import io.enidirect.crd.RedirectRecord;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.desired.model.Asked;
import io.enidirect.operator.desired.model.Forward;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.desired.model.Redirect;
import io.enidirect.operator.desired.model.TargetWish;
import io.enidirect.operator.record.RecordKeys;
import io.enidirect.operator.record.RecordedPart;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** What is programmed and stays as it is, as the record has it. */
public final class HeldPart {
    private HeldPart() {}

    /**
     * Of an entry that is {@link RecordedPart#programmed}.
     *
     * @param targets what an origin gives now
     */
    public static Part of(
            RecordedPart entry, SourceRef source, String field, Function<Origin, Map<Target, TargetWish>> targets) {
        return as(entry, Asked.held(entry.backend(), source, field), targets);
    }

    /** The same, asked for in these words. */
    public static Part as(RecordedPart entry, Asked asked, Function<Origin, Map<Target, TargetWish>> targets) {
        RedirectRecord redirect = entry.redirect();
        if (redirect != null) {
            return new Redirect(asked, RecordKeys.target(redirect), redirect.code(), redirect.keepsPath());
        }
        Map<Target, TargetWish> all = new HashMap<>();
        entry.origins().forEach(origin -> all.putAll(targets.apply(origin)));
        return new Forward(asked, entry.origins(), all);
    }
}
