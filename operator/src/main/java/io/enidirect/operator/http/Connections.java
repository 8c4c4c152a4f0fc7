package io.enidirect.operator.http;

import io.vertx.core.http.HttpConnection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who has which connections. One too many costs the oldest of the same address, or of the one that has most: a request
 * that comes is always heard, and who leaves his unfinished loses only those. Lives on the thread of its port.
 */
public final class Connections {
    public static final int OF_AN_ADDRESS = 16;
    public static final int IN_ALL = 512;

    private final Map<String, Set<HttpConnection>> open = new LinkedHashMap<>();
    private int count;

    void opened(HttpConnection connection) {
        Set<HttpConnection> its = open.computeIfAbsent(address(connection), any -> new LinkedHashSet<>());
        its.add(connection);
        count++;
        if (its.size() > OF_AN_ADDRESS) {
            close(its);
        } else if (count > IN_ALL) {
            open.values().stream().max(Comparator.comparingInt(Set::size)).ifPresent(this::close);
        }
    }

    void closed(HttpConnection connection) {
        Set<HttpConnection> its = open.get(address(connection));
        if (its != null && its.remove(connection)) {
            count--;
            if (its.isEmpty()) {
                open.remove(address(connection));
            }
        }
    }

    private void close(Set<HttpConnection> of) {
        HttpConnection oldest = of.iterator().next();
        // at once: the next may come before this one's end is told
        closed(oldest);
        oldest.close();
    }

    private static String address(HttpConnection connection) {
        return connection.remoteAddress().hostAddress();
    }
}
