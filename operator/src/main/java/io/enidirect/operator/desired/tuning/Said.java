package io.enidirect.operator.desired.tuning;

import io.enidirect.operator.record.Setting;
import java.util.Set;

/**
 * What is said of one place.
 *
 * @param settings null where nothing is said, or nothing that can be
 * @param named which of them are said
 * @param held which of them are to stay as they are, since what is said of them can't be
 */
record Said<S>(S settings, Set<Setting> named, Set<Setting> held) {
    Said {
        named = Set.copyOf(named);
        held = Set.copyOf(held);
    }
}
