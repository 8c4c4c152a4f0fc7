/** Which Services and Ingresses are ours. Pure: the same objects give the same answer. */
@NullMarked
package io.enidirect.operator.claim;

import org.jspecify.annotations.NullMarked;
