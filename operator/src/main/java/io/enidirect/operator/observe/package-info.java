/**
 * What is seen of Kubernetes and the cloud before anything is decided: trimmed, indexed caches with their event sources,
 * and the observer that makes a snapshot of them. Reads only.
 */
@NullMarked
package io.enidirect.operator.observe;

import org.jspecify.annotations.NullMarked;
