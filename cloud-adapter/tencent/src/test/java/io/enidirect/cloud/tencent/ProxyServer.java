package io.enidirect.cloud.tencent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP proxy on a real socket: it opens tunnels and passes plain requests on. Whatever host is asked for, it is found at
 * one port of this machine.
 */
final class ProxyServer implements AutoCloseable {
    /** @param line the request line, as it came */
    record Asked(String line, List<String> headers) {
        boolean says(String header) {
            return headers.contains(header);
        }
    }

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int behind;
    private final String authorization;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

    /** @param authorization the header without which nobody is let in; empty for a proxy that lets in everybody */
    ProxyServer(int behind, String authorization) throws IOException {
        this.behind = behind;
        this.authorization = authorization;
        daemon(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    List<String> lines() {
        return asked.stream().map(Asked::line).toList();
    }

    private void accept() throws IOException {
        while (!server.isClosed()) {
            Socket socket = server.accept();
            sockets.add(socket);
            daemon(() -> serve(socket));
        }
    }

    private void serve(Socket client) throws IOException {
        try (client;
                Socket there = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            sockets.add(there);
            InputStream in = new BufferedInputStream(client.getInputStream());
            Asked head = head(in);
            asked.add(head);
            OutputStream out = client.getOutputStream();
            if (!authorization.isEmpty() && !head.says("proxy-authorization: " + authorization)) {
                write(
                        out,
                        "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"p\"\r\n"
                                + "Content-Length: 0\r\n\r\n");
                return;
            }
            if (head.line().startsWith("CONNECT ")) {
                write(out, "HTTP/1.1 200 Connection established\r\n\r\n");
            } else {
                write(there.getOutputStream(), passedOn(head));
            }
            daemon(() -> in.transferTo(there.getOutputStream()));
            there.getInputStream().transferTo(out);
        }
    }

    /** The absolute form becomes that of an origin, and one connection carries one request. */
    private static String passedOn(Asked head) {
        List<String> lines = new ArrayList<>();
        lines.add(head.line().replaceFirst(" http://[^/]*", " "));
        head.headers().stream()
                .filter(header -> !header.startsWith("proxy-") && !header.startsWith("connection:"))
                .forEach(lines::add);
        lines.add("connection: close");
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    private static Asked head(InputStream in) throws IOException {
        String request = line(in);
        List<String> headers = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.add(line.substring(0, colon).toLowerCase(Locale.ROOT) + line.substring(colon));
        }
        return new Asked(request, List.copyOf(headers));
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

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
    }

    private interface Io {
        void run() throws IOException;
    }

    private static void daemon(Io run) {
        Thread thread = new Thread(
                () -> {
                    try {
                        run.run();
                    } catch (IOException gone) {
                        // one of the two has left
                    }
                },
                "proxy-server");
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
