package io.enidirect.crd;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The union of the fields that users of TKE write. Its ranges are not in the schema: TKE has none there either, so that
 * an object which TKE accepts is accepted here, and what is wrong in it is told as a problem. A field that is not among them,
 * which TKE's own schema may let through, keeps nobody from reading the others.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonClassDescription("What users of TKE write. Ranges are not checked here, as TKE does not.")
public record TkeServiceConfigSpec(
        @JsonPropertyDescription("What is tuned on the load balancer of whoever names this object.") @Nullable Tuning loadBalancer) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Tuning(
            @JsonPropertyDescription("Bandwidth to the internet in Mbps, 0 to 2048; public load balancers only.")
            @Nullable Integer internetMaxBandwidthOut,

            @JsonPropertyDescription("Listeners of TCP and UDP.")
            List<L4Listener> l4Listeners,

            @JsonPropertyDescription("Listeners of HTTP and HTTPS.")
            List<L7Listener> l7Listeners) {
        public Tuning {
            l4Listeners = Lists.of(l4Listeners);
            l7Listeners = Lists.of(l7Listeners);
        }
    }

    /** Addressed by protocol and port. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record L4Listener(
            @JsonPropertyDescription("The protocol of the listener that is meant: TCP or UDP.") @Nullable String protocol,

            @JsonPropertyDescription("The port of the listener that is meant, 1 to 65535.") @Nullable Integer port,

            @JsonPropertyDescription("The name of the listener in the cloud.") @Nullable String listenerName,

            @JsonPropertyDescription("Whether a client stays with its target.") @Nullable Session session,

            @JsonPropertyDescription("How the targets are probed.") @Nullable Check healthCheck,

            @JsonPropertyDescription("How the load is spread: WRR (default) or LEAST_CONN.") @Nullable String scheduler,

            @JsonPropertyDescription(
                    "Whether both sides of a connection are reset when its target is deregistered. Default: false.")
            @Nullable Boolean deregisterTargetRst) {}

    /** Addressed by protocol and port. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record L7Listener(
            @JsonPropertyDescription("The protocol of the listener that is meant: HTTP or HTTPS.") @Nullable String protocol,

            @JsonPropertyDescription("The port of the listener that is meant, 1 to 65535.") @Nullable Integer port,

            @JsonPropertyDescription("The name of the listener in the cloud.") @Nullable String listenerName,

            @JsonPropertyDescription("The domain that requests for unknown hosts go to.") @Nullable String defaultServer,

            @JsonPropertyDescription("1: connections to the targets are kept for further requests. Default: 0.")
            @Nullable Integer keepaliveEnable,

            @JsonPropertyDescription("Whether the targets see the load balancer's address instead of the client's.")
            @Nullable Boolean snatEnable,

            @JsonPropertyDescription("Domains of this listener.")
            List<Domain> domains) {
        public L7Listener {
            domains = Lists.of(domains);
        }
    }

    /** An empty domain addresses the rules without a host. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Domain(
            @JsonPropertyDescription("The host that is meant; empty: the rules without a host.") @Nullable String domain,

            @JsonPropertyDescription("Whether HTTP/2 is spoken; HTTPS only.") @Nullable Boolean http2,

            @JsonPropertyDescription("Rules of this domain.")
            List<Rule> rules) {
        public Domain {
            rules = Lists.of(rules);
        }
    }

    /** Addressed by its url within the domain. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Rule(
            @JsonPropertyDescription("The path of the rule that is meant.") @Nullable String url,

            @JsonPropertyDescription("The protocol to the targets: HTTP, HTTPS or GRPC. Default: HTTP.") @Nullable String forwardType,

            @JsonPropertyDescription("Whether a client stays with its target.") @Nullable Session session,

            @JsonPropertyDescription("How the targets are probed.") @Nullable Check healthCheck,

            @JsonPropertyDescription("How the load is spread: WRR (default), LEAST_CONN or IP_HASH.") @Nullable String scheduler) {}

    /** Older objects spell {@code enabled}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Session(
            @JsonPropertyDescription("Whether a client stays with its target.") @Nullable Boolean enable,

            @JsonPropertyDescription("An older spelling of enable.") @Nullable Boolean enabled,

            @JsonPropertyDescription(
                    "For how many seconds it stays: 30 to 3600, on HTTP and HTTPS up to 86400. Default: 30.")
            @Nullable Integer sessionExpireTime) {}

    /** Older objects spell {@code enabled}. Times in seconds. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Check(
            @JsonPropertyDescription("Whether the targets are probed. Default: true.") @Nullable Boolean enable,

            @JsonPropertyDescription("An older spelling of enable.") @Nullable Boolean enabled,

            @JsonPropertyDescription("Seconds from one probe to the next: 2 to 300, on IPv6 5 to 300. Default: 5.")
            @Nullable Integer intervalTime,

            @JsonPropertyDescription(
                    "Seconds until a probe counts as failed: 2 to 60, and less than intervalTime. Default: 2.")
            @Nullable Integer timeout,

            @JsonPropertyDescription("So many good probes in a row make a target healthy: 2 to 10. Default: 3.")
            @Nullable Integer healthNum,

            @JsonPropertyDescription("So many failed probes in a row make a target unhealthy: 2 to 10. Default: 3.")
            @Nullable Integer unHealthNum,

            @JsonPropertyDescription(
                    "Where probes come from: 0, the load balancer's address; 1, an address in 100.64.0.0/10. On IPv6 0 only.")
            @Nullable Integer sourceIpType,

            @JsonPropertyDescription("The port that is probed, 1 to 65535. Default: the target's.") @Nullable Integer checkPort,

            @JsonPropertyDescription("How a target is probed: TCP, HTTP, HTTPS or GRPC.") @Nullable String checkType,

            @JsonPropertyDescription("The path that an HTTP probe asks for. Default: /.") @Nullable String httpCheckPath,

            @JsonPropertyDescription(
                    "The host that an HTTP probe asks for; needed where the rule's domain is a wildcard. Default: the rule's domain.")
            @Nullable String httpCheckDomain,

            @JsonPropertyDescription("How an HTTP probe asks: HEAD (default) or GET.") @Nullable String httpCheckMethod,

            @JsonPropertyDescription(
                    "Which answers to an HTTP probe are good, as a sum: 1 (1xx), 2 (2xx), 4 (3xx), 8 (4xx), 16 (5xx); 1 to 31. Default: 31.")
            @Nullable Integer httpCode) {}
}
