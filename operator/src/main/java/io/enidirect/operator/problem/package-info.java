/** A user's mistake or a refusal, as a value that names object, field, value, rule and remedy. */
@NullMarked
package io.enidirect.operator.problem;

import org.jspecify.annotations.NullMarked;
