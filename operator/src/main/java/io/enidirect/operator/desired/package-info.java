/**
 * What is wanted on one load balancer: each source's contribution, merged. Pure, total and deterministic.
 */
@NullMarked
package io.enidirect.operator.desired;

import org.jspecify.annotations.NullMarked;
