package io.enidirect.operator.snapshot;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A block of addresses in CIDR notation, IPv4 or IPv6.
 *
 * @param network its first address
 * @param prefix 0–32 for IPv4, 0–128 for IPv6
 */
public record AddressRange(InetAddress network, int prefix) {
    // what has this shape is parsed by the JDK without ever asking a name server
    private static final Pattern LITERAL =
            Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|(?=[^:]*:[^:]*:)[0-9A-Fa-f:]+(\\d{1,3}(\\.\\d{1,3}){3})?");

    public AddressRange {
        if (prefix < 0 || prefix > bits(network)) {
            throw new IllegalArgumentException("A prefix length is 0–" + bits(network) + ", not " + prefix);
        }
        if (number(network).getLowestSetBit() >= 0 && number(network).getLowestSetBit() < bits(network) - prefix) {
            throw new IllegalArgumentException(network.getHostAddress() + " has bits set beyond its first " + prefix);
        }
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code fc00::/7} or a single address.
     *
     * @throws IllegalArgumentException for anything else, also for a block that does not begin at its first address
     */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        InetAddress network = address(address)
                .orElseThrow(() -> new IllegalArgumentException("'" + address + "' is not an IP address"));
        return new AddressRange(
                network, slash < 0 ? bits(network) : Integer.parseInt(text, slash + 1, text.length(), 10));
    }

    /** Whether this is an address of the block; false for what is no address, or one of the other family. */
    public boolean contains(String ip) {
        return address(ip)
                .filter(address -> bits(address) == bits(network))
                .filter(address -> leadingBits(address).equals(leadingBits(network)))
                .isPresent();
    }

    @Override
    public String toString() {
        return network.getHostAddress().replaceFirst("(:0){2,}$", "::") + "/" + prefix;
    }

    private BigInteger leadingBits(InetAddress address) {
        return number(address).shiftRight(bits(address) - prefix);
    }

    /** The address that this is one spelling of, without ever asking a name server; empty for what is none. */
    public static Optional<InetAddress> address(String text) {
        if (!LITERAL.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static int bits(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }

    private static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }
}
