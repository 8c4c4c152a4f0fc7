package io.enidirect.operator.annotations;

/**
 * A word of a source.
 *
 * @param field where it stands, as a problem names it
 */
public record Said<T>(T value, String field) {}
