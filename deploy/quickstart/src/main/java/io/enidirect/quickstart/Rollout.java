package io.enidirect.quickstart;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Replaces every pod of an example's Deployment while clients send requests, each on a connection of its own. */
final class Rollout {

    private static final int CLIENTS = 4;
    private static final int MOST_REQUESTS = 5_000; // of one client
    private static final long PAUSE_MILLIS = 5;

    private final Stage stage;

    Rollout(Stage stage) {
        this.stage = stage;
    }

    /**
     * Requests sent and failed from just before the rollout until the last old pod was gone.
     *
     * @param firstFailure why the first of the failed ones did
     */
    record Result(int pods, Duration time, int sent, int failed, Optional<String> firstFailure) {

        Result plus(Result other) {
            return new Result(
                    pods, time, sent + other.sent, failed + other.failed, firstFailure.or(other::firstFailure));
        }

        @Override
        public String toString() {
            return "%d pods replaced in %.1f s under load: %,d requests sent, %,d failed%s"
                    .formatted(
                            pods,
                            time.toMillis() / 1000.0,
                            sent,
                            failed,
                            firstFailure.map(why -> " (the first: " + why + ")").orElse(""));
        }
    }

    Result of(Example example) {
        InetSocketAddress server = stage.address(example);
        int pods = stage.pods(example).size();
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        long started = System.nanoTime();
        try {
            List<Future<Result>> loads = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                String client = "127.77.1." + (i + 1);
                loads.add(clients.submit(() -> load(client, server, done)));
            }
            replacePods(example);
            done.set(true);
            Duration time = Duration.ofNanos(System.nanoTime() - started);
            Result sum = new Result(pods, time, 0, 0, Optional.empty());
            for (Future<Result> load : loads) {
                sum = sum.plus(load.get());
            }
            return sum;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during the rollout", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a client broke down", e);
        } finally {
            done.set(true);
            clients.shutdown();
        }
    }

    private void replacePods(Example example) {
        stage.client()
                .apps()
                .deployments()
                .inNamespace(stage.namespace())
                .withName(example.deployment())
                .edit(deployment -> deployment
                        .edit()
                        .editSpec()
                        .editTemplate()
                        .editMetadata()
                        .addToAnnotations(
                                "kubectl.kubernetes.io/restartedAt",
                                Instant.now().toString())
                        .endMetadata()
                        .endTemplate()
                        .endSpec()
                        .build());
        stage.awaitPods(example);
        // the last old pod goes on serving for a while, and its end is the moment that matters
        if (!Patience.untilTrue(Stage.DEADLINE, () -> stage.ending(example).isEmpty())) {
            throw stage.notReady(example, "old pods are still ending");
        }
    }

    private static Result load(String client, InetSocketAddress server, AtomicBoolean done)
            throws InterruptedException {
        int sent = 0;
        int failed = 0;
        Optional<String> firstFailure = Optional.empty();
        while (!done.get() && sent < MOST_REQUESTS) {
            sent++;
            try {
                Requests.http(client, server);
            } catch (IOException e) {
                failed++;
                firstFailure = firstFailure.or(() -> Optional.of(e.toString()));
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return new Result(0, Duration.ZERO, sent, failed, firstFailure);
    }
}
