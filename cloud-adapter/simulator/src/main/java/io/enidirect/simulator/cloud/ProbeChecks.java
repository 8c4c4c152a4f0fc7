package io.enidirect.simulator.cloud;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What the cloud refuses in a health check (CLB API, HealthCheck; CLB documentation 214/6097). */
final class ProbeChecks {
    /** Of a listener on L4, of a rule on L7. */
    private static final Map<Protocol, List<String>> TYPES = Map.of(
            Protocol.TCP, List.of("TCP", "HTTP", "CUSTOM"),
            Protocol.UDP, List.of("PING", "CUSTOM"),
            Protocol.TCP_SSL, List.of("TCP", "HTTP"),
            Protocol.QUIC, List.of("TCP", "HTTP"),
            Protocol.HTTP, List.of("HTTP", "GRPC"),
            Protocol.HTTPS, List.of("HTTP", "HTTPS", "GRPC"));

    private static final Pattern FIXED_NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,79}");
    private static final Pattern FIXED_PATH = Pattern.compile("/[a-zA-Z0-9._/=?:-]{0,199}");
    private static final Pattern CODES = Pattern.compile("[0-9]+(-[0-9]+)?(,[0-9]+(-[0-9]+)?)*");
    private static final Pattern VISIBLE = Pattern.compile("[ -~]{1,500}");
    private static final Pattern HEX = Pattern.compile("([0-9A-F]{2}){1,250}");

    private ProbeChecks() {}

    /** Of the whole settings of a listener or rule, as they will be: a part may be wrong only beside the rest. */
    static void check(LoadBalancer loadBalancer, Protocol protocol, Params settings) {
        settings.object("HealthCheck").ifPresent(check -> {
            checkNumbers(loadBalancer.ipv6(), check);
            String type = Checks.oneOf(
                    check, "CheckType", Ordered.require(TYPES, protocol).toArray(String[]::new));
            checkPort(protocol, check);
            checkHttp(protocol, type, check);
            if (type.equals("CUSTOM")) {
                checkContext(check);
            }
        });
    }

    private static void checkNumbers(boolean ipv6, Params check) {
        Checks.optionalRange(check, "HealthSwitch", 0, 1);
        Checks.optionalRange(check, "TimeOut", 2, 60);
        Checks.optionalRange(check, "IntervalTime", ipv6 ? 5 : 2, 300);
        Checks.optionalRange(check, "HealthNum", 2, 10);
        Checks.optionalRange(check, "UnHealthNum", 2, 10);
        Checks.optionalRange(check, "HttpCode", 1, 31);
        Checks.optionalRange(check, "SourceIpType", 0, 1);
        if (check.number("TimeOut") >= check.number("IntervalTime")) {
            throw ApiError.invalidValue("HealthCheck.TimeOut is not less than HealthCheck.IntervalTime.");
        }
        if (ipv6 && check.numberOr("SourceIpType", 0) == 1) {
            throw ApiError.invalidValue("HealthCheck.SourceIpType is 0 on an IPv6 load balancer.");
        }
    }

    private static void checkPort(Protocol protocol, Params check) {
        if (!check.has("CheckPort")) {
            return;
        }
        if (protocol != Protocol.TCP && protocol != Protocol.UDP) {
            throw ApiError.invalidValue("HealthCheck.CheckPort is not valid for " + protocol + ".");
        }
        // -1 takes it back to the target's own
        if (check.number("CheckPort") != -1) {
            Checks.range(check, "CheckPort", 1, 65535);
        }
    }

    private static void checkHttp(Protocol protocol, String type, Params check) {
        Checks.optionalOneOf(check, "HttpCheckMethod", "HEAD", "GET");
        Checks.optionalOneOf(check, "HttpVersion", "HTTP/1.0", "HTTP/1.1");
        Checks.optionalFormat(check, "HttpCheckDomain", FIXED_NAME);
        Checks.optionalFormat(check, "HttpCheckPath", FIXED_PATH);
        Checks.optionalFormat(check, "ExtendedCode", CODES);
        if (protocol == Protocol.TCP && type.equals("HTTP")) {
            check.text("HttpVersion");
            check.text("HttpCheckDomain");
        }
    }

    private static void checkContext(Params check) {
        boolean hex = Checks.oneOf(check, "ContextType", "HEX", "TEXT").equals("HEX");
        for (String name : List.of("SendContext", "RecvContext")) {
            check.text(name);
            Checks.optionalFormat(check, name, hex ? HEX : VISIBLE);
        }
    }
}
