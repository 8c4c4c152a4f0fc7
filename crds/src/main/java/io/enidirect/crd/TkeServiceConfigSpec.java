package io.enidirect.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The union of the fields that users of TKE write. Its ranges are not in the schema: TKE has none there either, so that
 * an object which TKE accepts is accepted here, and what is wrong in it is told as a problem.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TkeServiceConfigSpec(@Nullable Tuning loadBalancer) {

    /**
     * @param internetMaxBandwidthOut Mbps, 0–2048, public only
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Tuning(
            @Nullable Integer internetMaxBandwidthOut, List<L4Listener> l4Listeners, List<L7Listener> l7Listeners) {
        public Tuning {
            l4Listeners = Lists.of(l4Listeners);
            l7Listeners = Lists.of(l7Listeners);
        }
    }

    /** Addressed by protocol and port. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record L4Listener(
            @Nullable String protocol,
            @Nullable Integer port,
            @Nullable String listenerName,
            @Nullable Session session,
            @Nullable Check healthCheck,
            @Nullable String scheduler,
            @Nullable Boolean deregisterTargetRst) {}

    /** Addressed by protocol and port. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record L7Listener(
            @Nullable String protocol,
            @Nullable Integer port,
            @Nullable String listenerName,
            @Nullable String defaultServer,
            @Nullable Integer keepaliveEnable,
            @Nullable Boolean snatEnable,
            List<Domain> domains) {
        public L7Listener {
            domains = Lists.of(domains);
        }
    }

    /** An empty domain addresses the rules without a host. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Domain(@Nullable String domain, @Nullable Boolean http2, List<Rule> rules) {
        public Domain {
            rules = Lists.of(rules);
        }
    }

    /** Addressed by its url within the domain. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Rule(
            @Nullable String url,
            @Nullable String forwardType,
            @Nullable Session session,
            @Nullable Check healthCheck,
            @Nullable String scheduler) {}

    /** Older objects spell {@code enabled}. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Session(
            @Nullable Boolean enable,
            @Nullable Boolean enabled,
            @Nullable Integer sessionExpireTime) {}

    /** Older objects spell {@code enabled}. Times in seconds. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Check(
            @Nullable Boolean enable,
            @Nullable Boolean enabled,
            @Nullable Integer intervalTime,
            @Nullable Integer timeout,
            @Nullable Integer healthNum,
            @Nullable Integer unHealthNum,
            @Nullable Integer sourceIpType,
            @Nullable Integer checkPort,
            @Nullable String checkType,
            @Nullable String httpCheckPath,
            @Nullable String httpCheckDomain,
            @Nullable String httpCheckMethod,
            @Nullable Integer httpCode) {}
}
