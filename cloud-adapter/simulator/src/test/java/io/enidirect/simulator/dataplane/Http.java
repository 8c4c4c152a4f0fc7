package io.enidirect.simulator.dataplane;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** HTTP by hand, since the JDK's clients choose Host and Connection by themselves. */
public final class Http {
    private Http() {}

    /** An answer; its header names are in lower case. */
    public record Answer(int status, Map<String, String> headers, byte[] bytes) {

        public String body() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        public String header(String name) {
            return Objects.requireNonNull(headers.get(name), () -> name + " of " + headers);
        }
    }

    /** One GET over a connection of its own, with further header lines. */
    public static Answer get(InetSocketAddress frontend, String host, String path, String... headers)
            throws IOException {
        try (Socket socket = Client.connect(frontend)) {
            return get(socket, host, path, headers);
        }
    }

    static Answer get(Socket socket, String host, String path, String... headers) throws IOException {
        send(socket, "GET", host, path, headers);
        return answer(socket.getInputStream(), false);
    }

    static Answer head(Socket socket, String host, String path) throws IOException {
        send(socket, "HEAD", host, path);
        return answer(socket.getInputStream(), true);
    }

    static void send(Socket socket, String method, String host, String path, String... headers) throws IOException {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        socket.getOutputStream().write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    static Answer answer(Socket socket) throws IOException {
        return answer(socket.getInputStream(), false);
    }

    private static Answer answer(InputStream in, boolean headOnly) throws IOException {
        int status = Integer.parseInt(line(in).split(" ", -1)[1]);
        Map<String, String> headers = headers(in);
        if (headOnly || status / 100 == 1 || status == 204 || status == 304) {
            return new Answer(status, headers, new byte[0]);
        }
        if ("chunked".equals(headers.get("transfer-encoding"))) {
            return new Answer(status, headers, chunks(in));
        }
        int length = Optional.ofNullable(headers.get("content-length"))
                .map(Integer::parseInt)
                .orElse(0);
        return new Answer(status, headers, in.readNBytes(length));
    }

    /** The header lines up to the empty one. Of those that come twice the last counts. */
    static Map<String, String> headers(InputStream in) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        return headers;
    }

    static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("after " + line.toString(StandardCharsets.UTF_8));
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = size(in); size > 0; size = size(in)) {
            body.write(in.readNBytes(size));
            line(in);
        }
        line(in);
        return body.toByteArray();
    }

    private static int size(InputStream in) throws IOException {
        return Integer.parseInt(line(in), 16);
    }
}
