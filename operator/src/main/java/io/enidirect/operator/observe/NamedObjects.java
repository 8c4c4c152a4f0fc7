package io.enidirect.operator.observe;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.SourceRef;
import io.enidirect.crd.SourceStatus;
import io.enidirect.operator.record.RecordedPart;
import io.enidirect.operator.snapshot.Backend;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whom a CloudLoadBalancer names, in its spec and in its record.
 *
 * @param sources each once, of every kind
 * @param feeds what the record says feeds each backend
 */
public record NamedObjects(Set<SourceRef> sources, List<Feed> feeds) {
    /** What feeds backends, also where it is a source itself. */
    private static final String SERVICE = "Service";

    /**
     * A recorded backend with what feeds it.
     *
     * @param source for which it is
     * @param kind of the origin
     * @param origin {@code namespace/name}
     */
    record Feed(Backend backend, SourceRef source, String kind, String origin) {
        boolean fromService() {
            return SERVICE.equals(kind);
        }
    }

    public NamedObjects {
        sources = Set.copyOf(sources);
        feeds = List.copyOf(feeds);
    }

    public static NamedObjects by(CloudLoadBalancer object) {
        Set<SourceRef> sources = new LinkedHashSet<>();
        if (object.getSpec() != null && object.getSpec().source() != null) {
            sources.add(object.getSpec().source());
        }
        object.recorded().sources().forEach(source -> sources.add(source.ref()));
        Map<String, SourceStatus> byKey = object.recorded().sources().stream()
                .collect(Collectors.toMap(SourceStatus::key, Function.identity(), (one, same) -> one));
        List<Feed> feeds = RecordedPart.of(object.recorded()).stream()
                .flatMap(part -> feeds(part, byKey))
                .toList();
        return new NamedObjects(sources, feeds);
    }

    private static Stream<Feed> feeds(RecordedPart part, Map<String, SourceStatus> sources) {
        return Stream.ofNullable(sources.get(part.source()))
                .map(SourceStatus::ref)
                .flatMap(ref -> part.origins().stream()
                        .map(origin ->
                                new Feed(part.backend(), ref, origin.kind(), ref.namespace() + "/" + origin.name())));
    }

    public Set<String> uids() {
        return sources.stream().map(SourceRef::uid).collect(Collectors.toSet());
    }

    /** Every Service whose change matters here: the sources themselves and the origins, as {@code namespace/name}. */
    Set<String> serviceKeys() {
        return Stream.concat(
                        sources.stream()
                                .filter(source -> SERVICE.equals(source.kind()))
                                .map(NamedObjects::key),
                        feeds.stream().filter(Feed::fromService).map(Feed::origin))
                .collect(Collectors.toSet());
    }

    /** Each source, as {@link #sourceKey} has it. */
    Set<String> sourceKeys() {
        return sources.stream()
                .map(source -> sourceKey(source.kind(), key(source)))
                .collect(Collectors.toSet());
    }

    /** @param key {@code namespace/name} */
    static String sourceKey(String kind, String key) {
        return kind + " " + key;
    }

    /** The ExternalBackends of the record. */
    Set<String> externalKeys() {
        return feeds.stream()
                .filter(feed -> !feed.fromService())
                .map(Feed::origin)
                .collect(Collectors.toSet());
    }

    private static String key(SourceRef source) {
        return source.namespace() + "/" + source.name();
    }
}
