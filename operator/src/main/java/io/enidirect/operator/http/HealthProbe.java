package io.enidirect.operator.http;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One thing that is asked when somebody asks for health.
 *
 * @param trouble what is wrong, or empty; answers at once and may be asked from several threads
 */
public record HealthProbe(String name, Supplier<Optional<String>> trouble) {
    /** A probe that fails while something is not so yet. */
    public static HealthProbe until(String name, Supplier<Boolean> done) {
        return new HealthProbe(name, () -> done.get() ? Optional.empty() : Optional.of("not yet"));
    }

    Optional<String> ask() {
        try {
            return trouble.get();
        } catch (RuntimeException e) {
            return Optional.of("cannot tell: " + e.getClass().getSimpleName());
        }
    }
}
