/** The numbers of the process, each declared once with its name, labels and meaning. */
@NullMarked
package io.enidirect.operator.metrics;

import org.jspecify.annotations.NullMarked;
