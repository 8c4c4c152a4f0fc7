/** The record as it has to stand before a plan is carried out. */
@NullMarked
package io.enidirect.operator.plan.record;

import org.jspecify.annotations.NullMarked;
