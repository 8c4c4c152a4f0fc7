package io.enidirect.simulator.dataplane;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** The path of a request as URLs are compared with it. What the target sees is never changed. */
final class RequestPath {
    private RequestPath() {}

    /** Without query, decoded to one char a byte, without dot segments and doubled slashes, as nginx does it. */
    static String normalised(String target) {
        int query = target.indexOf('?');
        String path = decoded(query < 0 ? target : target.substring(0, query));
        return path.startsWith("/") && (path.contains("//") || path.contains("/.")) ? resolved(path) : path;
    }

    private static String decoded(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        byte[] raw = path.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%' && i + 2 < raw.length && hex(raw[i + 1]) >= 0 && hex(raw[i + 2]) >= 0) {
                bytes.write(hex(raw[i + 1]) * 16 + hex(raw[i + 2]));
                i += 2;
            } else {
                bytes.write(raw[i]);
            }
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static int hex(byte digit) {
        return Character.digit(digit, 16);
    }

    private static String resolved(String path) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.split("/", -1)) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        boolean folder = path.endsWith("/") || path.endsWith("/.") || path.endsWith("/..");
        String joined = "/" + String.join("/", segments);
        return folder && joined.length() > 1 ? joined + "/" : joined;
    }
}
