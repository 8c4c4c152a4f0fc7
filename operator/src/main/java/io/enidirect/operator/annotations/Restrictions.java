package io.enidirect.operator.annotations;

import static io.enidirect.operator.annotations.Keys.INGRESS;
import static io.enidirect.operator.annotations.Keys.INGRESS_OLD;
import static io.enidirect.operator.annotations.Keys.NGINX;
import static io.enidirect.operator.annotations.Keys.OURS;
import static io.enidirect.operator.annotations.Keys.SERVICE;
import static io.enidirect.operator.annotations.Keys.SERVICE_OLD;
import static io.enidirect.operator.annotations.Row.restricting;

import io.enidirect.operator.problem.Problem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What restricts: without it a source would be open, or its load balancer another one than was meant. Where it is asked for
 * and can't be given, the source is refused as a whole.
 */
public final class Restrictions {
    private static final String NO_TLS = "HTTPS is not supported yet, and what asks for it is not served in clear";
    private static final String NO_RANGES =
            "source ranges can't be given to a load balancer yet, and everybody would be let in without them";
    private static final String NO_AUTHENTICATION =
            "authentication and client certificates can't be had yet, and everybody would be let in without them";

    private static final List<Row> ELSEWHERE = another().toList();

    static final List<Row> ROWS = Stream.of(
                    tls(),
                    ELSEWHERE.stream(),
                    network(),
                    ranges(),
                    authentication(),
                    both(
                            "security-groups",
                            Values::off,
                            "security groups can't be given to a load balancer yet, and it would be open without them",
                            "a load balancer without them"),
                    passToTarget(),
                    both(
                            "loadbalance-retain",
                            Values::off,
                            "a load balancer goes with what it was made for, always",
                            "that"),
                    both(
                            "deletion-protection",
                            Values::off,
                            "a load balancer can't be protected from deletion yet",
                            "one without protection"),
                    both(
                            "mode",
                            Values::off,
                            "a load balancer that is ours can't be left alone yet",
                            "one that is programmed"))
            .flatMap(rows -> rows)
            .toList();

    private Restrictions() {}

    /** Why nothing new may be programmed for it; empty where nothing stands against it. */
    public static List<Problem> of(HasMetadata source) {
        return Stream.of(
                        ROWS.stream().flatMap(row -> row.answer(source).stream()),
                        PassToTarget.bad(source).stream(),
                        Cut.unread(source).stream(),
                        NearMisses.of(source).stream())
                .flatMap(problems -> problems)
                .toList();
    }

    /** Whether it names another load balancer than one of its own. */
    public static boolean elsewhere(HasMetadata source) {
        return ELSEWHERE.stream().anyMatch(row -> row.answer(source).isPresent());
    }

    /** What only one who has the key of a kind can ask for, on whatever kind it stands. */
    private static Stream<Row> both(String name, Row.Silence silence, String rule, String instead) {
        return Stream.of(SERVICE, INGRESS).map(prefix -> restricting(prefix + name, silence, rule, instead));
    }

    private static Stream<Row> tls() {
        return Stream.of(
                restricting("spec.tls", Restrictions::tls, (source, value) -> false, NO_TLS, "HTTP"),
                restricting(INGRESS + "certificate", Values::off, NO_TLS, "HTTP"),
                restricting(INGRESS + "listen-ports", Values::notOnlyHttps, NO_TLS, "HTTP"),
                restricting(
                        SERVICE + "specify-protocol",
                        Values::plainProtocols,
                        "listeners of a Service speak TCP and UDP only yet, and what asks for another protocol is not"
                                + " served without it",
                        "what spec.ports says"));
    }

    private static @Nullable String tls(HasMetadata source) {
        return source instanceof Ingress ingress
                        && ingress.getSpec().getTls() != null
                        && !ingress.getSpec().getTls().isEmpty()
                ? ""
                : null;
    }

    /** Those that name another load balancer than one of its own. */
    private static Stream<Row> another() {
        String existing = "an existing load balancer can't be used yet, and no other is made in its place";
        String own = "a load balancer of its own";
        return Stream.of(
                restricting(SERVICE_OLD + "tke-existed-lbid", Values::off, existing, own),
                restricting(INGRESS_OLD + "existLbId", Values::off, existing, own),
                restricting(
                        OURS + "load-balancer",
                        Values::off,
                        "a load balancer can't be shared yet, and no other is made in its place",
                        own));
    }

    /** Those that say where the load balancer stands. */
    private static Stream<Row> network() {
        String place =
                "a load balancer stands in the cluster's own region and VPC, and none is made in the wrong place";
        String parameters = "parameters of its creation can't be given yet, and none is made without them";
        return Stream.concat(
                Stream.of(
                        internal(InternalNetwork.OF_SERVICE, "Service"),
                        internal(InternalNetwork.OF_INGRESS, "Ingress"),
                        restricting(
                                SERVICE_OLD + "service.extensiveParameters",
                                Values::off,
                                parameters,
                                "a load balancer without them"),
                        restricting(
                                INGRESS_OLD + "extensiveParameters",
                                Values::off,
                                parameters,
                                "a load balancer without them")),
                Stream.of("cross-region-id", "cross-vpc-id")
                        .flatMap(name -> both(name, Values::off, place, "one there")));
    }

    private static Row internal(String key, String kind) {
        return restricting(
                        key,
                        Values::off,
                        "an " + kind + " asks for an internal load balancer so, and no public one is made in its place",
                        "a public one")
                .givenTo(kind);
    }

    /** Each kind has its own key; false restricts, true does not. */
    private static Stream<Row> passToTarget() {
        return Stream.of("Service", "Ingress")
                .map(kind -> restricting(
                                (kind.equals("Service") ? SERVICE : INGRESS) + PassToTarget.NAME,
                                Values.only("", "true"),
                                "this key has its effect on a " + kind + " only",
                                "--pass-to-target")
                        .givenTo(kind));
    }

    private static Stream<Row> ranges() {
        String instead = "a load balancer that is open to everybody";
        return Stream.concat(
                Stream.of(restricting(
                        "spec.loadBalancerSourceRanges", Restrictions::ranges, Values::admitsAll, NO_RANGES, instead)),
                Stream.concat(
                        Stream.of(
                                        Keys.SOURCE_RANGES,
                                        NGINX + "whitelist-source-range",
                                        NGINX + "allowlist-source-range")
                                .map(key -> restricting(key, Values::admitsAll, NO_RANGES, instead)),
                        Stream.of(restricting(NGINX + "denylist-source-range", Values::off, NO_RANGES, instead))));
    }

    private static @Nullable String ranges(HasMetadata source) {
        return source instanceof Service service && service.getSpec().getLoadBalancerSourceRanges() != null
                ? String.join(",", service.getSpec().getLoadBalancerSourceRanges())
                : null;
    }

    /** As ingress-nginx documents them. */
    private static Stream<Row> authentication() {
        return Stream.of(
                        "auth-always-set-cookie",
                        "auth-cache-duration",
                        "auth-cache-key",
                        "auth-keepalive",
                        "auth-keepalive-requests",
                        "auth-keepalive-share-vars",
                        "auth-keepalive-timeout",
                        "auth-method",
                        "auth-proxy-set-headers",
                        "auth-realm",
                        "auth-request-redirect",
                        "auth-response-headers",
                        "auth-secret",
                        "auth-secret-type",
                        "auth-signin",
                        "auth-signin-redirect-param",
                        "auth-snippet",
                        "auth-tls-error-page",
                        "auth-tls-match-cn",
                        "auth-tls-pass-certificate-to-upstream",
                        "auth-tls-secret",
                        "auth-tls-verify-client",
                        "auth-tls-verify-depth",
                        "auth-type",
                        "auth-url",
                        "enable-global-auth")
                .map(name -> restricting(
                        NGINX + name, Values::off, NO_AUTHENTICATION, "a load balancer that asks nobody who he is"));
    }
}
