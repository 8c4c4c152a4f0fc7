package io.enidirect.cloud;

/** The range of a port number. */
final class Ports {
    private Ports() {}

    static void require(int port) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("Port " + port + " is not in 1–65535");
        }
    }
}
