/** Kubernetes events: told once, when something changes, and never at the cost of what they tell of. */
@NullMarked
package io.enidirect.operator.events;

import org.jspecify.annotations.NullMarked;
