package io.enidirect.operator.preview;

import java.util.Comparator;

/**
 * Why something in a file can't be planned.
 *
 * @param document its number in the file, from 1; 0: the file as a whole
 * @param line from 1; 0: not known
 * @param what what is wrong there
 */
record Flaw(String file, int document, int line, String what) {
    /** As they stand in their file. */
    static final Comparator<Flaw> ORDER = Comparator.comparing(Flaw::document).thenComparing(Flaw::line);

    @Override
    public String toString() {
        return place(file, document, line) + ": " + what;
    }

    static String place(String file, int document, int line) {
        return file + (document == 0 ? "" : ", document " + document) + (line == 0 ? "" : ", line " + line);
    }
}
