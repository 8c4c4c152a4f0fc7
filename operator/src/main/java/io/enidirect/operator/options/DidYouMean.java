package io.enidirect.operator.options;

import io.enidirect.operator.annotations.Letters;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The word that a mistyped one is nearest to. */
final class DidYouMean {
    private DidYouMean() {}

    /** Empty where none is near; a short word is near to everything. */
    static Optional<String> of(String word, Collection<String> known) {
        return known.stream()
                .filter(each -> Letters.between(each, word) <= Math.min(Letters.FARTHEST, word.length() / 2))
                .min(Comparator.comparingInt((String each) -> Letters.between(each, word))
                        .thenComparing(Comparator.naturalOrder()));
    }
}
