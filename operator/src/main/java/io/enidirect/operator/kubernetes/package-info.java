/** How answers of the API server are read: whatever anybody may store there, and no more of it than is needed. */
@NullMarked
package io.enidirect.operator.kubernetes;

import org.jspecify.annotations.NullMarked;
