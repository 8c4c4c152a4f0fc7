/** Ingresses: rules for hosts and paths, and the classes that make them ours. */
@NullMarked
package io.enidirect.operator.kinds.ingress;

import org.jspecify.annotations.NullMarked;
