package io.enidirect.operator.problem;

/**
 * What is told of a problem, in English.
 *
 * @param rule what it breaks, in a clause
 * @param remedy what to do, as the beginning of a sentence or all of it
 */
public record Wording(String rule, String remedy) {
    /** At the end of a remedy, where something that restricts can't be given. */
    public static final String UNTIL_THEN =
            "until then nothing new is made for it, and what is programmed stays as it is";
}
