/** How the API server is found, and how its answers are read: whatever anybody stores, and no more than is needed. */
@NullMarked
package io.enidirect.operator.kubernetes;

import org.jspecify.annotations.NullMarked;
