package io.enidirect.quickstart;

/**
 * What one example was asked, and what came.
 *
 * @param answeredBy the backend that did, by its own word
 * @param client the client addresses that the backend saw
 */
record Row(Question question, String answeredBy, String client, boolean ok) {

    /**
     * The half of a row that is known before.
     *
     * @param manifest the file in {@code deploy/examples}
     * @param request what is sent
     * @param expected the backend that should answer
     */
    record Question(String manifest, String request, String expected) {

        Row answered(String by, String client, boolean ok) {
            return new Row(this, by, client, ok);
        }

        Row unanswered() {
            return new Row(this, "-", "-", false);
        }
    }
}
