/** A stateful CLB: its API as a real SDK sees it, a schedule of faults, and a log of the calls. */
@NullMarked
package io.enidirect.simulator;

import org.jspecify.annotations.NullMarked;
