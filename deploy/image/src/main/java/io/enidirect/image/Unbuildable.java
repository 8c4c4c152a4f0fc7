package io.enidirect.image;

/** Says in its message what is missing for the image, and what helps. */
final class Unbuildable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unbuildable(String message) {
        super(message);
    }

    Unbuildable(String message, Throwable cause) {
        super(message, cause);
    }
}
