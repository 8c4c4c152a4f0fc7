package io.enidirect.quickstart;

import io.enidirect.quickstart.Row.Question;
import io.enidirect.sandbox.EchoAnswer;
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

/** Replaces every pod of a Deployment while clients send requests, each on a connection of its own. */
final class Rollout {

    private static final int CLIENTS = 4;
    private static final int MOST_REQUESTS = 5_000; // of one client
    private static final long PAUSE_MILLIS = 5;

    private final Stage stage;
    private final Verdicts verdicts;

    Rollout(Stage stage, Verdicts verdicts) {
        this.stage = stage;
        this.verdicts = verdicts;
    }

    /**
     * What is asked while the pods of the Deployment are replaced.
     *
     * @param host empty: the address
     */
    record Load(Example example, String deployment, String host, String path) {

        EchoAnswer request(String client, InetSocketAddress server) throws IOException {
            return Requests.http(client, server, host.isEmpty() ? server.getHostString() : host, path);
        }
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
            return "%d new pods in %.1f s, %,d requests, %,d failed%s"
                    .formatted(
                            pods,
                            time.toMillis() / 1000.0,
                            sent,
                            failed,
                            firstFailure.map(why -> " (the first: " + why + ")").orElse(""));
        }
    }

    /** All of them side by side. */
    List<Row> of(List<Load> loads) {
        ExecutorService rollouts = Executors.newFixedThreadPool(loads.size());
        try {
            List<Future<Row>> rows = new ArrayList<>();
            for (Load load : loads) {
                String clients = "127.77." + (rows.size() + 1) + ".";
                rows.add(rollouts.submit(() -> of(load, clients)));
            }
            List<Row> all = new ArrayList<>();
            for (Future<Row> row : rows) {
                all.add(ended(row));
            }
            return all;
        } finally {
            rollouts.shutdownNow();
        }
    }

    private Row of(Load load, String clients) {
        Question question = new Question(
                load.example().manifest(),
                "rolling update of " + load.deployment() + " under load",
                "0 failed requests");
        return verdicts.on(question, () -> {
            Result result = measured(load, clients);
            return question.answered(result.toString(), "-", result.sent() > 0 && result.failed() == 0);
        });
    }

    private Result measured(Load load, String clients) {
        InetSocketAddress server = stage.address(load.example());
        int pods = stage.pods(load.deployment()).size();
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        long started = System.nanoTime();
        try {
            List<Future<Result>> results = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                String client = clients + (i + 1);
                results.add(threads.submit(() -> asking(load, client, server, done)));
            }
            replacePods(load);
            done.set(true);
            Result sum = new Result(pods, Duration.ofNanos(System.nanoTime() - started), 0, 0, Optional.empty());
            for (Future<Result> result : results) {
                sum = sum.plus(ended(result));
            }
            return sum;
        } finally {
            done.set(true);
            threads.shutdown();
        }
    }

    private static <T> T ended(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during a rollout", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a rollout broke down", e);
        }
    }

    private void replacePods(Load load) {
        stage.client()
                .apps()
                .deployments()
                .inNamespace(stage.namespace())
                .withName(load.deployment())
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
        stage.awaitPods(load.example(), load.deployment());
        // the last old pod goes on serving for a while, and its end is the moment that matters
        if (!Patience.untilTrue(
                Stage.DEADLINE, () -> stage.ending(load.deployment()).isEmpty())) {
            throw stage.notReady(load.example(), "old pods are still ending");
        }
    }

    private static Result asking(Load load, String client, InetSocketAddress server, AtomicBoolean done)
            throws InterruptedException {
        int sent = 0;
        int failed = 0;
        Optional<String> firstFailure = Optional.empty();
        while (!done.get() && sent < MOST_REQUESTS) {
            sent++;
            try {
                load.request(client, server);
            } catch (IOException e) {
                failed++;
                firstFailure = firstFailure.or(() -> Optional.of(e.toString()));
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return new Result(0, Duration.ZERO, sent, failed, firstFailure);
    }
}
