/** What a TkeServiceConfig says of a source's listeners, hosts and rules, in the words of the model. */
@NullMarked
package io.enidirect.operator.desired.tuning;

import org.jspecify.annotations.NullMarked;
