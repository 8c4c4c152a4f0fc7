/** Listeners that really listen on loopback addresses and forward to pods by CLB's rules. */
@NullMarked
package io.enidirect.simulator.dataplane;

import org.jspecify.annotations.NullMarked;
