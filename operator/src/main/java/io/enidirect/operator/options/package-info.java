/** What an operator of the controller can set: read once from flags and environment, and never asked for again. */
@NullMarked
package io.enidirect.operator.options;

import org.jspecify.annotations.NullMarked;
