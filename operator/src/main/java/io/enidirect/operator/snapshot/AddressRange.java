package io.enidirect.operator.snapshot;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A range of IP addresses in CIDR notation.
 *
 * @param network its lowest address
 * @param prefix how many leading bits are fixed
 */
public record AddressRange(InetAddress network, int prefix) {

    /** Reads {@code 10.0.0.0/8} or {@code fc00::/7}; throws with a sentence that says what is wrong. */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("'" + text + "' has no prefix length: write 10.0.0.0/8");
        }
        InetAddress network = address(text.substring(0, slash));
        int bits = network.getAddress().length * 8;
        int prefix;
        try {
            prefix = Integer.parseInt(text.substring(slash + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' has no number after the slash", e);
        }
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("'" + text + "' has a prefix length outside 0–" + bits);
        }
        if (new BigInteger(1, network.getAddress())
                        .mod(BigInteger.ONE.shiftLeft(bits - prefix))
                        .signum()
                != 0) {
            throw new IllegalArgumentException("'" + text + "' has bits set after its prefix");
        }
        return new AddressRange(network, prefix);
    }

    /** Whether the address, IPv4 or IPv6 in text form, lies in the range. */
    public boolean contains(String ip) {
        byte[] bytes = address(ip).getAddress();
        byte[] mine = network.getAddress();
        if (bytes.length != mine.length) {
            return false;
        }
        int shift = mine.length * 8 - prefix;
        return new BigInteger(1, bytes).shiftRight(shift).equals(new BigInteger(1, mine).shiftRight(shift));
    }

    private static InetAddress address(String literal) {
        if (literal.isEmpty() || !literal.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            throw new IllegalArgumentException("'" + literal + "' is not an IP address");
        }
        try {
            return InetAddress.getByName(literal); // a literal is never looked up
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + literal + "' is not an IP address", e);
        }
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefix;
    }
}
