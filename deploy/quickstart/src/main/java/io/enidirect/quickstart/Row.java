package io.enidirect.quickstart;

/**
 * What one example was asked, and what came.
 *
 * @param manifest the file in {@code deploy/examples}
 * @param request what was sent
 * @param expected the backend that should answer
 * @param answeredBy the backend that did, by its own word
 * @param client the client addresses that the backend saw
 */
record Row(String manifest, String request, String expected, String answeredBy, String client, boolean ok) {

    /** A row without an answer; why is told apart. */
    static Row unanswered(String manifest, String request, String expected) {
        return new Row(manifest, request, expected, "-", "-", false);
    }
}
