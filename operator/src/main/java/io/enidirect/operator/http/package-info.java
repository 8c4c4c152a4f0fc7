/** Pages over HTTP, given and asked for: bounded in connections, in time and in what is read. */
@NullMarked
package io.enidirect.operator.http;

import org.jspecify.annotations.NullMarked;
