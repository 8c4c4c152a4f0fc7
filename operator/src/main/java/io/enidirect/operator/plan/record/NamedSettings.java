package io.enidirect.operator.plan.record;

import io.enidirect.operator.record.Setting;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The settings that an entry names: written ahead of what sets them, and there until what goes back has gone back. */
final class NamedSettings {
    private NamedSettings() {}

    /**
     * In the record's words.
     *
     * @param now what a user's word sets
     * @param before what the entry names
     * @param settled what is there is as it is wanted, so that nothing has to go back any more
     */
    static List<String> of(Set<Setting> now, @Nullable List<String> before, boolean settled) {
        TreeSet<String> words = new TreeSet<>();
        now.forEach(setting -> words.add(setting.word()));
        if (before != null && !settled) {
            words.addAll(before);
        }
        return List.copyOf(words);
    }
}
