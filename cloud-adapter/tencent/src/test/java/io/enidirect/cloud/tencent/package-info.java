/** Tests of the adapter, against sockets on the loopback and against the simulator. */
@NullMarked
package io.enidirect.cloud.tencent;

import org.jspecify.annotations.NullMarked;
