package io.enidirect.operator.annotations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.enidirect.cloud.IpAddresses;
import io.enidirect.crd.NetworkSpec.IpVersion;
import io.enidirect.crd.NetworkSpec.Isp;
import io.enidirect.crd.NetworkSpec.Zones;
import io.enidirect.operator.annotations.LoadBalancerWords.Parameters;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of CreateLoadBalancer that a user may give, in the cloud's names: an allow-list, read into the typed fields of a
 * CloudLoadBalancer. Nothing is passed on as it stands.
 */
final class ExtensiveParameters {
    private static final String ALLOWED = "AddressIPVersion, VipIsp, ZoneId, MasterZoneId, SlaveZoneId, Vip, SlaType,"
            + " LoadBalancerName, InternetAccessible (InternetChargeType, InternetMaxBandwidthOut), BandwidthPackageId and"
            + " Tags";
    private static final Pattern ZONE = Pattern.compile("[a-z]+(-[a-z]+)+-[0-9]+|[0-9]{6}");
    private static final Pattern SLA = Pattern.compile("clb\\.c[0-9]\\.(small|medium|large|xlarge)");
    private static final Pattern PACKAGE = Pattern.compile("bwp-[a-z0-9]{1,60}");
    private static final int MOST_TAGS = 18;

    private final HasMetadata source;
    private final String key;
    private final String code;
    private final List<Problem> problems;
    private final Map<String, JsonNode> fields = new TreeMap<>();

    /**
     * @param code TKE's, for what it can't read
     * @param problems gets what is wrong
     */
    ExtensiveParameters(HasMetadata source, String key, String code, List<Problem> problems) {
        this.source = source;
        this.key = key;
        this.code = code;
        this.problems = problems;
    }

    Parameters read(String text) {
        if (text.isBlank()) {
            return Parameters.NONE;
        }
        JsonNode all = parsed(text);
        if (all == null) {
            boolean cut = Cut.annotation(source, key);
            bad(null, text, cut ? Cut.TOO_LONG : "it is an object in JSON or YAML", cut ? "Shorten it" : "Write one");
            return Parameters.NONE;
        }
        all.properties().forEach(field -> {
            if (field.getKey().equals("InternetAccessible") && field.getValue().isObject()) {
                field.getValue()
                        .properties()
                        .forEach(inner -> take(field.getKey() + "." + inner.getKey(), inner.getValue()));
            } else {
                take(field.getKey(), field.getValue());
            }
        });
        Parameters read = new Parameters(
                text("AddressIPVersion", ExtensiveParameters::ipVersion, "it is IPV4, IPV6 (NAT64) or IPv6FullChain"),
                text("Vip", ExtensiveParameters::address, "it is an IPv4 address"),
                text(
                        "VipIsp",
                        value -> LoadBalancerReader.one(Isp.values(), value, Function.identity()),
                        "it is BGP, CMCC, CTCC or CUCC"),
                zones(),
                text("SlaType", matching(SLA), "it is a capacity such as clb.c2.medium"),
                text("BandwidthPackageId", matching(PACKAGE), "it is the id of a package such as bwp-a1b2c3d4"),
                text(
                        "LoadBalancerName",
                        value -> Optional.of(value).filter(name -> !name.isEmpty() && name.length() <= 80),
                        "a name has 1 to 80 characters"),
                tags(),
                text(
                        "InternetAccessible.InternetChargeType",
                        LoadBalancerReader::chargeType,
                        "it is TRAFFIC_POSTPAID_BY_HOUR, BANDWIDTH_POSTPAID_BY_HOUR or BANDWIDTH_PACKAGE"),
                text(
                        "InternetAccessible.InternetMaxBandwidthOut",
                        LoadBalancerReader::bandwidth,
                        "it is a whole number of 1 to 2048 Mbps"));
        fields.forEach((name, value) -> bad(
                name,
                value.toString(),
                "it is none of the parameters that can be given, which are " + ALLOWED,
                "Take it out"));
        return read;
    }

    private @Nullable JsonNode parsed(String text) {
        if (Cut.annotation(source, key)) {
            return null;
        }
        try {
            JsonNode all = LenientText.read(text);
            return all.isObject() ? all : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** Null asks for nothing, as in a request. */
    private void take(String name, JsonNode value) {
        if (!value.isNull()) {
            fields.put(name, value);
        }
    }

    private <T> Optional<Said<T>> text(String name, Function<String, Optional<T>> meaning, String rule) {
        JsonNode node = fields.remove(name);
        if (node == null) {
            return Optional.empty();
        }
        Optional<T> value = node.isValueNode() ? meaning.apply(node.asText().strip()) : Optional.empty();
        if (value.isEmpty()) {
            bad(name, node.isTextual() ? node.asText() : node.toString(), rule, "Write such a value, or take it out");
        }
        return value.map(found -> new Said<>(found, place(name)));
    }

    private Optional<Said<Zones>> zones() {
        Optional<Said<String>> single = zone("ZoneId");
        Optional<Said<String>> primary = zone("MasterZoneId");
        Optional<Said<String>> backup = zone("SlaveZoneId");
        Said<String> first = single.or(() -> primary).or(() -> backup).orElse(null);
        if (first == null) {
            return Optional.empty();
        }
        // with a master, ZoneId says the same or contradicts it
        boolean good = single.isPresent()
                ? primary.isEmpty() && backup.isEmpty()
                : primary.isPresent() && !primary.map(Said::value).equals(backup.map(Said::value));
        if (!good) {
            bad(
                    first.field().substring(first.field().lastIndexOf('.') + 1),
                    first.value(),
                    "zones are either a ZoneId, or a MasterZoneId with or without another SlaveZoneId",
                    "Write one of these");
            return Optional.empty();
        }
        return Optional.of(new Said<>(
                new Zones(
                        single.map(Said::value).orElse(null),
                        primary.map(Said::value).orElse(null),
                        backup.map(Said::value).orElse(null)),
                first.field()));
    }

    private Optional<Said<String>> zone(String name) {
        return text(name, matching(ZONE), "it is a zone such as ap-guangzhou-3");
    }

    private Optional<Said<Map<String, String>>> tags() {
        JsonNode node = fields.remove("Tags");
        if (node == null) {
            return Optional.empty();
        }
        Optional<Map<String, String>> tags = tags(node);
        if (tags.isEmpty()) {
            bad(
                    "Tags",
                    node.toString(),
                    "tags are at most " + MOST_TAGS + " pairs of TagKey (1 to 127 characters, not beginning with"
                            + " eni-direct- or tke-, which are the controllers' own) and TagValue (at most 255)",
                    "Write such tags, or take them out");
        }
        return tags.map(found -> new Said<>(found, place("Tags")));
    }

    /** As the API has them, or as people write them: a list of pairs, or an object. */
    private static Optional<Map<String, String>> tags(JsonNode node) {
        Map<String, String> tags = new TreeMap<>();
        int named = 0;
        if (node.isArray()) {
            for (JsonNode each : node) {
                named++;
                tags.put(each.path("TagKey").asText(), each.path("TagValue").asText());
            }
        } else if (node.isObject()) {
            for (Map.Entry<String, JsonNode> each : node.properties()) {
                named++;
                tags.put(each.getKey(), each.getValue().asText());
            }
        } else {
            return Optional.empty();
        }
        boolean good = tags.size() == named
                && named <= MOST_TAGS
                && tags.entrySet().stream()
                        .allMatch(tag -> isFree(tag.getKey()) && tag.getValue().length() <= 255);
        return good ? Optional.of(tags) : Optional.empty();
    }

    private static boolean isFree(String tag) {
        return !tag.isEmpty() && tag.length() <= 127 && !tag.startsWith("eni-direct-") && !tag.startsWith("tke-");
    }

    private static Function<String, Optional<String>> matching(Pattern pattern) {
        return value -> Optional.of(value).filter(text -> pattern.matcher(text).matches());
    }

    private static Optional<IpVersion> ipVersion(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "ipv4" -> Optional.of(IpVersion.IPv4);
            case "ipv6" -> Optional.of(IpVersion.NAT64);
            case "ipv6fullchain" -> Optional.of(IpVersion.IPv6FullChain);
            default -> Optional.empty();
        };
    }

    static Optional<String> address(String value) {
        byte[] octets = IpAddresses.octets(value);
        return octets != null && octets.length == 4 ? Optional.of(IpAddresses.canonical(value)) : Optional.empty();
    }

    private String place(String name) {
        return Annotations.field(key) + "." + name;
    }

    private void bad(@Nullable String name, @Nullable String value, String rule, String remedy) {
        problems.add(Problem.of(
                Code.BAD_ANNOTATION,
                new Place(Row.name(source), name == null ? Annotations.field(key) : place(name)),
                value,
                new Wording(rule + " (" + code + ")", remedy + "; " + Wording.UNTIL_THEN)));
    }
}
