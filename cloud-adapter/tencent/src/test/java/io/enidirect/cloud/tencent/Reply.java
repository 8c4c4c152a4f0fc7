package io.enidirect.cloud.tencent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.zip.GZIPOutputStream;

/** What {@link LoopbackServer} does with a request once it has counted it as executed. */
@FunctionalInterface
interface Reply {
    /** Answers, or does not; returns whether the connection stays open. */
    boolean write(Socket socket) throws IOException;

    static Reply json(String json) {
        return status("200 OK", "", json);
    }

    /** An answer of the API with these fields and a request id. */
    static Reply fields(String fields) {
        return json("{\"Response\":{" + fields + (fields.isEmpty() ? "" : ",") + "\"RequestId\":\"req-1\"}}");
    }

    static Reply error(String code, String message) {
        return fields("\"Error\":{\"Code\":\"" + code + "\",\"Message\":\"" + message + "\"}");
    }

    static Reply status(String status, String headers, String body) {
        return socket -> {
            send(socket, head(status, headers, body) + body);
            return true;
        };
    }

    /** An answer without listeners, padded to this many bytes and packed by gzip. */
    static Reply packed(int bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("{\"Response\":{\"TotalCount\":0,\"RequestId\":\"req-1\"}}".getBytes(UTF_8));
            byte[] blanks = " ".repeat(1 << 16).getBytes(UTF_8);
            for (int written = 0; written < bytes; written += blanks.length) {
                gzip.write(blanks);
            }
        }
        return socket -> {
            OutputStream out = socket.getOutputStream();
            out.write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: "
                            + packed.size() + "\r\n\r\n")
                    .getBytes(UTF_8));
            packed.writeTo(out);
            out.flush();
            return true;
        };
    }

    static Reply closed() {
        return socket -> false;
    }

    static Reply reset() {
        return socket -> {
            // a close with linger 0 is a RST
            socket.setSoLinger(true, 0);
            return false;
        };
    }

    static Reply halfAHeader() {
        return socket -> {
            send(socket, "HTTP/1.1 200 OK\r\nContent-Ty");
            return false;
        };
    }

    static Reply halfABody() {
        return socket -> {
            String body = "{\"Response\":{\"RequestId\":\"req-1\"}}";
            send(socket, head("200 OK", "", body) + body.substring(0, 10));
            return false;
        };
    }

    static Reply never() {
        return socket -> socket.getInputStream().read() >= 0;
    }

    private static String head(String status, String headers, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(UTF_8).length + "\r\n" + headers + "\r\n";
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(UTF_8));
        out.flush();
    }
}
