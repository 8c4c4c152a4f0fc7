package io.enidirect.quickstart;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests without an end, each on a connection of its own, until somebody looks what became of them. */
final class SteadyLoad {
    private static final long PAUSE_MILLIS = 10;
    private static final int MOST_REQUESTS = 20_000; // of one client

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<List<String>>> clients = new ArrayList<>();
    private final AtomicInteger sent = new AtomicInteger();

    /** Asks there from now on, with that name of the host. */
    SteadyLoad on(InetSocketAddress server, String host) {
        String client = "127.77.9." + (clients.size() + 1);
        clients.add(threads.submit(() -> ask(client, server, host)));
        return this;
    }

    private List<String> ask(String client, InetSocketAddress server, String host) {
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < MOST_REQUESTS && !Thread.currentThread().isInterrupted(); i++) {
            sent.incrementAndGet();
            try {
                Requests.http(client, server, host, "/");
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (IOException e) {
                failures.add(Instant.now() + " " + host + ": " + e);
            } catch (InterruptedException e) {
                break;
            }
        }
        return failures;
    }

    int sent() {
        return sent.get();
    }

    /** Ends it, and answers what failed. */
    List<String> end() {
        threads.shutdownNow();
        List<String> failures = new ArrayList<>();
        for (Future<List<String>> client : clients) {
            try {
                failures.addAll(client.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while a load ends", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        return failures;
    }
}
