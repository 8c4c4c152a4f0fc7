/**
 * The front of Services: claims them, makes each one's own CloudLoadBalancer and lets go of both, and publishes on the
 * Service what the main reconciler says of it. What to do is a pure function; the rest carries it out.
 */
@NullMarked
package io.enidirect.operator.service;

import org.jspecify.annotations.NullMarked;
