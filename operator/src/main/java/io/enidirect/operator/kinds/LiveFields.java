package io.enidirect.operator.kinds;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.CloudLoadBalancerSpec.DeletionPolicy;
import io.enidirect.operator.annotations.Annotations;
import io.enidirect.operator.annotations.Keys;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a made object that go on following its source: in its spec, and of the mode in its annotations.
 *
 * @param words the names of those that are the source's words, or its profile's; the others are an administrator's
 */
public record LiveFields(
        @Nullable List<String> securityGroups,
        @Nullable Integer internetMaxBandwidthOut,
        @Nullable Boolean passToTarget,
        @Nullable Boolean deletionProtection,
        @Nullable DeletionPolicy deletionPolicy,
        @Nullable String mode,
        Set<String> words) {
    /** Nobody says anything. */
    static final LiveFields NONE = new LiveFields(null, null, null, null, null, null, Set.of());

    static final String SECURITY_GROUPS = "securityGroups";
    static final String BANDWIDTH = "internetMaxBandwidthOut";
    static final String PASS_TO_TARGET = "passToTarget";
    static final String DELETION_PROTECTION = "deletionProtection";
    static final String DELETION_POLICY = "deletionPolicy";
    static final String MODE = "mode";

    public LiveFields {
        words = Set.copyOf(words);
    }

    /** As they stand. */
    static LiveFields of(CloudLoadBalancer made) {
        CloudLoadBalancerSpec spec = made.getSpec();
        return new LiveFields(
                spec.securityGroups(),
                spec.internetMaxBandwidthOut(),
                spec.passToTarget(),
                spec.deletionProtection(),
                spec.deletionPolicy(),
                Annotations.of(made, Keys.MODE).orElse(null),
                Annotations.of(made, Keys.SOURCE_WORDS)
                        .map(text -> Set.copyOf(List.of(text.split(","))))
                        .orElse(Set.of()));
    }

    /** The names as an annotation; null: there are none. */
    public @Nullable String wordsText() {
        return words.isEmpty() ? null : String.join(",", new TreeSet<>(words));
    }

    /**
     * What is said of a field now.
     *
     * @param value empty: nothing
     * @param known false: what was said before may still be said, and stays
     */
    record Word<T>(Optional<T> value, boolean known) {
        static <T> Word<T> of(Optional<T> value) {
            return new Word<>(value, true);
        }
    }

    /** Puts the words of a source into the place of those that stand, one by one. */
    static final class Change {
        private final LiveFields stand;
        private final Set<String> words;

        Change(LiveFields stand) {
            this.stand = stand;
            this.words = new TreeSet<>(stand.words);
        }

        /** What an administrator wrote stays where the source says nothing. */
        <T> @Nullable T next(String name, Word<T> word, @Nullable T stands) {
            if (word.value().isPresent()) {
                words.add(name);
                return word.value().get();
            }
            if (!word.known()) {
                return stands;
            }
            return words.remove(name) ? null : stands;
        }

        /** All of them, or empty where nothing differs. */
        Optional<LiveFields> with(
                @Nullable List<String> securityGroups,
                @Nullable Integer internetMaxBandwidthOut,
                @Nullable Boolean passToTarget,
                @Nullable Boolean deletionProtection,
                @Nullable DeletionPolicy deletionPolicy,
                @Nullable String mode) {
            LiveFields next = new LiveFields(
                    securityGroups,
                    internetMaxBandwidthOut,
                    passToTarget,
                    deletionProtection,
                    deletionPolicy,
                    mode,
                    words);
            return Objects.equals(next, stand) ? Optional.empty() : Optional.of(next);
        }
    }
}
