package io.enidirect.operator.observe;

import io.enidirect.crd.TkeServiceConfig;
import io.enidirect.operator.annotations.TuningWish;
import io.enidirect.operator.kinds.Related;
import io.enidirect.operator.kinds.SourceKind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The sources of one kind, whoever asks for anything or not, found by what they name. */
public final class SourceStore<P extends HasMetadata> {
    private final SourceKind<P> kind;
    private final IndexedStore<P> objects;
    private final IndexedStore<P>.Index namingService;
    private final IndexedStore<P>.Index namingExternal;
    private final IndexedStore<P>.Index namingProfile;
    private final IndexedStore<P>.Index namingConfig;
    private final Map<Related<?, P>, IndexedStore<P>.Index> hangingOn = new HashMap<>();

    SourceStore(SourceKind<P> kind, IndexedStore<P> objects) {
        this.kind = kind;
        this.objects = objects;
        namingService = objects.index(source -> kind.names(source).services());
        namingExternal = objects.index(source -> kind.names(source).externals());
        namingProfile = objects.index(kind::profiles);
        namingConfig = objects.index(TuningWish::configs);
        kind.related().forEach(related -> hangingOn.put(related, objects.index(related.ofSource()::apply)));
    }

    SourceKind<P> kind() {
        return kind;
    }

    public IndexedStore<P> objects() {
        return objects;
    }

    /** @param service as {@code namespace/name} */
    List<P> namingService(String service) {
        return namingService.at(service);
    }

    /** @param external as {@code namespace/name} */
    List<P> namingExternal(String external) {
        return namingExternal.at(external);
    }

    /** Those for which a profile may count, by what they say themselves or an option does. */
    public List<P> namingProfile(String profile) {
        return namingProfile.at(profile);
    }

    /** Those of a namespace that ask to be ours. */
    public Stream<P> askingIn(String namespace) {
        return objects.in(namespace).values().stream().filter(kind::asks);
    }

    /** Whether one that asks to be ours is tuned by it. @param config as {@code namespace/name} */
    boolean tunes(String config) {
        return namingConfig.at(config).stream().anyMatch(kind::asks);
    }

    /** Those that are tuned by it. */
    public List<P> tunedBy(TkeServiceConfig config) {
        return namingConfig.at(ClusterCache.key(config));
    }

    /** Those that hang on that object. */
    public <R extends HasMetadata> List<P> on(Related<R, P> related, R object) {
        return Objects.requireNonNull(hangingOn.get(related), "no kind that it hangs on")
                .at(related.key().apply(object));
    }
}
