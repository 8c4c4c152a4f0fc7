package io.enidirect.quickstart;

/** An example did not get where it should in time; the message says what the cluster knows about it. */
final class NotReady extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotReady(String message) {
        super(message);
    }
}
