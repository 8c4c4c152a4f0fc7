package io.enidirect.operator.kinds;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.NetworkSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What TKE's own controller writes on a source for those who read it there. Nothing is decided by it. */
public record TkeMarks(Map<String, String> annotations, Map<String, String> labels) {
    public static final TkeMarks NONE = new TkeMarks(Map.of(), Map.of());

    public TkeMarks {
        annotations = Map.copyOf(annotations);
        labels = Map.copyOf(labels);
    }

    /**
     * As far as it is known.
     *
     * @param object what the source is on
     * @param addresses those that the source itself shows
     */
    public static TkeMarks of(TkeKeys keys, CloudLoadBalancer object, List<String> addresses) {
        String id = object.recorded().loadBalancerId();
        if (id == null) {
            return NONE;
        }
        NetworkSpec network = object.getSpec().network();
        Map<String, String> annotations = new HashMap<>();
        annotations.put(keys.id(), id);
        String key = network == null ? null : ipv6Key(keys, network);
        if (key != null) {
            addresses.stream()
                    .filter(address -> address.contains(":"))
                    .findFirst()
                    .ifPresent(address -> annotations.put(key, address));
        }
        return new TkeMarks(
                annotations,
                network == null || keys.type() == null
                        ? Map.of()
                        : Map.of(keys.type(), network.type() == NetworkSpec.Type.Internal ? "INTERNAL" : "OPEN"));
    }

    private static @Nullable String ipv6Key(TkeKeys keys, NetworkSpec network) {
        if (network.ipVersion() == null) {
            return null;
        }
        return switch (network.ipVersion()) {
            case IPv4 -> null;
            case NAT64 -> keys.natIpv6();
            case IPv6FullChain -> keys.ipv6();
        };
    }

    public boolean isEmpty() {
        return equals(NONE);
    }

    /** Whether all of it stands there, whoever wrote it. */
    public boolean shownOn(HasMetadata source) {
        return matches(source).allMatch(same -> same);
    }

    /** Whether some of it stands there. */
    public boolean anyOn(HasMetadata source) {
        return matches(source).anyMatch(same -> same);
    }

    /** For people. */
    @Override
    public String toString() {
        return Stream.concat(annotations.entrySet().stream(), labels.entrySet().stream())
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private Stream<Boolean> matches(HasMetadata source) {
        return Stream.concat(
                same(annotations, TkeKeys.of(source.getMetadata().getAnnotations())),
                same(labels, TkeKeys.of(source.getMetadata().getLabels())));
    }

    private static Stream<Boolean> same(Map<String, String> wanted, Map<String, String> stand) {
        return wanted.entrySet().stream().map(entry -> entry.getValue().equals(stand.get(entry.getKey())));
    }
}
