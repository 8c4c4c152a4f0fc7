package io.enidirect.operator.desired.tuning;

import io.enidirect.cloud.BackendSettings.ForwardType;
import io.enidirect.cloud.HealthCheck;
import io.enidirect.cloud.HealthCheck.Http;
import io.enidirect.cloud.HealthCheck.Kind;
import io.enidirect.cloud.HealthCheck.Method;
import io.enidirect.cloud.HealthCheck.Source;
import io.enidirect.cloud.HealthCheck.Version;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.RuleKey;
import io.enidirect.crd.TkeServiceConfigSpec.Check;
import io.enidirect.operator.desired.merge.RuleText;
import io.enidirect.operator.desired.model.DefaultDomain;
import io.enidirect.operator.desired.tuning.At.Refused;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.snapshot.Backend;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A health check as it is written. What is not written is as it would be without any of it, in so many words: what was said
 * once and is no more has to go back.
 *
 * @param backend whose targets are probed
 * @param terms what holds where nothing is written
 * @param told gets what has no effect
 */
record CheckReader(Backend backend, Terms terms, At at, Consumer<Problem> told) {
    private static final int ALL_CODES = 31;
    private static final int PORTS = 65_535;

    /** The first is the cloud's own (CLB API, HealthCheck.CheckType). */
    private static final Map<Protocol, List<Kind>> KINDS = new EnumMap<>(Map.of(
            Protocol.TCP, List.of(Kind.TCP, Kind.HTTP),
            Protocol.UDP, List.of(Kind.PING),
            Protocol.TCP_SSL, List.of(Kind.TCP, Kind.HTTP),
            Protocol.QUIC, List.of(Kind.TCP, Kind.HTTP),
            Protocol.HTTP, List.of(Kind.HTTP, Kind.GRPC),
            Protocol.HTTPS, List.of(Kind.HTTP, Kind.HTTPS, Kind.GRPC)));

    HealthCheck read(Check check, @Nullable ForwardType forwardType) throws Refused {
        if (!at.on(check.enable(), check.enabled(), true)) {
            HealthCheck ours = terms.check();
            return new HealthCheck(
                    false,
                    ours.timeoutSeconds(),
                    ours.intervalSeconds(),
                    ours.healthyThreshold(),
                    ours.unhealthyThreshold(),
                    ours.source());
        }
        Kind kind = kind(check, forwardType);
        return times(check).with(kind, port(check), http(check, kind));
    }

    private HealthCheck times(Check check) throws Refused {
        HealthCheck ours = terms.check();
        int interval =
                at.in("intervalTime").number(check.intervalTime(), terms.ipv6() ? 5 : 2, 300, ours.intervalSeconds());
        int timeout = at.in("timeout").number(check.timeout(), 2, 60, ours.timeoutSeconds());
        if (timeout >= interval) {
            boolean said = check.timeout() != null;
            throw at.in(said ? "timeout" : "intervalTime")
                    .refused(
                            said ? timeout : interval,
                            "timeout, " + timeout + " s" + (said ? "" : " where it is not written")
                                    + ", is less than intervalTime, " + interval + " s"
                                    + (check.intervalTime() == null ? " where it is not written" : ""),
                            "Write a longer interval, or a shorter timeout");
        }
        return new HealthCheck(
                true,
                timeout,
                interval,
                at.in("healthNum").number(check.healthNum(), 2, 10, ours.healthyThreshold()),
                at.in("unHealthNum").number(check.unHealthNum(), 2, 10, ours.unhealthyThreshold()),
                source(check));
    }

    private Source source(Check check) throws Refused {
        Integer said = check.sourceIpType();
        if (said == null) {
            return terms.check().source();
        }
        if (terms.ipv6() && said == 1) {
            throw at.in("sourceIpType")
                    .refused(said, "an IPv6 load balancer probes from its own address, 0", "Write 0");
        }
        return at.in("sourceIpType").number(said, 0, 1, 0) == 1 ? Source.SHARED_SPACE : Source.VIP;
    }

    private Kind kind(Check check, @Nullable ForwardType forwardType) throws Refused {
        List<Kind> kinds = KINDS.getOrDefault(backend.listener().protocol(), List.of());
        if (check.checkType() != null) {
            return at.in("checkType")
                    .word(check.checkType(), kinds.stream().collect(Collectors.toMap(Kind::name, Function.identity())));
        }
        return kinds.stream()
                .filter(kind -> forwardType != null
                        && backend.listener().protocol() == Protocol.HTTPS
                        && kind.name().equals(forwardType.name()))
                .findFirst()
                .orElse(kinds.get(0));
    }

    private @Nullable Integer port(Check check) throws Refused {
        boolean plain = Stream.of(Protocol.TCP, Protocol.UDP)
                .anyMatch(backend.listener().protocol()::equals);
        if (plain) {
            return at.in("checkPort").number(check.checkPort(), 1, PORTS, HealthCheck.OWN_PORT);
        }
        if (check.checkPort() != null) {
            noEffect("checkPort", check.checkPort(), "a port of its own is for probes of TCP and UDP listeners");
        }
        return null;
    }

    private Http http(Check check, Kind kind) throws Refused {
        if (kind == Kind.TCP || kind == Kind.PING) {
            String why = "it is for probes over HTTP, and these are of " + kind;
            noEffect("httpCheckPath", check.httpCheckPath(), why);
            noEffect("httpCheckDomain", check.httpCheckDomain(), why);
            noEffect("httpCheckMethod", check.httpCheckMethod(), why);
            noEffect("httpCode", check.httpCode(), why);
            return Http.UNSPECIFIED;
        }
        return new Http(
                path(check.httpCheckPath()),
                domain(check.httpCheckDomain()),
                check.httpCheckMethod() == null
                        ? Method.HEAD
                        : at.in("httpCheckMethod")
                                .word(check.httpCheckMethod(), Map.of("HEAD", Method.HEAD, "GET", Method.GET)),
                at.in("httpCode").number(check.httpCode(), 1, ALL_CODES, ALL_CODES),
                backend.rule() == null ? Version.HTTP_1_1 : null);
    }

    private String path(@Nullable String path) throws Refused {
        if (path == null || path.isEmpty()) {
            return "/";
        }
        Optional<RuleText.Mistake> mistake = RuleText.ofPath(path).or(() -> RuleText.ofUrl(path));
        if (mistake.isPresent()) {
            throw at.in("httpCheckPath")
                    .refused(path, mistake.get().rule(), mistake.get().remedy());
        }
        return path;
    }

    /** It must be a fixed name, and where the rule's own is none it has to be said. */
    private String domain(@Nullable String domain) throws Refused {
        At field = at.in("httpCheckDomain");
        if (domain == null || domain.isEmpty()) {
            RuleKey rule = backend.rule();
            if (rule != null
                    && RuleKey.fixedName(rule.domain()).equals(rule.domain())
                    && !rule.domain().equals(DefaultDomain.NAME)) {
                return rule.domain();
            }
            throw field.refused(
                    null,
                    rule == null
                            ? "a probe over HTTP on a TCP listener needs the name of a host"
                            : "the rule is for " + (rule.domain().equals(DefaultDomain.NAME) ? "no" : "any such")
                                    + " host, and a probe needs the name of one",
                    "Write it there");
        }
        Optional<RuleText.Mistake> mistake = domain.startsWith("*")
                ? Optional.of(new RuleText.Mistake("a probe asks for one host", "Write its name"))
                : RuleText.ofHost(domain);
        if (mistake.isPresent() && !domain.matches("\\d+(\\.\\d+){3}")) {
            throw field.refused(domain, mistake.get().rule(), mistake.get().remedy());
        }
        return domain;
    }

    private void noEffect(String name, @Nullable Object value, String rule) {
        if (value != null) {
            told.accept(at.in(name).problem(Code.UNSUPPORTED, value, rule, "Take it away; the rest works"));
        }
    }
}
