package io.enidirect.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.enidirect.simulator.cloud.State;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Parameters of any action: mostly such as could be meant, of objects that are there, with something odd now and then. */
final class RandomCalls {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> ODD_NUMBERS = List.of(
            "-1",
            "0",
            "1",
            "65536",
            "2147483647",
            "2147483648",
            "4294967376",
            "-9223372036854775808",
            "1" + "0".repeat(30));

    private static final Pattern NEEDED =
            Pattern.compile("LoadBalancerIds?|LoadBalancerType|ListenerId|LocationIds?|Ports?"
                    + "|Protocol|Targets|EniIp|Domain|Url|Rules|ModifyList|RewriteInfos|Source.*Id|Target.*Id|ResourceList"
                    + "|Tag.*|CertificateP.*|CertId|Name|Values");

    private static final Map<String, String> TEXTS = Map.ofEntries(
            Map.entry("Protocol", "TCP UDP HTTP HTTP HTTPS TCP_SSL QUIC"),
            Map.entry("LoadBalancerType", "OPEN INTERNAL"),
            Map.entry("AddressIPVersion", "IPV4 IPv6FullChain IPV6"),
            Map.entry("Scheduler", "WRR LEAST_CONN IP_HASH"),
            Map.entry("SessionType", "NORMAL QUIC_CID"),
            Map.entry("TargetType", "NODE TARGETGROUP"),
            Map.entry("CheckType", "TCP HTTP HTTPS GRPC PING CUSTOM"),
            Map.entry("ContextType", "TEXT HEX"),
            Map.entry("SendContext", "00 a"),
            Map.entry("RecvContext", "00 a"),
            Map.entry("HttpVersion", "HTTP/1.0 HTTP/1.1"),
            Map.entry("HttpCheckMethod", "GET HEAD"),
            Map.entry("HttpCheckPath", "/ /a"),
            Map.entry("ForwardType", "HTTP HTTPS GRPC"),
            Map.entry("Domain", "a.x b.x *.x c.* ~^d[.]x$"),
            Map.entry("NewDomain", "a.x e.x"),
            Map.entry("NewDefaultServerDomain", "a.x b.x"),
            Map.entry("Domains", "a.x b.x"),
            Map.entry("Url", "/ /a =/a ~^/b"),
            Map.entry("EniIp", "10.0.0.1 10.0.0.2 10.0.0.3 fd00::1"),
            Map.entry("CertificateType", "SVR CA"),
            Map.entry("SSLMode", "UNIDIRECTIONAL UNIDIRECTIONAL MUTUAL"),
            Map.entry("SSLVerifyClient", "ON OPTIONAL"),
            Map.entry("DataCompressMode", "transparent compatibility"),
            Map.entry("SourceDomain", "a.x b.x"),
            Map.entry("VipIsp", "BGP CMCC"),
            Map.entry("InternetChargeType", "BANDWIDTH_PACKAGE TRAFFIC_POSTPAID_BY_HOUR"),
            Map.entry("Name", "tag-key tag:a location-id tag"),
            Map.entry("OrderBy", "CreateTime LoadBalancerName"));

    private static final Map<String, String> NUMBERS = Map.ofEntries(
            Map.entry("Ports", "80 81 443 8080 8443 9000 9001"),
            Map.entry("Port", "80 8080 9000"),
            Map.entry("EndPort", "82 9005"),
            Map.entry("Weight", "0 10 100"),
            Map.entry("TimeOut", "2 3"),
            Map.entry("IntervalTime", "5 10"),
            Map.entry("HealthNum", "2 3"),
            Map.entry("UnHealthNum", "2 3"),
            Map.entry("RewriteCode", "301 302"),
            Map.entry("RewriteCodes", "301 302"),
            Map.entry("SessionExpireTime", "0 60"),
            Map.entry("Number", "1"),
            Map.entry("Forward", "1"),
            Map.entry("IdleConnectTimeout", "60"),
            Map.entry("MaxConn", "-1 1000"),
            Map.entry("MaxCps", "-1 1000"),
            Map.entry("RescheduleStartTime", "0 60"),
            Map.entry("RescheduleInterval", "0 60"),
            Map.entry("InternetMaxBandwidthOut", "10"));

    private final Random random;
    private State state = new State(List.of(), List.of(), List.of());
    /** The ids that one call has are of one load balancer, and mostly of one listener. */
    private Map<String, List<String>> ids = Map.of();
    /** How often a parameter is sent that need not be: a call with many of them is mostly refused for one. */
    private double optional;

    RandomCalls(long seed) {
        random = new Random(seed);
    }

    ObjectNode call(JsonNode parameters, State now) {
        state = now;
        ids = ids();
        optional = random.nextBoolean() ? 0.02 : 0.12;
        return (ObjectNode) object(parameters);
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private Map<String, List<String>> ids() {
        List<String> certificates =
                state.certificates().stream().map(State.Certificate::id).toList();
        if (state.loadBalancers().isEmpty()) {
            return Map.of("Cert", certificates);
        }
        // otherwise most calls about rules would find none
        List<State.LoadBalancer> ruled = state.loadBalancers().stream()
                .filter(each -> each.listeners().stream().anyMatch(RandomCalls::hasRules))
                .toList();
        boolean ofRules = !ruled.isEmpty() && random.nextBoolean();
        State.LoadBalancer loadBalancer = one(ofRules ? ruled : state.loadBalancers());
        List<State.Listener> some = loadBalancer.listeners().stream()
                .filter(each -> !ofRules || hasRules(each))
                .toList();
        List<State.Listener> one = some.isEmpty() || random.nextInt(20) == 0 ? some : List.of(one(some));
        return Map.of(
                "Cert", certificates,
                "LoadBalancer", List.of(loadBalancer.id()),
                "ResourceList", List.of("qcs::clb:r:uin/1:clb/" + loadBalancer.id()),
                "Listener", one.stream().map(State.Listener::id).toList(),
                "Location",
                        one.stream()
                                .flatMap(each -> each.rules().stream())
                                .map(State.Rule::id)
                                .toList());
    }

    private static boolean hasRules(State.Listener listener) {
        return listener.rules().size() > 1;
    }

    private JsonNode value(String name, JsonNode expected) {
        double odd = random.nextDouble();
        if (odd < 0.01) {
            return JSON.nullNode();
        }
        if (odd < 0.02) {
            return one(List.of(
                    JSON.textNode("1"),
                    JSON.numberNode(1),
                    JSON.booleanNode(true),
                    JSON.arrayNode(),
                    JSON.objectNode()));
        }
        if (expected.isObject()) {
            return object(expected);
        }
        if (expected.isArray()) {
            ArrayNode list = JSON.arrayNode();
            int size = odd > 0.98 ? 120 : odd > 0.95 ? 0 : 1 + random.nextInt(2);
            for (int i = 0; i < size; i++) {
                list.add(value(name, expected.get(0)));
            }
            return list;
        }
        return switch (expected.asText()) {
            case "string" -> JSON.textNode(text(name));
            case "boolean" -> JSON.booleanNode(random.nextInt(4) > 0);
            default -> JSON.numberNode(number(name));
        };
    }

    private JsonNode object(JsonNode expected) {
        ObjectNode object = JSON.objectNode();
        expected.properties().forEach(field -> {
            boolean unknown = field.getKey().contains("Location")
                    && ids.getOrDefault("Location", List.of()).isEmpty();
            boolean needed = NEEDED.matcher(field.getKey()).matches() && !unknown;
            if (random.nextDouble() < (needed ? 0.95 : optional)) {
                object.set(field.getKey(), value(field.getKey(), field.getValue()));
            }
        });
        if (random.nextInt(200) == 0) {
            object.put("Unknown", 1);
        }
        return object;
    }

    private String text(String name) {
        if (random.nextInt(50) == 0) {
            return one(List.of("", "x".repeat(300), "\u0000", "\u4e2d", "'", "-", "lb-x", "[", "\ud83d"));
        }
        if (name.equals("CertificatePublicKey")) {
            return Pem.CERTIFICATE;
        }
        if (name.equals("CertificatePrivateKey")) {
            return one(List.of(Pem.KEY, Pem.KEY, Pem.OTHER_KEY));
        }
        List<String> known = ids.entrySet().stream()
                .filter(kind -> name.contains(kind.getKey()) && (name.contains("Id") || name.equals("ResourceList")))
                .flatMap(kind -> kind.getValue().stream())
                .toList();
        if (!known.isEmpty()) {
            return one(known);
        }
        return TEXTS.containsKey(name) ? one(List.of(TEXTS.get(name).split(" ", -1))) : "a" + random.nextInt(5);
    }

    private BigInteger number(String name) {
        boolean odd = random.nextInt(30) == 0;
        return new BigInteger(
                odd || !NUMBERS.containsKey(name)
                        ? one(ODD_NUMBERS)
                        : one(List.of(NUMBERS.get(name).split(" ", -1))));
    }

    /** An action with its parameters. */
    record Action(String version, String name, JsonNode parameters) {}

    /** The actions that there are; what makes something comes more often, so that there is something. */
    static List<Action> actions(JsonNode versions) {
        return versions.properties().stream()
                .flatMap(version -> version.getValue().properties().stream()
                        .filter(action -> !action.getValue().isNull())
                        .map(action -> new Action(version.getKey(), action.getKey(), action.getValue())))
                .flatMap(action -> Stream.generate(() -> action).limit(frequency(action.name())))
                .toList();
    }

    private static int frequency(String action) {
        if (action.matches("Delete(Listener|LoadBalancer).*")) {
            return 1;
        }
        return action.matches("Create.*|.*Rule|.*Rewrite|.*Domain.*|.*Targets") ? 12 : 4;
    }
}
