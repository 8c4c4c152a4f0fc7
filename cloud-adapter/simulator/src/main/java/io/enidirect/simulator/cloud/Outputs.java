package io.enidirect.simulator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes of what is there what a read shows of it. */
final class Outputs {
    private static final List<String> SWITCHES = List.of(
            "H2cSwitch",
            "SnatEnable",
            "ProxyProtocol",
            "RescheduleTargetZeroWeight",
            "RescheduleUnhealthy",
            "RescheduleExpandTarget");

    private Outputs() {}

    static Wire.LoadBalancerOutput loadBalancer(Settings with, LoadBalancer from) {
        Params attributes = from.attributes();
        @Nullable String vip = from.vip();
        return new Wire.LoadBalancerOutput(
                from.id(),
                from.name(),
                attributes.text("LoadBalancerType"),
                1,
                "",
                vip == null || from.ipv6() ? List.of() : List.of(vip),
                from.running() ? 1 : 0,
                Wire.time(from.created()),
                Wire.time(from.created()),
                attributes.numberOr("ProjectId", 0),
                attributes.text("VpcId"),
                from.isolated() ? 1 : 0,
                attributes.optionalText("SubnetId").orElse(null),
                from.tags().entrySet().stream()
                        .map(tag -> new Wire.Tag(tag.getKey(), tag.getValue()))
                        .toList(),
                with.follows(Reading.SECURITY_GROUPS_LOSE_THEIR_ORDER)
                        ? from.securityGroups().stream().sorted().toList()
                        : from.securityGroups(),
                from.ipv6() ? "ipv6" : "ipv4",
                from.ipv6() ? vip : null,
                from.ipv6() ? from.fullChain() ? "IPv6FullChain" : "IPv6Nat64" : null,
                "POSTPAID_BY_HOUR",
                node(attributes, "InternetAccessible"),
                attributes.flag("LoadBalancerPassToTarget"),
                attributes.flag("SnatPro"),
                attributes.optionalText("SlaType").orElse(null),
                attributes.optionalText("VipIsp").orElse(null),
                attributes.flag("DeleteProtect") ? List.of("DeleteProtect") : List.of(),
                "",
                from.targetCount());
    }

    static Wire.ListenerOutput listener(Settings with, Listener from) {
        Params settings = from.settings();
        boolean layer7 = from.protocol().layer7();
        return new Wire.ListenerOutput(
                from.id(),
                from.protocol().name(),
                from.port(),
                certificate(settings),
                layer7 ? null : node(settings, "HealthCheck"),
                layer7 ? null : settings.text("Scheduler"),
                settings.numberOr("SessionExpireTime", 0),
                settings.numberOr("SniSwitch", 0),
                layer7
                        ? from.rules().values().stream()
                                .map(rule -> rule(with, from, rule))
                                .toList()
                        : null,
                from.name(),
                Wire.time(from.created()),
                settings.numberOr("EndPort", 0),
                settings.textOr("TargetType", "NODE"),
                settings.optionalText("SessionType").orElse(null),
                settings.numberOr("KeepaliveEnable", 0),
                false,
                settings.flag("DeregisterTargetRst"),
                SWITCHES.stream().filter(settings::flag).toList(),
                settings.numberOr("MaxConn", -1),
                settings.numberOr("MaxCps", -1),
                settings.numberOr("IdleConnectTimeout", from.protocol() == Protocol.UDP ? 300 : 900),
                layer7 ? compression(with, settings) : null);
    }

    private static @Nullable String compression(Settings with, Params settings) {
        return settings.optionalText("DataCompressMode")
                .orElse(with.follows(Reading.UNSET_COMPRESSION_IS_NULL) ? null : "transparent");
    }

    static Wire.RuleOutput rule(Settings with, Listener listener, Rule from) {
        Params settings = from.settings();
        return new Wire.RuleOutput(
                from.id(),
                from.domain(),
                from.url(),
                settings.numberOr("SessionExpireTime", 0),
                healthCheck(from),
                certificate(settings),
                settings.text("Scheduler"),
                listener.id(),
                rewrite(with, settings),
                false,
                settings.flag(Rewrites.AUTO_CREATED),
                from.domain().equals(listener.defaultDomain()),
                settings.flag("Http2"),
                settings.text("ForwardType"),
                Wire.time(from.created()),
                settings.textOr("TargetType", "NODE"),
                settings.flag("Quic") ? "QUIC_ACTIVE" : "QUIC_INACTIVE",
                List.of(from.domain()));
    }

    /** The domain of probes is that of the rule where none was sent. */
    private static JsonNode healthCheck(Rule rule) {
        ObjectNode domain = JsonNodeFactory.instance.objectNode().put("HttpCheckDomain", rule.domain());
        return rule.settings()
                .object("HealthCheck")
                .map(check -> new Params(domain).with(check).node())
                .orElse(domain);
    }

    private static Wire.@Nullable RewriteTarget rewrite(Settings with, Params settings) {
        return settings.object(Rewrites.FIELD)
                .map(rewrite -> new Wire.RewriteTarget(
                        rewrite.text("TargetListenerId"),
                        rewrite.text("TargetLocationId"),
                        rewrite.numberOr("RewriteCode", 301),
                        rewrite.flag("TakeUrl"),
                        rewrite.textOr("RewriteType", "Manual")))
                .orElse(
                        with.follows(Reading.NO_REDIRECT_IS_AN_EMPTY_TARGET)
                                ? new Wire.RewriteTarget(null, null, null, null, null)
                                : null);
    }

    private static Wire.@Nullable CertificateOutput certificate(Params settings) {
        List<String> ids = certificateIds(settings);
        if (ids.isEmpty()) {
            return null;
        }
        Params sent = settings.object("Certificate")
                .or(() -> settings.object("MultiCertInfo"))
                .orElseThrow();
        return new Wire.CertificateOutput(
                sent.textOr("SSLMode", "UNIDIRECTIONAL"),
                sent.textOr("SSLVerifyClient", "ON"),
                ids.get(0),
                sent.optionalText("CertCaId").orElse(null),
                ids.subList(1, ids.size()));
    }

    /** The server certificates of a listener or rule, however they were given. */
    static List<String> certificateIds(Params settings) {
        Stream<String> one = settings.object("Certificate").flatMap(sent -> sent.optionalText("CertId")).stream();
        Stream<String> many = settings.object("MultiCertInfo").stream()
                .flatMap(sent -> sent.objects("CertList").stream())
                .map(sent -> sent.optionalText("CertId").orElse(null))
                .filter(Objects::nonNull);
        return Stream.concat(one, many).toList();
    }

    /** All certificates that are named, those of clients' authorities too. */
    static List<String> allCertificateIds(Params settings) {
        Stream<String> ca = settings.object("Certificate").flatMap(sent -> sent.optionalText("CertCaId")).stream();
        return Stream.concat(certificateIds(settings).stream(), ca).toList();
    }

    /** A listener with those of its targets that are meant. */
    static Wire.ListenerBackend backends(Listener from, Predicate<Rule> rules, Predicate<Target> targets) {
        boolean layer7 = from.protocol().layer7();
        return new Wire.ListenerBackend(
                from.id(),
                from.protocol().name(),
                from.port(),
                layer7
                        ? from.rules().values().stream()
                                .filter(rules)
                                .map(rule -> new Wire.RuleTargets(
                                        rule.id(), rule.domain(), rule.url(), targets(rule.targets(), targets)))
                                .toList()
                        : null,
                layer7 ? null : targets(from.targets(), targets),
                from.settings().numberOr("EndPort", 0));
    }

    private static List<Wire.Backend> targets(List<Target> all, Predicate<Target> meant) {
        return all.stream()
                .filter(meant)
                .map(target -> new Wire.Backend(
                        "ENI",
                        "",
                        target.port(),
                        target.weight(),
                        null,
                        List.of(target.ip()),
                        null,
                        Wire.time(target.since()),
                        "eni-" + target.ip().replace('.', '-').replace(':', '-'),
                        target.tag().isEmpty() ? null : target.tag()))
                .toList();
    }

    private static @Nullable JsonNode node(Params params, String name) {
        return params.node().get(name);
    }
}
