/** What is wanted of one load balancer, as values: the contributions, their parts, and all of them together. */
@NullMarked
package io.enidirect.operator.desired.model;

import org.jspecify.annotations.NullMarked;
