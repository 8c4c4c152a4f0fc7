/**
 * The only writes to the cloud: one step at a time, what came of it kept as observed state and as each step's memory.
 */
@NullMarked
package io.enidirect.operator.apply;

import org.jspecify.annotations.NullMarked;
