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

    private static final List<String> L7_ONLY = List.of("KeepaliveEnable", "DataCompressMode");

    /** Valid for TCP and UDP (CLB API, CreateListener). */
    private static final List<String> PLAIN_ONLY = List.of(
            "IdleConnectTimeout",
            "DeregisterTargetRst",
            "RescheduleTargetZeroWeight",
            "RescheduleUnhealthy",
            "RescheduleExpandTarget",
            "RescheduleStartTime",
            "RescheduleInterval");

    private final Account account;

    ListenerChecks(Account account) {
        this.account = account;
    }

    void checkNew(LoadBalancer loadBalancer, Protocol protocol, List<Integer> ports, Params params) {
        checkPorts(loadBalancer, protocol, ports, params);
        checkSettings(loadBalancer, protocol, params);
        if (params.textOr("Scheduler", "WRR").equals("IP_HASH")) {
            throw ApiError.invalidValue("IP_HASH is not valid for a new listener.");
        }
        params.texts("ListenerNames").forEach(name -> {
            Checks.basicPlane("ListenerNames", name);
            if (name.isEmpty() || name.length() > 80) {
                throw new ApiError("InvalidParameterValue.Length", "Length of .ListenerNames should be 1-80");
            }
        });
        boolean certified = params.has("Certificate") || params.has("MultiCertInfo");
        boolean sni = protocol == Protocol.HTTPS && params.numberOr("SniSwitch", 0) == 1;
        checkSni(sni, params);
        if (protocol.needsCertificate() && !sni && !certified) {
            throw ApiError.missing("Certificate");
        }
        int quota = account.settings().quota(Settings.LISTENER_QUOTA);
        Checks.quota(loadBalancer.listeners().size() + ports.size(), quota, Settings.LISTENER_QUOTA);
    }

    /** With SNI the domains have certificates, and the listener has none (CLB API, CreateListener). */
    static void checkSni(boolean sni, Params params) {
        if (sni && (params.has("Certificate") || params.has("MultiCertInfo"))) {
            throw ApiError.invalidValue("Certificate is not valid for a listener with SniSwitch.");
        }
    }

    private void checkPorts(LoadBalancer loadBalancer, Protocol protocol, List<Integer> ports, Params params) {
        Set<Integer> seen = new HashSet<>();
        for (int port : ports) {
            if (port < 1 || port > 65535) {
                throw ApiError.outOfRange(port, "Ports");
            }
            int end = endPort(protocol, ports, params);
            boolean reserving =
                    protocol.layer7() || account.settings().follows(Reading.RESERVED_PORTS_ON_ALL_PROTOCOLS);
            if (reserving && RESERVED_ON_L7.contains(port)) {
                throw ApiError.invalidValue("The port " + port + " is reserved.");
            }
            boolean taken = loadBalancer.listeners().values().stream()
                    .filter(listener -> listener.protocol().udp() == protocol.udp())
                    .anyMatch(listener -> port <= lastPort(listener) && Math.max(port, end) >= listener.port());
            if (taken || !seen.add(port)) {
                throw new ApiError(
                        "InvalidParameter.PortCheckFailed",
                        "The port " + port + " of protocol " + protocol + " is in use on " + loadBalancer.id() + ".");
            }
        }
    }

    private static int lastPort(Listener listener) {
        return Math.max(listener.port(), listener.settings().numberOr("EndPort", 0));
    }

    /** The end of a range of ports; 0 without one. */
    private static int endPort(Protocol protocol, List<Integer> ports, Params params) {
        if (!params.has("EndPort")) {
            return 0;
        }
        if (ports.size() != 1) {
            throw ApiError.invalidValue("EndPort is valid with one port only.");
        }
        if (protocol != Protocol.TCP && protocol != Protocol.UDP) {
            throw ApiError.invalidValue("EndPort is not valid for a listener of " + protocol + ".");
        }
        return Checks.range(params, "EndPort", ports.get(0), 65535);
    }

    void checkSettings(LoadBalancer loadBalancer, Protocol protocol, Params params) {
        if (protocol.layer7()) {
            L4_ONLY.stream().filter(params::has).findFirst().ifPresent(name -> {
                throw ApiError.invalidValue(name + " is not valid for a listener of " + protocol + ".");
            });
        } else {
            L7_ONLY.stream().filter(params::has).findFirst().ifPresent(name -> {
                throw ApiError.invalidValue(name + " is not valid for a listener of " + protocol + ".");
            });
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
        checkSwitches(loadBalancer, protocol, params);
        checkCertificates(params);
    }

    private static void checkSwitches(LoadBalancer loadBalancer, Protocol protocol, Params params) {
        Checks.optionalRange(params, "SniSwitch", 0, 1);
        Checks.optionalRange(params, "KeepaliveEnable", 0, 1);
        Checks.optionalOneOf(params, "DataCompressMode", "transparent", "compatibility");
        Checks.optionalRange(params, "RescheduleStartTime", 0, 3600);
        Checks.optionalRange(params, "RescheduleInterval", 0, 3600);
        Checks.optionalOneOf(params, "TargetType", "NODE", "TARGETGROUP", "TARGETGROUP-V2");
        boolean plain = protocol == Protocol.TCP || protocol == Protocol.UDP;
        if (!plain) {
            PLAIN_ONLY.stream().filter(params::has).findFirst().ifPresent(name -> {
                throw ApiError.invalidValue(name + " is not valid for a listener of " + protocol + ".");
            });
        }
        boolean shared = loadBalancer.attributes().textOr("SlaType", "shared").equals("shared");
        Checks.optionalRange(params, "IdleConnectTimeout", 10, shared ? 900 : 1980);
        checkLimit(protocol, shared, params, "MaxConn");
        checkLimit(protocol, shared, params, "MaxCps");
        if (params.flag("H2cSwitch") && (protocol != Protocol.HTTP || loadBalancer.isPublic())) {
            throw ApiError.invalidValue("H2cSwitch is valid for HTTP on an internal load balancer only.");
        }
        if (params.flag("ProxyProtocol") && protocol != Protocol.TCP_SSL && protocol != Protocol.QUIC) {
            throw ApiError.invalidValue("ProxyProtocol is not valid for a listener of " + protocol + ".");
        }
        Checks.optionalOneOf(params, "SessionType", "NORMAL", "QUIC_CID");
    }

    /** Only load balancers with a class of performance limit a listener; -1 is no limit. */
    private static void checkLimit(Protocol protocol, boolean shared, Params params, String name) {
        int limit = params.numberOr(name, -1);
        if (limit == -1) {
            return;
        }
        Checks.range(params, name, 1, Integer.MAX_VALUE);
        if (protocol.layer7() || shared) {
            throw ApiError.invalidValue(name + " is valid on L4 and beside a SlaType only.");
        }
    }

    /** Of the whole settings of a listener, as they will be: a part may be wrong only beside the rest. */
    void checkWhole(LoadBalancer loadBalancer, Protocol protocol, Params settings) {
        Checks.sessionScheduler(account.settings(), settings);
        if (settings.textOr("SessionType", "NORMAL").equals("QUIC_CID")) {
            boolean wrr = settings.textOr("Scheduler", "WRR").equals("WRR");
            if (protocol != Protocol.UDP || !wrr || loadBalancer.ipv6()) {
                throw ApiError.invalidValue("SessionType QUIC_CID is valid for UDP with WRR on IPv4 only.");
            }
        }
        ProbeChecks.check(loadBalancer, protocol, settings);
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
        for (String name : List.of("Certificate", "MultiCertInfo")) {
            params.object(name).ifPresent(sent -> checkMode(name, sent));
        }
        if (account.settings().checkCertificates()) {
            Outputs.allCertificateIds(params).forEach(id -> {
                if (!account.world().certificates().containsKey(id)) {
                    throw ApiError.invalidValue("The certificate " + id + " is not found.");
                }
            });
        }
    }

    private void checkMode(String name, Params sent) {
        Checks.optionalOneOf(sent, "SSLMode", "UNIDIRECTIONAL", "MUTUAL");
        Checks.optionalOneOf(sent, "SSLVerifyClient", "ON", "OPTIONAL");
        if (!sent.textOr("SSLMode", "UNIDIRECTIONAL").equals("MUTUAL")) {
            return;
        }
        // a list has its CA among its certificates, and what they are is known of those only that were uploaded
        boolean listed = sent.objects("CertList").stream().anyMatch(this::isCa);
        if (!listed && !sent.has("CertCaId")) {
            throw ApiError.missing(name + ".CertCaId");
        }
    }

    private boolean isCa(Params listed) {
        Certificate known = account.world().certificates().get(listed.textOr("CertId", ""));
        return known == null
                ? !account.settings().checkCertificates()
                : known.type().equals("CA");
    }
}
