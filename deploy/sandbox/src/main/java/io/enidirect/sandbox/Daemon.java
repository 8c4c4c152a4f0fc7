package io.enidirect.sandbox;

import java.util.concurrent.ThreadFactory;

/** Threads that keep no JVM alive. */
final class Daemon {

    private Daemon() {}

    static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
