package io.enidirect.operator.options;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One option: a row of the reference.
 *
 * @param name without the dashes
 * @param fallback the text that counts where none is given; null for an option that must be given
 * @param meaning one sentence
 */
record Setting<T>(String name, @Nullable String fallback, ValueKind<T> kind, String meaning) {
    String flag() {
        return "--" + name;
    }

    String variable() {
        return "ENI_DIRECT_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    boolean required() {
        return fallback == null;
    }

    T read(String text) {
        return kind.reader().apply(text);
    }

    String remedy() {
        String example = "Give a value such as " + kind.example();
        return Optional.ofNullable(fallback)
                .filter(text -> !text.isEmpty())
                .map(text ->
                        "Leave it out for " + text + (text.equals(kind.example()) ? "" : ", or give " + kind.example()))
                .orElse(example);
    }
}
