/** What the controller costs: its pure core by JMH, and its shipped jar beside a real API server and a simulated cloud. */
@NullMarked
package io.enidirect.bench;

import org.jspecify.annotations.NullMarked;
