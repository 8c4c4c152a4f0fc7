/** Knows what the account may have in a region, and asks anew every hour. */
@NullMarked
package io.enidirect.operator.region.quotas;

import org.jspecify.annotations.NullMarked;
