package io.enidirect.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A call over a bare socket: what arrives on it to the last byte, or the error that ends it. */
final class RawCall {
    private RawCall() {}

    static String lastRead(String endpoint, Client client, String action, String body) throws IOException {
        Client.Signing signing = client.signing(body);
        String host = endpoint.substring("http://".length());
        int port = Integer.parseInt(host.substring(host.indexOf(':') + 1));
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(message(action, body, host, signing));
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            try {
                socket.getInputStream().transferTo(all);
            } catch (IOException e) {
                return String.valueOf(e.getMessage());
            }
            return all.toString(StandardCharsets.UTF_8);
        }
    }

    private static byte[] message(String action, String body, String host, Client.Signing signing) {
        Instant time = signing.time();
        return String.join(
                        "\r\n",
                        "POST / HTTP/1.1",
                        "Host: " + host,
                        "Content-Type: application/json; charset=utf-8",
                        "Content-Length: " + body.length(),
                        "Authorization: " + Client.authorization(signing),
                        "X-TC-Action: " + action,
                        "X-TC-Version: " + signing.version(),
                        "X-TC-Region: " + signing.region(),
                        "X-TC-Timestamp: " + time.getEpochSecond(),
                        "",
                        body)
                .getBytes(StandardCharsets.UTF_8);
    }
}
