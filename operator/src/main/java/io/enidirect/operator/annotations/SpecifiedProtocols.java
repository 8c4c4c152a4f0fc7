package io.enidirect.operator.annotations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.enidirect.cloud.Protocol;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.fabric8.kubernetes.api.model.Service;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the ports of a Service are to speak where that is not what its spec says ({@code specify-protocol}).
 *
 * @param ports by number; a port that the Service lacks is left out
 * @param mistake why nothing of it can be given; null: it can, or nothing is said
 */
public record SpecifiedProtocols(
        Map<Integer, Spoken> ports, @Nullable Problem mistake) {
    static final String KEY = Keys.SERVICE + "specify-protocol";
    /** Where it stands on a Service. */
    public static final String FIELD = Annotations.field(KEY);

    private static final Set<Protocol> GIVEN = EnumSet.of(Protocol.TCP, Protocol.UDP, Protocol.HTTP);

    /**
     * Of one port.
     *
     * @param protocols one of each class at most
     * @param hosts as written, for HTTP; none: it is for all hosts
     */
    public record Spoken(List<Protocol> protocols, List<String> hosts) {
        public Spoken {
            protocols = List.copyOf(protocols);
            hosts = List.copyOf(hosts);
        }
    }

    public SpecifiedProtocols {
        ports = Collections.unmodifiableMap(new LinkedHashMap<>(ports));
    }

    public static SpecifiedProtocols of(Service service) {
        String text = Annotations.of(service, KEY).orElse("");
        if (Cut.annotation(service, KEY)) {
            return new SpecifiedProtocols(Map.of(), cannot(service, text, "it is too long to be read"));
        }
        if (Values.OFF.of(service, text)) {
            return new SpecifiedProtocols(Map.of(), null);
        }
        try {
            return new SpecifiedProtocols(read(LenientText.read(text), numbers(service)), null);
        } catch (JsonProcessingException e) {
            return new SpecifiedProtocols(Map.of(), wrong(service, text, "it is no JSON"));
        } catch (Mistake e) {
            return new SpecifiedProtocols(Map.of(), wrong(service, text, String.valueOf(e.getMessage())));
        } catch (AsksForMore e) {
            return new SpecifiedProtocols(Map.of(), cannot(service, text, String.valueOf(e.getMessage())));
        }
    }

    private static Problem wrong(Service service, String text, String rule) {
        return problem(
                Code.BAD_ANNOTATION,
                service,
                text,
                rule,
                "Write {\"80\":{\"protocol\":[\"TCP\",\"UDP\"]}} or"
                        + " {\"80\":{\"protocol\":[\"HTTP\"],\"hosts\":{\"a.com\":{}}}}, or take it away; "
                        + Wording.UNTIL_THEN);
    }

    private static Problem cannot(Service service, String text, String rule) {
        return problem(
                Code.CANNOT_RESTRICT,
                service,
                text,
                rule,
                "Take it away if what spec.ports says will do; " + Wording.UNTIL_THEN);
    }

    private static Problem problem(Code code, Service service, String text, String rule, String remedy) {
        return Problem.of(code, new Place(Row.name(service), FIELD), text, new Wording(rule, remedy));
    }

    private static Set<String> numbers(Service service) {
        return Stream.ofNullable(service.getSpec())
                .flatMap(spec -> Stream.ofNullable(spec.getPorts()))
                .flatMap(List::stream)
                .map(port -> String.valueOf(port.getPort()))
                .collect(Collectors.toSet());
    }

    /** What is written there is not what the key allows. */
    private static final class Mistake extends Exception {
        private static final long serialVersionUID = 1L;

        Mistake(String rule) {
            super(rule);
        }
    }

    /** It asks for what can't be given, and would restrict. */
    private static final class AsksForMore extends Exception {
        private static final long serialVersionUID = 1L;

        AsksForMore() {
            super("listeners of a Service speak TCP, UDP and HTTP only yet, and what asks for another protocol is not"
                    + " served without it");
        }
    }

    private static Map<Integer, Spoken> read(JsonNode root, Set<String> numbers) throws Mistake, AsksForMore {
        if (!root.isObject()) {
            throw new Mistake("it is an object with the numbers of ports");
        }
        Map<Integer, Spoken> ports = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> port : root.properties()) {
            if (numbers.contains(port.getKey())) {
                ports.put(Integer.valueOf(port.getKey()), spoken(port.getKey(), port.getValue()));
            } else if (!port.getKey().matches("\\d+")) {
                throw new Mistake("\"" + port.getKey() + "\" is no number of a port");
            }
        }
        return ports;
    }

    private static Spoken spoken(String at, JsonNode port) throws Mistake, AsksForMore {
        knows(port, at, "protocol", "hosts", "tls");
        JsonNode hosts = port.path("hosts");
        if (!isNothing(hosts)) {
            if (!hosts.isObject()) {
                throw new Mistake(at + ".hosts is an object with hosts");
            }
            for (Map.Entry<String, JsonNode> host : hosts.properties()) {
                if (!host.getValue().isNull()) {
                    knows(host.getValue(), at + ".hosts[" + host.getKey() + "]", "tls");
                }
            }
        }
        if (Stream.concat(Stream.of(port), hosts.valueStream()).anyMatch(each -> !isNothing(each.path("tls")))) {
            throw new AsksForMore();
        }
        List<Protocol> protocols = protocols(at, port.path("protocol"));
        if (!GIVEN.containsAll(protocols)) {
            throw new AsksForMore();
        }
        return new Spoken(
                protocols, hosts.properties().stream().map(Map.Entry::getKey).toList());
    }

    private static List<Protocol> protocols(String at, JsonNode list) throws Mistake {
        if (!list.isArray() || list.isEmpty()) {
            throw new Mistake(
                    at + ".protocol is a list of protocols" + (list.isMissingNode() ? ", and is missing" : ""));
        }
        List<Protocol> protocols = new ArrayList<>();
        for (JsonNode each : list) {
            protocols.add(word(each)
                    .orElseThrow(() -> new Mistake(
                            at + ".protocol has TCP, UDP and HTTP, and \"" + each.asText() + "\" is not known")));
        }
        for (int i = 0; i < protocols.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (protocols.get(i).portClass() == protocols.get(j).portClass()) {
                    throw new Mistake(protocols.get(j) + " and " + protocols.get(i) + " can't be on one port, and " + at
                            + " asks for both");
                }
            }
        }
        return protocols;
    }

    private static Optional<Protocol> word(JsonNode word) {
        return Stream.of(Protocol.values())
                .filter(protocol -> protocol.name().equals(word.asText()))
                .findFirst();
    }

    private static void knows(JsonNode node, String at, String... names) throws Mistake {
        if (!node.isObject()) {
            throw new Mistake(at + " is an object with " + String.join(", ", names));
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!List.of(names).contains(field.getKey())) {
                throw new Mistake(
                        at + " has " + String.join(", ", names) + ", and \"" + field.getKey() + "\" is not known");
            }
        }
    }

    private static boolean isNothing(JsonNode node) {
        return node.isMissingNode()
                || node.isNull()
                || (node.isTextual() && node.asText().isEmpty());
    }
}
