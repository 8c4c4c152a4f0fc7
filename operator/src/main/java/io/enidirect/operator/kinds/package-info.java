/**
 * What the house knows of a kind of source, all of it in one folder a kind: what is kept of one in memory, whether it is ours,
 * what it names, what it contributes to a load balancer, what it says of its own one, and how it shows what it got. Pure: the
 * same objects give the same answer. A new kind is a folder and a line in {@code registry}.
 */
@NullMarked
package io.enidirect.operator.kinds;

import org.jspecify.annotations.NullMarked;
