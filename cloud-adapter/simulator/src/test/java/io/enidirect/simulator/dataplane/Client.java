package io.enidirect.simulator.dataplane;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client of a frontend, with time-outs that end a test which hangs. */
final class Client {
    private static final int TIMEOUT_MILLIS = 10_000;

    private Client() {}

    static Socket connect(InetSocketAddress frontend, String from) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(TIMEOUT_MILLIS);
        if (!from.equals("127.0.0.1")) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        }
        socket.connect(frontend, TIMEOUT_MILLIS);
        return socket;
    }

    static Socket connect(InetSocketAddress frontend) throws IOException {
        return connect(frontend, "127.0.0.1");
    }

    /** All that a new connection says until its end. */
    static String hear(InetSocketAddress frontend, String from) throws IOException {
        try (Socket socket = connect(frontend, from)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static String hear(InetSocketAddress frontend) throws IOException {
        return hear(frontend, "127.0.0.1");
    }

    /** Sends a word over a connection and returns what comes back instead of it. */
    static String echo(Socket socket, String word) throws IOException {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        socket.getOutputStream().write(bytes);
        return new String(socket.getInputStream().readNBytes(bytes.length), StandardCharsets.UTF_8);
    }
}
