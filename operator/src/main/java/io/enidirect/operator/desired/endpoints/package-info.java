/** From EndpointSlices and pods to the targets behind a part. */
@NullMarked
package io.enidirect.operator.desired.endpoints;

import org.jspecify.annotations.NullMarked;
