package io.enidirect.operator.options;

import java.util.Optional;
import java.util.Set;

/**
 * An option that is taken and has no effect yet, so that who sets it need not change anything later. No help and no page
 * shows it, and who asks for something by it is told at the start.
 *
 * @param setting its meaning completes "has no effect yet: "
 * @param met values besides the default that ask for no more than is done anyway
 */
record NotYet(Setting<?> setting, Set<String> met) {
    NotYet {
        met = Set.copyOf(met);
    }

    /**
     * What to say of a value, if there is anything.
     *
     * @param origin where it was given
     * @param text a good value
     */
    Optional<String> warning(String origin, String text) {
        boolean asks =
                !met.contains(text) && !setting.read(text).equals(setting.read(String.valueOf(setting.fallback())));
        return asks
                ? Optional.of(origin + ": '" + text + "' has no effect yet: " + setting.meaning() + ". Leave it out.")
                : Optional.empty();
    }
}
