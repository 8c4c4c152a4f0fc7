package io.enidirect.simulator;

import java.util.ArrayDeque;
import java.util.Deque;

/** Answers that wait to be released. */
final class Held {
    private final Deque<Runnable> answers = new ArrayDeque<>();

    synchronized void add(Runnable answer) {
        answers.add(answer);
    }

    synchronized int count() {
        return answers.size();
    }

    /** Sends all of them. What can't be sent any more, because its caller has gone, is dropped. */
    synchronized void release() {
        while (!answers.isEmpty()) {
            try {
                answers.removeFirst().run();
            } catch (RuntimeException e) {
                // the caller was killed while it waited: that is what holding is for
            }
        }
    }
}
