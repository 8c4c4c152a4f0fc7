package io.enidirect.operator.problem;

import org.jspecify.annotations.Nullable;

/**
 * Where a problem is.
 *
 * @param object for people, for example {@code Service default/web}
 * @param field where in the object, in the notation of {@code kubectl explain}
 */
public record Place(String object, @Nullable String field) {}
