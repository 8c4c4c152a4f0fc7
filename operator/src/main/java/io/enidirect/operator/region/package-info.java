/** What is per region, and not per load balancer. */
@NullMarked
package io.enidirect.operator.region;

import org.jspecify.annotations.NullMarked;
