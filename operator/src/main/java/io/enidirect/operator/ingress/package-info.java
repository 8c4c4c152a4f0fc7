/** The front of Ingresses: what is particular to them in claiming, in what they say of a load balancer, and in publishing. */
@NullMarked
package io.enidirect.operator.ingress;

import org.jspecify.annotations.NullMarked;
