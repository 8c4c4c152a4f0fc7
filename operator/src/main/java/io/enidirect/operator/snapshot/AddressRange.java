package io.enidirect.operator.snapshot;

import io.enidirect.cloud.IpAddresses;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * A block of addresses in CIDR notation, IPv4 or IPv6.
 *
 * @param network its first address
 * @param prefix 0–32 for IPv4, 0–128 for IPv6
 */
public record AddressRange(InetAddress network, int prefix) {
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
        InetAddress network = IpAddresses.parse(address)
                .orElseThrow(() -> new IllegalArgumentException("'" + address + "' is not an IP address"));
        return new AddressRange(
                network, slash < 0 ? bits(network) : Integer.parseInt(text, slash + 1, text.length(), 10));
    }

    /** Whether this is an address of the block; false for what is no address, or one of the other family. */
    public boolean contains(String ip) {
        return anyContains(List.of(this), ip);
    }

    private boolean contains(byte[] other) {
        byte[] first = network.getAddress();
        int whole = prefix / Byte.SIZE;
        if (first.length != other.length || !Arrays.equals(first, 0, whole, other, 0, whole)) {
            return false;
        }
        int rest = Byte.SIZE - prefix % Byte.SIZE;
        return rest == Byte.SIZE || (first[whole] ^ other[whole]) >> rest == 0;
    }

    /** Whether one of these blocks has this address; false for what is no address. */
    static boolean anyContains(List<AddressRange> ranges, String ip) {
        byte[] address = IpAddresses.octets(ip);
        if (address != null) {
            for (AddressRange range : ranges) {
                if (range.contains(address)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return IpAddresses.canonical(network.getHostAddress()) + "/" + prefix;
    }

    private static int bits(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }

    private static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }
}
