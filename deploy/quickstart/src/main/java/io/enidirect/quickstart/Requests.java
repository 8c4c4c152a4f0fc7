package io.enidirect.quickstart;

import io.enidirect.sandbox.EchoAnswer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks an address from a client address of one's choice, always on a connection of its own. */
final class Requests {

    private static final int CONNECT_MILLIS = 1_000;
    private static final int ANSWER_MILLIS = 3_000;
    private static final int DATAGRAM = 512;
    private static final int OK = 200;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");

    private Requests() {}

    /**
     * What a load balancer or a pod answers over HTTP.
     *
     * @param echo what the pod says, where one answered
     */
    record Reply(int status, Optional<EchoAnswer> echo) {}

    /** A plain GET; anything but a 200 from an echo pod is an error. */
    static EchoAnswer http(String client, InetSocketAddress server) throws IOException {
        return http(client, server, server.getHostString(), "/");
    }

    /** As the other one, of that host and path. */
    static EchoAnswer http(String client, InetSocketAddress server, String host, String path) throws IOException {
        Reply reply = get(client, server, host, path);
        return reply.echo().orElseThrow(() -> new IOException("not a 200 but " + reply.status()));
    }

    /** A GET; any complete answer will do, but a 200 has to come from an echo pod. */
    static Reply get(String client, InetSocketAddress server, String host, String path) throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(client, 0));
            socket.connect(onThisMachine(server), CONNECT_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher status = STATUS.matcher(answer);
            if (!status.lookingAt()) {
                throw new IOException("no answer of a web server: "
                        + answer.lines().findFirst().orElse("it is empty"));
            }
            int code = Integer.parseInt(status.group(1));
            return new Reply(
                    code,
                    code == OK
                            ? Optional.of(parsed(answer.substring(answer.indexOf("\r\n\r\n") + 4)))
                            : Optional.empty());
        }
    }

    static EchoAnswer udp(String client, InetSocketAddress server) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(client, 0))) {
            socket.setSoTimeout(ANSWER_MILLIS);
            byte[] request = "hello".getBytes(StandardCharsets.US_ASCII);
            socket.send(new DatagramPacket(request, request.length, onThisMachine(server)));
            DatagramPacket answer = new DatagramPacket(new byte[DATAGRAM], DATAGRAM);
            socket.receive(answer);
            return parsed(new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8));
        }
    }

    /** Whatever a status says: requests of the quickstart never leave the machine. */
    private static InetSocketAddress onThisMachine(InetSocketAddress server) throws IOException {
        InetAddress address = server.getAddress();
        if (address == null || !address.isLoopbackAddress()) {
            throw new IOException(server + " is no address of this machine");
        }
        return server;
    }

    private static EchoAnswer parsed(String body) throws IOException {
        try {
            return EchoAnswer.parse(body);
        } catch (IllegalArgumentException e) {
            throw new IOException(e);
        }
    }
}
