package io.enidirect.operator.endtoend;

import io.enidirect.sandbox.EchoAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Requests by hand, each on a connection of its own: the JDK's clients choose the Host, and mend the path. */
final class Web {
    private static final int CONNECT_MILLIS = 1_000;
    private static final int ANSWER_MILLIS = 5_000;

    private Web() {}

    /**
     * What came back.
     *
     * @param echo what a pod said; empty where the load balancer itself answered
     */
    record Answer(int status, Optional<EchoAnswer> echo) {

        /** The name of the pod that answered; empty for none. */
        String pod() {
            return echo.map(EchoAnswer::pod).orElse("");
        }
    }

    /**
     * One GET.
     *
     * @param path sent as it is
     * @throws UncheckedIOException where no whole answer comes
     */
    static Answer get(InetSocketAddress server, String host, String path) {
        return send(server, "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }

    /** One GET of HTTP/1.0, which needs no Host and has none here. */
    static Answer getWithoutHost(InetSocketAddress server, String path) {
        return send(server, "GET " + path + " HTTP/1.0\r\n\r\n");
    }

    private static Answer send(InetSocketAddress server, String request) {
        if (!server.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException(server + " is not on this machine");
        }
        try (Socket socket = new Socket()) {
            socket.connect(server, CONNECT_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer parse(String text) throws IOException {
        int body = text.indexOf("\r\n\r\n");
        if (!text.startsWith("HTTP/1.") || body < 0) {
            throw new IOException("no answer: " + text);
        }
        int status = Integer.parseInt(text.split(" ", 3)[1]);
        return new Answer(
                status, status == 200 ? Optional.of(EchoAnswer.parse(text.substring(body + 4))) : Optional.empty());
    }
}
