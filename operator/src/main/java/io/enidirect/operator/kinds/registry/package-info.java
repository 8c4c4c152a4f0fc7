/** The one place that names all kinds. */
@NullMarked
package io.enidirect.operator.kinds.registry;

import org.jspecify.annotations.NullMarked;
