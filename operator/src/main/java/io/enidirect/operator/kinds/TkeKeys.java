package io.enidirect.operator.kinds;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where TKE's own controller writes what scripts read, on one kind of source: annotations, but for the last.
 *
 * @param id of the load balancer
 * @param natIpv6 the address of one that speaks IPv6 and forwards to IPv4
 * @param ipv6 the address of one that speaks IPv6 throughout; null: it has no key for that
 * @param type a label: whether it is reached from the internet; null: it has none
 */
public record TkeKeys(
        String id,
        String natIpv6,
        @Nullable String ipv6,
        @Nullable String type) {

    /** Whether something stands at one of them, whoever wrote it. */
    public boolean anyOn(HasMetadata source) {
        ObjectMeta metadata = source.getMetadata();
        return Stream.of(id, natIpv6, ipv6)
                        .filter(Objects::nonNull)
                        .anyMatch(of(metadata.getAnnotations())::containsKey)
                || (type != null && of(metadata.getLabels()).containsKey(type));
    }

    static Map<String, String> of(@Nullable Map<String, String> all) {
        return Objects.requireNonNullElse(all, Map.of());
    }
}
