package io.enidirect.simulator.cloud;

import java.time.Instant;

/** A certificate of the SSL product, without its key. */
record Certificate(String id, String alias, String type, String publicKey, Instant created) {}
