/** The process: from the command line to an exit code. */
@NullMarked
package io.enidirect.operator;

import org.jspecify.annotations.NullMarked;
