package io.enidirect.quickstart;

import io.enidirect.sandbox.EchoAnswer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks an address from a client address of one's choice, always on a connection of its own. */
final class Requests {

    private static final int CONNECT_MILLIS = 1_000;
    private static final int ANSWER_MILLIS = 3_000;
    private static final int DATAGRAM = 512;
    private static final String OK = "HTTP/1.1 200";

    private Requests() {}

    /** A plain GET; anything but a 200 from an echo pod is an error. */
    static EchoAnswer http(String client, InetSocketAddress server) throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(client, 0));
            socket.connect(onThisMachine(server), CONNECT_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            String request = "GET / HTTP/1.1\r\nHost: " + server.getHostString() + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.startsWith(OK)) {
                throw new IOException("not a 200: " + answer.lines().findFirst().orElse("an empty answer"));
            }
            return parsed(answer.substring(answer.indexOf("\r\n\r\n") + 4));
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
