package io.enidirect.sandbox;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Ports for processes that are about to start, and listen on every address. The kernel is not asked for any: what it gives and gets
 * back it may give to the next who asks, or to a connection, before the process listens.
 */
public final class FreePorts {
    private static final int FIRST = 11_000;
    private static final int LAST = 32_767; // those that Linux gives by itself begin behind it
    private static final Random RANDOM = new Random();
    private static final Set<Integer> GIVEN = new HashSet<>();

    private FreePorts() {}

    /** @return a TCP port that nobody listens on at any address, and that nobody in this process was given before */
    public static synchronized int next() {
        while (GIVEN.size() < LAST - FIRST) {
            int port = RANDOM.nextInt(FIRST, LAST + 1);
            if (GIVEN.add(port) && isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port is free");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1)) {
            return socket.isBound();
        } catch (IOException e) {
            return false; // in use
        }
    }
}
