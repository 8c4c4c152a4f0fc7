/**
 * The command {@code plan}: what the controller would do for the objects in files. Reading them, computing with the same
 * functions as the reconcilers, and printing are apart; only the command itself does input and output.
 */
@NullMarked
package io.enidirect.operator.preview;

import org.jspecify.annotations.NullMarked;
