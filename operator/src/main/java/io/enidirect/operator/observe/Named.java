package io.enidirect.operator.observe;

import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.RuleKey;
import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.ListenerRecord;
import io.enidirect.crd.Origin;
import io.enidirect.crd.RuleRecord;
import io.enidirect.crd.SourceRef;
import io.enidirect.crd.SourceStatus;
import io.enidirect.operator.snapshot.Backend;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whom a CloudLoadBalancer names, in its spec and in its record.
 *
 * @param sources each once, of every kind
 * @param feeds what the record says feeds each backend
 */
public record Named(Set<SourceRef> sources, List<Feed> feeds) {
    private static final String SERVICE = "Service";

    /**
     * A recorded backend with the Service that feeds it.
     *
     * @param service {@code namespace/name}
     */
    record Feed(ListenerRecord listener, @Nullable RuleRecord rule, String service) {
        Backend backend() {
            return new Backend(
                    new ListenerKey(Protocol.valueOf(listener.protocol()), listener.port()),
                    rule == null ? null : new RuleKey(rule.domain(), rule.url()));
        }
    }

    public Named {
        sources = Set.copyOf(sources);
        feeds = List.copyOf(feeds);
    }

    public static Named by(CloudLoadBalancer object) {
        Set<SourceRef> sources = new LinkedHashSet<>();
        if (object.getSpec() != null && object.getSpec().source() != null) {
            sources.add(object.getSpec().source());
        }
        object.recorded().sources().forEach(source -> sources.add(source.ref()));
        Map<String, SourceStatus> byKey = object.recorded().sources().stream()
                .collect(Collectors.toMap(SourceStatus::key, Function.identity(), (one, same) -> one));
        List<Feed> feeds = new ArrayList<>();
        for (ListenerRecord listener : object.recorded().listeners()) {
            service(byKey, listener.source(), listener.origin())
                    .ifPresent(service -> feeds.add(new Feed(listener, null, service)));
            listener.rules()
                    .forEach(rule -> service(byKey, rule.source(), rule.origin())
                            .ifPresent(service -> feeds.add(new Feed(listener, rule, service))));
        }
        return new Named(sources, feeds);
    }

    private static Optional<String> service(
            Map<String, SourceStatus> sources, @Nullable String source, @Nullable Origin origin) {
        if (source == null || origin == null || !SERVICE.equals(origin.kind())) {
            return Optional.empty();
        }
        return Optional.ofNullable(sources.get(source)).map(status -> status.namespace() + "/" + origin.name());
    }

    /** The sources of kind Service. */
    public Stream<SourceRef> services() {
        return sources.stream().filter(source -> SERVICE.equals(source.kind()));
    }

    public Set<String> uids() {
        return sources.stream().map(SourceRef::uid).collect(Collectors.toSet());
    }

    /** Every Service whose change matters here: the sources themselves and the origins, as {@code namespace/name}. */
    Set<String> serviceKeys() {
        return Stream.concat(
                        services().map(source -> source.namespace() + "/" + source.name()),
                        feeds.stream().map(Feed::service))
                .collect(Collectors.toSet());
    }
}
