package io.enidirect.operator.endtoend;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** A few clients that ask one after the other, until it is closed; bounded. */
final class Load implements AutoCloseable {
    private static final int CLIENTS = 4;
    private static final int MOST_REQUESTS = 5_000; // of one client
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int SHOWN = 5;

    private final Supplier<Web.Answer> request;
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final List<String> failures = new ArrayList<>();

    private Load(Supplier<Web.Answer> request) {
        this.request = request;
    }

    /** Goes on in the background. */
    static Load start(Supplier<Web.Answer> request) {
        Load load = new Load(request);
        for (int i = 0; i < CLIENTS; i++) {
            load.clients.execute(load::run);
        }
        return load;
    }

    private void run() {
        for (int i = 0; i < MOST_REQUESTS && !done.get(); i++) {
            sent.incrementAndGet();
            try {
                int status = request.get().status();
                if (status != 200) {
                    failed("status " + status);
                }
            } catch (UncheckedIOException e) {
                failed(e.toString());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void failed(String why) {
        failed.incrementAndGet();
        synchronized (failures) {
            if (failures.size() < SHOWN) {
                failures.add(why);
            }
        }
    }

    int sent() {
        return sent.get();
    }

    int failed() {
        return failed.get();
    }

    /** What the first ones that failed got instead. */
    List<String> failures() {
        synchronized (failures) {
            return List.copyOf(failures);
        }
    }

    /** Returns when the last answer is there. */
    @Override
    public void close() {
        done.set(true);
        clients.shutdown();
        try {
            if (!clients.awaitTermination(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("A client does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while clients end", e);
        }
    }
}
