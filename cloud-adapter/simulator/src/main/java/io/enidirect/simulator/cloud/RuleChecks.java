package io.enidirect.simulator.cloud;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** What the cloud refuses in rules (CLB documentation 214/9032; CLB API, RuleInput). */
final class RuleChecks {
    private static final Pattern DOMAIN = Pattern.compile(
            "(\\*\\.)?[a-z0-9][a-z0-9._-]*|[a-z0-9][a-z0-9._-]*\\.\\*|~(?!~)[a-z0-9.?=~_+\\\\^*!$&|()\\[\\]-]+");
    private static final Pattern URL =
            Pattern.compile("(=|\\^~)?/[a-zA-Z0-9._/=?:-]*|~\\*?[a-zA-Z0-9._/=?~^*$:()\\[\\]+|-]+");

    private final Account account;
    private final ListenerChecks certificates;

    RuleChecks(Account account) {
        this.account = account;
        this.certificates = new ListenerChecks(account);
    }

    static Listener requireLayer7(LoadBalancer loadBalancer, String id) {
        Listener listener = loadBalancer.listener(id).orElseThrow(() -> ApiError.noListener(id));
        if (!listener.protocol().layer7()) {
            throw ApiError.invalidValue("This interface only support HTTP/HTTPS listener.");
        }
        return listener;
    }

    void checkNew(Listener listener, List<Params> wanted) {
        Set<String> keys = new HashSet<>();
        Set<String> certified = new HashSet<>();
        listener.rules().values().forEach(rule -> {
            keys.add(key(rule.domain(), rule.url()));
            certified.add(rule.domain());
        });
        int quota = account.settings().quota(Settings.RULE_QUOTA);
        Checks.quota(listener.rules().size() + wanted.size(), quota, Settings.RULE_QUOTA);
        if (wanted.stream().filter(rule -> rule.flag("DefaultServer")).count() > 1) {
            throw ApiError.invalidValue("Only one rule can be DefaultServer.");
        }
        for (Params rule : wanted) {
            checkOneDomain(rule);
            checkDomain(rule.text("Domain"));
            checkUrl(rule.text("Url"));
            if (!keys.add(key(rule.text("Domain"), rule.text("Url")))) {
                throw duplicate(rule.text("Domain"), rule.text("Url"));
            }
            checkSettings(listener, rule);
            if (listener.settings().flag("H2cSwitch")
                    && !rule.textOr("ForwardType", "HTTP").startsWith("GRPC")) {
                throw ApiError.invalidValue("A listener with H2cSwitch has rules of ForwardType GRPC or GRPCS only.");
            }
            boolean sent = rule.has("Certificate") || rule.has("MultiCertInfo");
            if (listener.sni() && !sent && !certified.contains(rule.text("Domain"))) {
                throw ApiError.missing("Certificate");
            }
            certified.add(rule.text("Domain"));
        }
    }

    private static void checkOneDomain(Params rule) {
        if (rule.has("Domain") && rule.has("Domains")) {
            throw new ApiError("InvalidParameter", "Domain and Domains exclude each other.");
        }
        if (rule.has("Domains")) {
            throw new ApiError("UnsupportedOperation", "This simulator has one domain a rule only.");
        }
    }

    static String key(String domain, String url) {
        return domain + " " + url;
    }

    ApiError noDomain(String domain) {
        return new ApiError(
                account.settings().follows(Reading.UNKNOWN_DOMAIN_IS_INVALID_PARAMETER)
                        ? "InvalidParameter"
                        : "InvalidParameter.LocationNotFound",
                "The domain " + domain + " is not found.");
    }

    ApiError duplicate(String domain, @Nullable String url) {
        return new ApiError(
                account.settings().follows(Reading.DUPLICATE_RULE_IS_DUPLICATE_VALUE)
                        ? "InvalidParameterValue.Duplicate"
                        : "InvalidParameter",
                "The rule " + domain + " " + url + " exists already.");
    }

    static void checkDomain(String domain) {
        if (domain.isEmpty() || domain.length() > 80) {
            throw new ApiError("InvalidParameterValue.Length", "Length of .Domain should be 1-80");
        }
        if (!DOMAIN.matcher(domain).matches() || (domain.startsWith("~") && !compiles(domain.substring(1)))) {
            throw new ApiError("InvalidParameter.FormatError", "The domain `" + domain + "` is not valid.");
        }
    }

    static void checkUrl(String url) {
        if (url.isEmpty() || url.length() > 200) {
            throw new ApiError("InvalidParameterValue.Length", "Length of .Url should be 1-200");
        }
        if (!URL.matcher(url).matches() || (url.startsWith("~") && !compiles(url.replaceFirst("~\\*?", "")))) {
            throw new ApiError("InvalidParameter.FormatError", "The url `" + url + "` is not valid.");
        }
    }

    private static boolean compiles(String regex) {
        try {
            Pattern.compile(regex);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    /** Of all rules as they will be, with what their domains have in common. */
    void checkWhole(Listener listener, Iterable<Rule> rules) {
        if (account.settings().follows(Reading.GRPC_NEEDS_HTTP2) && listener.protocol() == Protocol.HTTPS) {
            rules.forEach(rule -> {
                String type = rule.settings().text("ForwardType");
                if (type.startsWith("GRPC") && !rule.settings().flag("Http2")) {
                    throw ApiError.invalidValue("ForwardType " + type + " needs Http2.");
                }
            });
        }
    }

    /** What a check that was sent asks for where the rule's domain is no host (CLB API, HealthCheck.HttpCheckDomain). */
    void checkProbed(String domain, Params sent, Params settings) {
        boolean pattern = domain.startsWith("~") || domain.contains("*");
        if (pattern
                && sent.has("HealthCheck")
                && account.settings().follows(Reading.PATTERNS_NEED_A_CHECK_DOMAIN)
                && !settings.object("HealthCheck").orElseThrow().has("HttpCheckDomain")) {
            throw ApiError.missing("HealthCheck.HttpCheckDomain");
        }
    }

    /** The settings of a rule or its domain; absent ones are fine. */
    void checkSettings(Listener listener, Params rule) {
        if (rule.has("Scheduler")) {
            Checks.oneOf(rule, "Scheduler", "WRR", "LEAST_CONN", "IP_HASH");
        }
        if (rule.has("ForwardType")) {
            Checks.oneOf(rule, "ForwardType", "HTTP", "HTTPS", "GRPC", "GRPCS");
        }
        int session = rule.numberOr("SessionExpireTime", 0);
        if (session != 0 && (session < 30 || session > 86400)) {
            throw new ApiError("InvalidParameterValue.Range", "SessionExpireTime is 0 or in 30-86400.");
        }
        Checks.optionalOneOf(rule, "TargetType", "NODE", "TARGETGROUP", "TARGETGROUP-V2");
        String type = rule.textOr("ForwardType", "HTTP");
        boolean h2c = listener.settings().flag("H2cSwitch") && type.startsWith("GRPC");
        if (listener.protocol() == Protocol.HTTP && !type.equals("HTTP") && !h2c) {
            throw ApiError.invalidValue("ForwardType " + type + " needs HTTPS, or GRPC needs H2cSwitch.");
        }
        if (listener.protocol() == Protocol.HTTP && (rule.has("Http2") || rule.has("Quic"))) {
            throw ApiError.invalidValue("Http2 and Quic are valid for HTTPS only.");
        }
        if (!listener.sni() && (rule.has("Certificate") || rule.has("MultiCertInfo"))) {
            throw ApiError.invalidValue("Certificate is valid for a listener with SniSwitch only.");
        }
        certificates.checkCertificates(rule);
    }
}
