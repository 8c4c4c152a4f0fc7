package io.enidirect.simulator.cloud;

import java.util.random.RandomGenerator;

/** New ids and addresses. Guarded by the account's lock. */
final class Ids {
    private static final String LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";

    private final RandomGenerator random = RandomGenerator.getDefault();
    // a random start, so that simulators on one machine rarely want the same addresses
    private int address = random.nextInt(256) << 8;

    /** For example {@code lb-1a2b3c4d}. */
    String next(String prefix) {
        StringBuilder id = new StringBuilder(prefix).append('-');
        random.ints(8, 0, LETTERS.length()).forEach(letter -> id.append(LETTERS.charAt(letter)));
        return id.toString();
    }

    /** In 127.200.0.0/16, where a client on this machine really reaches it. */
    String nextAddress() {
        do {
            address = (address + 1) & 0xffff;
        } while ((address & 0xff) == 0 || (address & 0xff) == 255);
        return "127.200." + (address >> 8) + "." + (address & 0xff);
    }

    String nextIpv6Address() {
        nextAddress();
        return "fd00:200::" + Integer.toHexString(address);
    }
}
