package io.enidirect.operator.options;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The word that a mistyped one is nearest to. */
final class DidYouMean {
    /** In letters added, taken away or exchanged. */
    private static final int FARTHEST = 2;

    private DidYouMean() {}

    /** Empty where none is near, or so short a word is near to everything. */
    static Optional<String> of(String word, Collection<String> known) {
        return known.stream()
                .filter(each -> distance(each, word) <= Math.min(FARTHEST, (word.length() - 1) / 2))
                .min(Comparator.comparingInt((String each) -> distance(each, word))
                        .thenComparing(each -> each));
    }

    /** Two letters that have changed their places count as one. */
    private static int distance(String one, String other) {
        int[][] table = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                table[i][j] = i == 0 || j == 0 ? i + j : nearest(table, one, other, i, j);
            }
        }
        return table[one.length()][other.length()];
    }

    private static int nearest(int[][] table, String one, String other, int i, int j) {
        int exchanged = table[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        int least = Math.min(exchanged, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
        return swapped ? Math.min(least, table[i - 2][j - 2] + 1) : least;
    }
}
