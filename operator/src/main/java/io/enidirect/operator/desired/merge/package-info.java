/** The contributions of several sources as one: who holds what, and who gives way. */
@NullMarked
package io.enidirect.operator.desired.merge;

import org.jspecify.annotations.NullMarked;
