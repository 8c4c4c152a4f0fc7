package io.enidirect.operator.observe;

/** The one informer of a kind. It tries for ever, by itself, to list and to watch what it can't now. */
interface Informer {

    /** Starts it, and waits a while for its first list; returns all the same where that does not come. */
    void start();

    void stop();

    /** False for good: only a restart of the process would mend it. */
    boolean running();

    /** Whether it has ever had a whole list. */
    boolean synced();

    boolean watching();

    /** Whether what it does not have is not there, and each change will be known. */
    default boolean trusted() {
        return running() && synced() && watching();
    }
}
