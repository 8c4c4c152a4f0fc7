package io.enidirect.cloud.tencent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** An HTTP/1.1 server in which each request counts as executed before it is answered in any way, or in none. */
final class LoopbackServer implements AutoCloseable {
    /**
     * @param connection the number of the connection that it came over, from 0
     * @param path as sent, with the query
     */
    record Received(int connection, String path, Map<String, String> headers, String body) {
        String action() {
            return headers.getOrDefault("x-tc-action", "");
        }
    }

    private final ServerSocket server;
    private final Function<Received, Reply> behaviour;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

    LoopbackServer(Function<Received, Reply> behaviour) throws IOException {
        this.behaviour = behaviour;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    long executed(String action) {
        return received.stream().filter(each -> each.action().equals(action)).count();
    }

    private void accept() {
        for (int connection = 0; !server.isClosed(); connection++) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                int number = connection;
                daemon(() -> serve(socket, number));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket, int connection) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            boolean open = true;
            while (open) {
                String requestLine = line(in);
                String path = requestLine.substring(requestLine.indexOf(' ') + 1, requestLine.lastIndexOf(' '));
                Map<String, String> headers = new TreeMap<>();
                for (String line = line(in); !line.isEmpty(); line = line(in)) {
                    int colon = line.indexOf(':');
                    headers.put(
                            line.substring(0, colon).toLowerCase(Locale.ROOT),
                            line.substring(colon + 1).strip());
                }
                int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
                Received request = new Received(connection, path, headers, new String(in.readNBytes(length), UTF_8));
                received.add(request);
                open = behaviour.apply(request).write(socket);
            }
        } catch (IOException gone) {
            // the client has left
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("closed");
            }
            line.write(b);
        }
        return line.toString(ISO_8859_1).strip();
    }

    private static void daemon(Runnable run) {
        Thread thread = new Thread(run, "loopback-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
