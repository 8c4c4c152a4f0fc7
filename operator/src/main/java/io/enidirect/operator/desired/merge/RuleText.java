package io.enidirect.operator.desired.merge;

import io.enidirect.cloud.RuleKey;
import io.enidirect.operator.desired.model.DefaultDomain;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the text of an Ingress's host or path may be. Nothing of it ever gets a meaning of its own in a rule: what the cloud
 * would read as an expression is refused, also where the API server should have refused it already.
 */
public final class RuleText {
    /** CLB documentation 214/9032. */
    static final int DOMAIN_LENGTH = 80;

    static final int URL_LENGTH = 200;
    /** Of DNS. */
    private static final int LONGEST_NAME = 253;

    private static final int LONGEST_LABEL = 63;

    private static final String WILDCARD = "~^[^.]+";
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern HOST = Pattern.compile("(\\*\\.)?" + LABEL + "(\\." + LABEL + ")*");
    private static final Pattern IP = Pattern.compile("\\d+(\\.\\d+){3}");
    private static final Pattern PATH = Pattern.compile("/[a-zA-Z0-9._/=?:-]*");
    private static final Pattern NO_ELEMENT = Pattern.compile("//|/\\.\\.?(/|$)");

    /** Why a text is refused. */
    public record Mistake(String rule, String remedy) {}

    private RuleText() {}

    /** What is wrong with a host that is not empty. */
    public static Optional<Mistake> ofHost(String host) {
        // before the pattern, whose stack grows with the labels
        if (host.length() > LONGEST_NAME) {
            return mistake(
                    "a DNS name has at most " + LONGEST_NAME + " characters, and this one has " + host.length(),
                    "Use a shorter host");
        }
        int label = Stream.of(host.split("\\.")).mapToInt(String::length).max().orElse(0);
        if (label > LONGEST_LABEL) {
            return mistake(
                    "between two dots of a DNS name are at most " + LONGEST_LABEL + " characters, and here are "
                            + label,
                    "Use a shorter host");
        }
        if (!HOST.matcher(host).matches() || IP.matcher(host).matches()) {
            return mistake(
                    "a host is a DNS name in lower case, of which only the first label may be a *",
                    "Write such a name, or none for every host");
        }
        if (host.equals(DefaultDomain.NAME) || host.endsWith("." + DefaultDomain.NAME)) {
            return mistake("this name stands for hosts that nobody asks for", "Write another host, or none");
        }
        String domain = domain(host);
        if (domain.length() > DOMAIN_LENGTH) {
            return mistake(
                    "a rule's domain has 1–" + DOMAIN_LENGTH + " characters, and this one would have "
                            + domain.length()
                            + (host.equals(domain) ? "" : ", since a * is written as a regular expression"),
                    "Use a shorter host");
        }
        return Optional.empty();
    }

    /** What is wrong with a path that is not empty. */
    public static Optional<Mistake> ofPath(String path) {
        if (!path.startsWith("/")) {
            return mistake("a path begins with /", "Write it from the root");
        }
        if (!PATH.matcher(path).matches()) {
            return mistake(
                    "a rule's URL consists of a-z A-Z 0-9 . - _ / = ? : and nothing else",
                    "Use a path of these characters");
        }
        if (NO_ELEMENT.matcher(path).find()) {
            return mistake("a path has no empty element, and neither . nor .. as one", "Leave them out");
        }
        return Optional.empty();
    }

    /** What is wrong with the URL that a path became. */
    public static Optional<Mistake> ofUrl(String url) {
        return url.length() <= URL_LENGTH
                ? Optional.empty()
                : mistake(
                        "a rule's URL has 1–" + URL_LENGTH + " characters, and this one would have " + url.length(),
                        "Use a shorter path");
    }

    /** The host as CLB has it. Its own wildcard would cover any depth, where that of Kubernetes is one label. */
    public static String domain(String host) {
        return host.isEmpty()
                ? DefaultDomain.NAME
                : host.startsWith("*.") ? WILDCARD + host.substring(1).replace(".", "\\.") + "$" : host;
    }

    /** A domain as its Ingress has it, for people. */
    public static String shown(String domain) {
        return domain.equals(DefaultDomain.NAME) ? "no host" : host(domain);
    }

    /** A domain as its source has it: what {@link #domain} made it of. */
    public static String host(String domain) {
        return domain.equals(DefaultDomain.NAME)
                ? ""
                : domain.startsWith(WILDCARD)
                        ? "*"
                                + domain.substring(WILDCARD.length(), domain.length() - 1)
                                        .replace("\\.", ".")
                        : domain;
    }

    public static String shown(RuleKey rule) {
        return shown(rule.domain()) + " " + rule.url();
    }

    private static Optional<Mistake> mistake(String rule, String remedy) {
        return Optional.of(new Mistake(rule, remedy));
    }
}
