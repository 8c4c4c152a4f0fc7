package io.enidirect.operator.annotations;

/** How far two words are from each other. */
public final class Letters {
    /** Words at most so far from each other may be one, mistyped. */
    public static final int FARTHEST = 2;

    private Letters() {}

    /** How many letters have to be added, taken away or exchanged (Levenshtein). */
    public static int between(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int exchanged = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(exchanged, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }

    /** Whether one may be the other, mistyped. Those of very different lengths are not compared letter by letter. */
    public static boolean near(String one, String other) {
        return Math.abs(one.length() - other.length()) <= FARTHEST && between(one, other) <= FARTHEST;
    }
}
