package io.enidirect.simulator;

import java.util.function.Function;

/**
 * A request as it arrived.
 *
 * @param header a header by its name, empty if it is absent
 */
record Request(Function<String, String> header, byte[] body) {
    String action() {
        return header.apply("X-TC-Action");
    }

    String version() {
        return header.apply("X-TC-Version");
    }

    String region() {
        return header.apply("X-TC-Region");
    }
}
