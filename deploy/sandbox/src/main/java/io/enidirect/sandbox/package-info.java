/**
 * A cluster on one machine: Kubernetes' own API server and controllers, stand-ins for scheduler and kubelet, and pods
 * that really answer on loopback addresses. Knows nothing of the controller that is tried in it.
 */
@NullMarked
package io.enidirect.sandbox;

import org.jspecify.annotations.NullMarked;
