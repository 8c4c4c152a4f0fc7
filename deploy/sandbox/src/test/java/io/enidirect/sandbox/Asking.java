package io.enidirect.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** Asks a server from a source address of one's choice. */
final class Asking {

    private static final int TIMEOUT_MILLIS = 3_000;

    private Asking() {}

    /** Returns everything that came until the server closed. */
    static String tcp(String from, String to, int port, String request) throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress(to, port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .lines()
                    .collect(Collectors.joining("\n"));
        }
    }

    static EchoAnswer http(String from, String to, int port) throws IOException {
        return EchoAnswer.parse(tcp(
                from,
                to,
                port,
                "GET /where HTTP/1.1\r\nHost: shop.example\r\nX-Forwarded-For: 192.0.2.1, 192.0.2.2\r\n"
                        + "Connection: close\r\n\r\n"));
    }

    static EchoAnswer udp(String from, String to, int port) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(from, 0))) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.send(new DatagramPacket(new byte[] {'?'}, 1, InetAddress.getByName(to), port));
            DatagramPacket answer = new DatagramPacket(new byte[500], 500);
            socket.receive(answer);
            return EchoAnswer.parse(new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8));
        }
    }
}
