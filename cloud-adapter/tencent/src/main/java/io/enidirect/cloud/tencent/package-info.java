/**
 * The port over the Tencent Cloud SDK, the only importer of it: requests and answers, batches, the rate limit, the circuit
 * breaker, credentials, and an HTTP engine that never sends a call twice.
 */
@NullMarked
package io.enidirect.cloud.tencent;

import org.jspecify.annotations.NullMarked;
