/** Follows the cloud's asynchronous tasks to their end, so that no worker ever waits for one. */
@NullMarked
package io.enidirect.operator.region.tasks;

import org.jspecify.annotations.NullMarked;
