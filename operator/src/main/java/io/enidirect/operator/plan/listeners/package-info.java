/** Listeners: created, changed, deleted. */
@NullMarked
package io.enidirect.operator.plan.listeners;

import org.jspecify.annotations.NullMarked;
