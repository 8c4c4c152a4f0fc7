/** What is wanted of one load balancer: pure, total, and knowing no kind of source. */
@NullMarked
package io.enidirect.operator.desired;

import org.jspecify.annotations.NullMarked;
