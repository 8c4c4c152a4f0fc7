/** What the cloud does with a valid request: its load balancers, tasks and locks, with no word about HTTP. */
@NullMarked
package io.enidirect.simulator.cloud;

import org.jspecify.annotations.NullMarked;
