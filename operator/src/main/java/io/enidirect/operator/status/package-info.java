/** Whether the process is well, and what it has made of the cluster's wishes, at a glance. */
@NullMarked
package io.enidirect.operator.status;

import org.jspecify.annotations.NullMarked;
