/** The rules of L7 listeners: created, changed, deleted. */
@NullMarked
package io.enidirect.operator.plan.rules;

import org.jspecify.annotations.NullMarked;
