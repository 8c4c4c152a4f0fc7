package io.enidirect.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The calls in the order in which they were answered, the newest half million of them. */
final class CallLog {
    private static final int KEPT = 500_000;

    private final Deque<Call> calls = new ArrayDeque<>();

    synchronized void add(Call call) {
        if (calls.size() == KEPT) {
            calls.removeFirst();
        }
        calls.add(call);
    }

    synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    synchronized void clear() {
        calls.clear();
    }
}
