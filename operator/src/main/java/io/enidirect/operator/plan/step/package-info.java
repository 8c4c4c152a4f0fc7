/** The calls to the cloud as values, and a plan in the making. */
@NullMarked
package io.enidirect.operator.plan.step;

import org.jspecify.annotations.NullMarked;
