package io.enidirect.operator.options;

import java.util.function.Function;

/**
 * What values an option takes.
 *
 * @param rule completes "is not …", for example {@code a whole number from 1 to 9}
 * @param example a value that is one
 * @param reader throws {@link IllegalArgumentException} for a text that is none
 */
record ValueKind<T>(String rule, String example, Function<String, T> reader) {}
