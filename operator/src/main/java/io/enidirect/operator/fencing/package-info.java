/** Whether this process may still write to the cloud: a leader whose renewals stay away must not. */
@NullMarked
package io.enidirect.operator.fencing;

import org.jspecify.annotations.NullMarked;
