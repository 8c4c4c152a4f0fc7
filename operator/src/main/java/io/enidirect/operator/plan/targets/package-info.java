/** Targets: registered, weighed, deregistered, make before break. */
@NullMarked
package io.enidirect.operator.plan.targets;

import org.jspecify.annotations.NullMarked;
