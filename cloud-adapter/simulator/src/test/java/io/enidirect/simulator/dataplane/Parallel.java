package io.enidirect.simulator.dataplane;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many calls by some threads. */
final class Parallel {
    private Parallel() {}

    interface Call {
        String make(int number) throws Exception;
    }

    /** How often each answer came. */
    static Map<String, Long> count(int calls, int threads, Call call) throws Exception {
        Map<String, Long> counts = new ConcurrentHashMap<>();
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                int number = i;
                all.add(executor.submit(() -> counts.merge(call.make(number), 1L, Long::sum)));
            }
            for (Future<?> one : all) {
                one.get();
            }
            return counts;
        } finally {
            executor.shutdownNow();
        }
    }
}
