package io.enidirect.simulator.cloud;

/** One listener's part of a batch can't be done; the rest of the batch can. */
final class BindingRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BindingRefused(String message) {
        super(message, null, false, false);
    }
}
