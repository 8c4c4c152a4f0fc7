/** The main reconciler: one load balancer at a time through observe, desired, plan, apply and report. */
@NullMarked
package io.enidirect.operator.loadbalancer;

import org.jspecify.annotations.NullMarked;
