package io.enidirect.cloud;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Addresses as texts. IPv6 has many spellings of each, IPv4 too in the eyes of some; two texts of one address would be two
 * targets, of which one is registered and the other deregistered for ever. So each is kept in one spelling, that of
 * <a href="https://www.rfc-editor.org/rfc/rfc5952">RFC 5952</a>.
 */
public final class IpAddresses {
    /** The longest spelling of all, an IPv6 address that ends as an IPv4 one. */
    private static final int LONGEST = 45;
    // what has this shape is parsed by the JDK without ever asking a name server
    private static final Pattern LITERAL =
            Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|(?=[^:]*:[^:]*:)[0-9A-Fa-f:]+(\\d{1,3}(\\.\\d{1,3}){3})?");
    private static final int GROUPS = 8;
    private static final int OCTETS = 4;

    private IpAddresses() {}

    /** The address that this is one spelling of, without ever asking a name server; empty for what is none. */
    public static Optional<InetAddress> parse(String text) {
        byte[] octets = octets(text);
        try {
            return octets == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(octets));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Its 4 or 16 octets, null for what is no address; an IPv4 address in IPv6's clothes has 4. */
    public static byte @Nullable [] octets(String text) {
        long plain = plain(text);
        if (plain >= 0) {
            return new byte[] {(byte) (plain >> 24), (byte) (plain >> 16), (byte) (plain >> 8), (byte) plain};
        }
        if (text.length() > LONGEST || !LITERAL.matcher(text).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /**
     * The 32 bits of an IPv4 address in the one spelling of it, −1 for everything else. Nearly all addresses are such, and
     * each of tens of thousands is looked at more than once in a reconcile: hence by hand, and without making anything.
     */
    private static long plain(String text) {
        long address = 0;
        int dots = 0;
        int digits = 0;
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (digits == 0 || dots == OCTETS - 1) {
                    return -1;
                }
                dots++;
                address = address << Byte.SIZE | value;
                digits = 0;
                value = 0;
            } else if (c < '0' || c > '9' || (digits > 0 && value == 0)) {
                return -1;
            } else {
                value = 10 * value + c - '0';
                digits++;
                if (value > 0xff) {
                    return -1;
                }
            }
        }
        return digits > 0 && dots == OCTETS - 1 ? address << Byte.SIZE | value : -1;
    }

    /** The one spelling of this address; an IPv4 address in IPv6's clothes is IPv4. What is no address stays as it is. */
    public static String canonical(String text) {
        return plain(text) >= 0 ? text : parse(text).map(IpAddresses::spelled).orElse(text);
    }

    private static String spelled(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != 2 * GROUPS) {
            return address.getHostAddress();
        }
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
        }
        int from = 0;
        int zeros = 0;
        for (int i = 0; i < GROUPS; i++) {
            int run = zerosAt(groups, i);
            if (run > zeros) {
                from = i;
                zeros = run;
            }
        }
        // a single group of zeros is written out
        return zeros < 2 ? hex(groups, 0, GROUPS) : hex(groups, 0, from) + "::" + hex(groups, from + zeros, GROUPS);
    }

    private static int zerosAt(int[] groups, int from) {
        int end = from;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end - from;
    }

    private static String hex(int[] groups, int from, int to) {
        StringJoiner text = new StringJoiner(":");
        for (int i = from; i < to; i++) {
            text.add(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
