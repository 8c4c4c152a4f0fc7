package io.enidirect.simulator.cloud;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the cloud refuses in a listener's ports and settings (CLB API, CreateListener; CLB documentation 214/6151). */
final class ListenerChecks {
    private static final Set<Integer> RESERVED_ON_L7 =
            Set.of(843, 1020, 1433, 1434, 3306, 3389, 6006, 20000, 36000, 42222, 48369, 56000, 65010);
    private static final List<String> L4_ONLY =
            List.of("Scheduler", "HealthCheck", "SessionExpireTime", "SessionType", "DeregisterTargetRst", "EndPort");

    private final Account account;

    ListenerChecks(Account account) {
        this.account = account;
    }

    void checkNew(LoadBalancer loadBalancer, Protocol protocol, List<Integer> ports, Params params) {
        checkPorts(loadBalancer, protocol, ports, params);
        checkSettings(protocol, params);
        if (params.textOr("Scheduler", "WRR").equals("IP_HASH")) {
            throw ApiError.invalidValue("IP_HASH is not valid for a new listener.");
        }
        params.texts("ListenerNames").forEach(name -> {
            if (name.isEmpty() || name.length() > 80) {
                throw new ApiError("InvalidParameterValue.Length", "Length of .ListenerNames should be 1-80");
            }
        });
        boolean certified = params.has("Certificate") || params.has("MultiCertInfo");
        boolean sni = protocol == Protocol.HTTPS && params.numberOr("SniSwitch", 0) == 1;
        if (protocol.needsCertificate() && !sni && !certified) {
            throw ApiError.missing("Certificate");
        }
        int quota = account.settings().quota(Settings.LISTENER_QUOTA);
        Checks.quota(loadBalancer.listeners().size() + ports.size(), quota, Settings.LISTENER_QUOTA);
    }

    private static void checkPorts(LoadBalancer loadBalancer, Protocol protocol, List<Integer> ports, Params params) {
        if (params.has("EndPort") && ports.size() != 1) {
            throw ApiError.invalidValue("EndPort is valid with one port only.");
        }
        Set<Integer> seen = new HashSet<>();
        for (int port : ports) {
            if (port < 1 || port > 65535) {
                throw new ApiError("InvalidParameterValue.Range", "The port " + port + " is not in 1-65535.");
            }
            if (protocol.layer7() && RESERVED_ON_L7.contains(port)) {
                throw ApiError.invalidValue("The port " + port + " is reserved.");
            }
            boolean taken = loadBalancer.listeners().values().stream()
                    .anyMatch(listener -> listener.protocol().udp() == protocol.udp() && covers(listener, port));
            if (taken || !seen.add(port)) {
                throw new ApiError(
                        "InvalidParameter.PortCheckFailed",
                        "The port " + port + " of protocol " + protocol + " is in use on " + loadBalancer.id() + ".");
            }
        }
    }

    private static boolean covers(Listener listener, int port) {
        return port >= listener.port()
                && port <= Math.max(listener.port(), listener.settings().numberOr("EndPort", 0));
    }

    void checkSettings(Protocol protocol, Params params) {
        if (protocol.layer7()) {
            L4_ONLY.stream().filter(params::has).findFirst().ifPresent(name -> {
                throw ApiError.invalidValue(name + " is not valid for a listener of " + protocol + ".");
            });
        } else if (params.has("KeepaliveEnable")) {
            throw ApiError.invalidValue("KeepaliveEnable is not valid for a listener of " + protocol + ".");
        }
        if (!protocol.needsCertificate() && (params.has("Certificate") || params.has("MultiCertInfo"))) {
            throw ApiError.invalidValue("Certificate is not valid for a listener of " + protocol + ".");
        }
        if (params.numberOr("SniSwitch", 0) == 1 && protocol != Protocol.HTTPS) {
            throw ApiError.invalidValue("SniSwitch is not valid for a listener of " + protocol + ".");
        }
        if (params.has("Scheduler")) {
            Checks.oneOf(params, "Scheduler", "WRR", "LEAST_CONN", "IP_HASH");
        }
        checkSession(protocol, params);
        params.object("HealthCheck").ifPresent(ListenerChecks::checkHealthCheck);
        checkCertificates(params);
    }

    private static void checkSession(Protocol protocol, Params params) {
        int session = params.numberOr("SessionExpireTime", 0);
        if (session == 0) {
            return;
        }
        if (protocol != Protocol.TCP && protocol != Protocol.UDP) {
            throw ApiError.invalidValue("SessionExpireTime is not valid for a listener of " + protocol + ".");
        }
        if (session < 30 || session > 3600) {
            throw new ApiError("InvalidParameterValue.Range", "SessionExpireTime is 0 or in 30-3600.");
        }
    }

    static void checkHealthCheck(Params check) {
        Checks.optionalRange(check, "HealthSwitch", 0, 1);
        Checks.optionalRange(check, "TimeOut", 2, 60);
        Checks.optionalRange(check, "IntervalTime", 2, 300);
        Checks.optionalRange(check, "HealthNum", 2, 10);
        Checks.optionalRange(check, "UnHealthNum", 2, 10);
        Checks.optionalRange(check, "HttpCode", 1, 31);
        Checks.optionalRange(check, "SourceIpType", 0, 1);
        if (check.numberOr("TimeOut", 2) >= check.numberOr("IntervalTime", 5)) {
            throw ApiError.invalidValue("HealthCheck.TimeOut is not less than HealthCheck.IntervalTime.");
        }
    }

    /** An IPv6 load balancer probes from its own address only (CLB API, HealthCheck.SourceIpType). */
    static void checkProbes(LoadBalancer loadBalancer, Params params) {
        boolean shared = params.object("HealthCheck")
                .filter(check -> check.numberOr("SourceIpType", 0) == 1)
                .isPresent();
        if (shared && loadBalancer.ipv6()) {
            throw ApiError.invalidValue("HealthCheck.SourceIpType is 0 on an IPv6 load balancer.");
        }
    }

    /** Those given by id must have been uploaded, unless the settings say that any will do. */
    void checkCertificates(Params params) {
        if (params.has("Certificate") && params.has("MultiCertInfo")) {
            throw new ApiError("InvalidParameter", "Certificate and MultiCertInfo exclude each other.");
        }
        params.object("Certificate").ifPresent(sent -> {
            if (!sent.has("CertId")) {
                throw new ApiError("UnsupportedOperation", "This simulator knows certificates by their id only.");
            }
        });
        if (account.settings().checkCertificates()) {
            Outputs.certificateIds(params).forEach(id -> {
                if (!account.world().certificates().containsKey(id)) {
                    throw ApiError.invalidValue("The certificate " + id + " is not found.");
                }
            });
        }
    }
}
