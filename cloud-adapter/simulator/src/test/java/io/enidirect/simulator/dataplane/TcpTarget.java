package io.enidirect.simulator.dataplane;

import io.enidirect.simulator.dataplane.Frontend.Upstream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A pod that serves TCP. It leaves the probes, which come from 127.200/16, out of account. */
final class TcpTarget implements AutoCloseable {
    private final String ip;
    private final ServerSocket server;
    private final Conversation conversation;
    private final Queue<String> clients = new ConcurrentLinkedQueue<>();

    private final ExecutorService threads = Executors.newCachedThreadPool(run -> {
        Thread thread = new Thread(run, "target");
        thread.setDaemon(true);
        return thread;
    });

    /** What the pod does with a connection, which is closed afterwards. */
    interface Conversation {
        void with(Socket client) throws IOException;
    }

    private TcpTarget(String ip, int port, Conversation conversation) {
        this.ip = ip;
        this.conversation = conversation;
        try {
            server = new ServerSocket();
            server.bind(Place.of(ip, port), 4_096);
        } catch (IOException e) {
            throw new AssertionError("No place for " + ip + ":" + port, e);
        }
    }

    static TcpTarget serve(String ip, int port, Conversation conversation) {
        TcpTarget target = new TcpTarget(ip, port, conversation);
        target.threads.execute(target::acceptAll);
        return target;
    }

    static TcpTarget serve(String ip, Conversation conversation) {
        return serve(ip, 0, conversation);
    }

    /** A pod that says its own address and hangs up. */
    static TcpTarget naming(String ip) {
        return serve(ip, client -> client.getOutputStream().write(ip.getBytes(StandardCharsets.UTF_8)));
    }

    /** A pod that returns what it gets until it gets no more. */
    static TcpTarget echoing(String ip) {
        return serve(ip, client -> client.getInputStream().transferTo(client.getOutputStream()));
    }

    Upstream weighing(int weight) {
        return new Upstream(ip, server.getLocalPort(), weight);
    }

    int port() {
        return server.getLocalPort();
    }

    /** The addresses of the clients so far. */
    Queue<String> clients() {
        return clients;
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                InetAddress from = client.getInetAddress();
                if (from == null || from.getHostAddress().startsWith("127.200.")) {
                    client.close();
                } else {
                    clients.add(from.getHostAddress());
                    threads.execute(() -> converse(client));
                }
            } catch (IOException e) {
                // Closed, or a probe that was gone again.
            }
        }
    }

    private void converse(Socket client) {
        try (client) {
            conversation.with(client);
        } catch (IOException e) {
            // The client sees it.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
