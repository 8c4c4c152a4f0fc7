package io.enidirect.cloud.tencent;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is asked without the proxy. No name is resolved for it: an address range counts for who is named by an address.
 *
 * @param entries each of {@code NO_PROXY}
 */
record NoProxy(List<Predicate<Target>> entries) {
    /** Who is asked, in lower case, without brackets. */
    record Target(String host, int port) {
        @Nullable InetAddress address() {
            return NoProxy.address(host);
        }
    }

    static final NoProxy NOBODY = new NoProxy(List.of());

    private static final int LAST_PORT = 65535;
    private static final Pattern DIGITS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern HOST =
            Pattern.compile("(?:\\*?\\.)?[a-z0-9_]([-a-z0-9_]*[a-z0-9_])?(\\.[a-z0-9_]([-a-z0-9_]*[a-z0-9_])?)*\\.?");
    private static final Pattern WITH_PORT = Pattern.compile("(?:\\[([^]]*)]|([^:\\[\\]]*))(?::(\\d{1,5}))?");

    NoProxy {
        entries = List.copyOf(entries);
    }

    /** @throws IllegalArgumentException with the first entry of this variable that is none, and the rule */
    static NoProxy parse(String variable, String value) {
        return new NoProxy(Stream.of(value.split("[,\\s]+", -1))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> entry(variable, entry.toLowerCase(Locale.ROOT)))
                .toList());
    }

    /** This machine and its link are never behind a proxy, nor is the metadata service, which is on the link by name. */
    boolean spares(Target target) {
        InetAddress address = target.address();
        boolean near = address == null
                ? target.host().equals("localhost")
                        || target.host().endsWith(".localhost")
                        || target.host().equals(CvmRole.HOST)
                : address.isLoopbackAddress() || address.isLinkLocalAddress();
        return near || entries.stream().anyMatch(entry -> entry.test(target));
    }

    private static Predicate<Target> entry(String variable, String entry) {
        if (entry.equals("*")) {
            return target -> true;
        }
        int slash = entry.indexOf('/');
        if (slash >= 0) {
            return range(variable, entry, address(entry.substring(0, slash)), entry.substring(slash + 1));
        }
        InetAddress bare = address(entry);
        if (bare != null) {
            return target -> bare.equals(target.address());
        }
        Matcher parts = WITH_PORT.matcher(entry);
        if (!parts.matches()) {
            throw refused(variable, entry);
        }
        String host = parts.group(1) == null ? parts.group(2) : parts.group(1);
        int port = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
        Predicate<Target> at = target -> port == 0 || port == target.port();
        InetAddress address = address(host);
        boolean name = parts.group(1) == null
                && !DIGITS.matcher(host).matches()
                && HOST.matcher(host).matches();
        if (port > LAST_PORT || parts.group(3) != null && port == 0 || address == null && !name) {
            throw refused(variable, entry);
        }
        return address == null ? at.and(named(host)) : at.and(target -> address.equals(target.address()));
    }

    /** As curl and Go read it: {@code a.com} is that host and what is under it, {@code .a.com} only what is under it. */
    private static Predicate<Target> named(String entry) {
        String name = entry.startsWith("*") ? entry.substring(1) : entry;
        String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return bare.startsWith(".")
                ? target -> target.host().endsWith(bare)
                : target -> target.host().equals(bare) || target.host().endsWith("." + bare);
    }

    private static Predicate<Target> range(
            String variable, String entry, @Nullable InetAddress network, String length) {
        if (network == null || !length.matches("\\d{1,3}")) {
            throw refused(variable, entry);
        }
        int bits = Integer.parseInt(length);
        byte[] expected = network.getAddress();
        if (bits > expected.length * Byte.SIZE) {
            throw refused(variable, entry);
        }
        return target -> {
            InetAddress address = target.address();
            return address != null && sameBits(expected, address.getAddress(), bits);
        };
    }

    private static boolean sameBits(byte[] one, byte[] other, int bits) {
        int whole = bits / Byte.SIZE;
        int rest = bits % Byte.SIZE;
        return one.length == other.length
                && Arrays.equals(one, 0, whole, other, 0, whole)
                && (rest == 0
                        || (one[whole] & 0xff) >> (Byte.SIZE - rest) == (other[whole] & 0xff) >> (Byte.SIZE - rest));
    }

    /** Null for what is no address: a name is never asked of DNS. */
    private static @Nullable InetAddress address(String text) {
        if (!DIGITS.matcher(text).matches() && (text.indexOf(':') < 0 || !text.matches("[0-9a-f:.]+"))) {
            return null;
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static IllegalArgumentException refused(String variable, String entry) {
        return new IllegalArgumentException(variable + ": '" + HttpProxy.withoutUser(entry)
                + "' is no entry: each is a host, .domain, address, range such as 10.0.0.0/8 or *, a host or address with"
                + " :port if need be, and they are parted by commas. Mend it or take it out");
    }
}
