package io.enidirect.simulator;

import java.util.function.Function;

/** A request as it arrived. */
final class Request {
    private final Function<String, String> header;
    private final byte[] body;

    Request(Function<String, String> header, byte[] body) {
        this.header = header;
        this.body = body;
    }

    /** By its name; empty if it is absent. */
    String header(String name) {
        return header.apply(name);
    }

    byte[] body() {
        return body;
    }

    String action() {
        return header("X-TC-Action");
    }

    String version() {
        return header("X-TC-Version");
    }

    String region() {
        return header("X-TC-Region");
    }
}
