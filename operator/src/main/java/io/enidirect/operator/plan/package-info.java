/**
 * The ordered steps from what is observed to what is desired. Pure: equal states give an empty plan.
 */
@NullMarked
package io.enidirect.operator.plan;

import org.jspecify.annotations.NullMarked;
