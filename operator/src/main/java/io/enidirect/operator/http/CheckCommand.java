package io.enidirect.operator.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;

/** The command {@code check}: whether a URL answers with status 200. */
public final class CheckCommand {
    private static final int OK = 200;

    private final Duration patience;
    private final Duration perTry;
    private final Duration pause;
    private final PrintStream out;

    public CheckCommand(PrintStream out) {
        this(Duration.ofSeconds(30), Duration.ofSeconds(2), Duration.ofSeconds(1), out);
    }

    /**
     * @param patience after which no further try is made
     * @param perTry the longest wait for one answer
     * @param pause between two tries
     */
    CheckCommand(Duration patience, Duration perTry, Duration pause, PrintStream out) {
        this.patience = patience;
        this.perTry = perTry;
        this.pause = pause;
        this.out = out;
    }

    /**
     * Asks, and prints one line.
     *
     * @param url http or https, with a host
     * @return the exit code: 0 it has answered so, 1 it has not
     */
    public int run(URI url) {
        long start = System.nanoTime();
        // of the pods themselves: no proxy answers in their place
        HttpClient client = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(perTry)
                .build();
        HttpRequest request = HttpRequest.newBuilder(url).timeout(perTry).build();
        try {
            Optional<String> problem = problem(client, request);
            while (problem.isPresent() && System.nanoTime() - start < patience.toNanos()) {
                Thread.sleep(pause.toMillis());
                problem = problem(client, request);
            }
            out.println(url + problem.map(this::refusal).orElse(": answered 200."));
            return problem.isPresent() ? 1 : 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            out.println(url + ": the check was interrupted. Run it again.");
            return 1;
        }
    }

    private String refusal(String problem) {
        return ": not one answer 200 in " + patience.toSeconds() + " s, at last " + problem + ".";
    }

    /** Of one try, with its remedy; empty where there is none. */
    private Optional<String> problem(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            response.body().close();
            return response.statusCode() == OK
                    ? Optional.empty()
                    : Optional.of(response.statusCode() + ". See in the log of who answers why");
        } catch (HttpTimeoutException e) {
            return Optional.of("none within " + perTry.toSeconds() + " s. See that no NetworkPolicy or firewall is"
                    + " between, and that who answers is not overloaded");
        } catch (ConnectException e) {
            return Optional.of(
                    e.getCause() instanceof ConnectException cause
                                    && cause.getCause() instanceof UnresolvedAddressException
                            ? "no address of this host. Correct it, or see that its Service is there"
                            : "no connection. See that it runs and is ready, and that this is its port");
        } catch (IOException e) {
            return Optional.of("none in HTTP (" + e.getMessage() + "). See that this is its port and scheme");
        }
    }
}
