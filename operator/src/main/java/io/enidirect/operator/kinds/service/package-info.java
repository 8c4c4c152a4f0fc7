/** Services: a listener for each port. */
@NullMarked
package io.enidirect.operator.kinds.service;

import org.jspecify.annotations.NullMarked;
