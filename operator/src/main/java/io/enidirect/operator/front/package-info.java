/**
 * What the fronts of all source kinds share: from the claim through a source's own CloudLoadBalancer to the release, and
 * the publishing of what the main reconciler says of it. What to do is a pure function; the rest carries it out.
 */
@NullMarked
package io.enidirect.operator.front;

import org.jspecify.annotations.NullMarked;
