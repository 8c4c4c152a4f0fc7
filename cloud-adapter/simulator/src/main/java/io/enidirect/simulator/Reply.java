package io.enidirect.simulator;

import java.nio.charset.StandardCharsets;

/**
 * An answer on its way: what it says, and how it travels.
 *
 * @param retryAtOnce whether it has {@code Retry-After: 0}, which makes many HTTP clients send the call again
 */
record Reply(int status, String contentType, String body, boolean retryAtOnce, Delivery delivery, long delayMillis) {

    /** How an answer travels. */
    enum Delivery {
        WHOLE,
        /** Never; the connection stays open. */
        HANG,
        CLOSE,
        RESET,
        /** The connection is closed, and so is the port for as long as the delay. */
        REFUSE,
        HALF_HEADER,
        HALF_BODY,
        /** When it is released. */
        HOLD,
        /** When it is released, the connection is closed. */
        HOLD_AND_CLOSE
    }

    /** The type is the cloud's, to the letter: some SDKs look for errors in nothing else. */
    static Reply json(String body) {
        return new Reply(200, "application/json", body, false, Delivery.WHOLE, 0);
    }

    /** Nobody reads it. */
    static Reply none(Delivery delivery) {
        return new Reply(200, "text/plain", "", false, delivery, 0);
    }

    static Reply http(int status) {
        return new Reply(
                status,
                "text/html; charset=utf-8",
                "<html><body><h1>" + status + "</h1></body></html>",
                false,
                Delivery.WHOLE,
                0);
    }

    Reply retryingAtOnce() {
        return new Reply(status, contentType, body, true, delivery, delayMillis);
    }

    Reply by(Delivery newDelivery) {
        return new Reply(status, contentType, body, retryAtOnce, newDelivery, delayMillis);
    }

    Reply after(long millis) {
        return new Reply(status, contentType, body, retryAtOnce, delivery, millis);
    }

    Reply saying(String newContentType, String newBody) {
        return new Reply(status, newContentType, newBody, retryAtOnce, delivery, delayMillis);
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
