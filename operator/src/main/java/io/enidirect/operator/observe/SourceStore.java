package io.enidirect.operator.observe;

import io.enidirect.operator.annotations.TuningWish;
import io.enidirect.operator.kinds.Related;
import io.enidirect.operator.kinds.SourceKind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The sources of one kind, whoever asks for anything or not, found by what they name. */
public final class SourceStore<P extends HasMetadata> {
    private final SourceKind<P> kind;
    private final IndexedStore<P> objects;
    private final IndexedStore<P>.Index namingService;
    private final IndexedStore<P>.Index namingExternal;
    private final IndexedStore<P>.Index namingConfig;
    private final Map<Related<?, P>, IndexedStore<P>.Index> hangingOn = new HashMap<>();

    SourceStore(SourceKind<P> kind, IndexedStore<P> objects) {
        this.kind = kind;
        this.objects = objects;
        namingService = objects.index(source -> kind.names(source).services());
        namingExternal = objects.index(source -> kind.names(source).externals());
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

    /** Those that are tuned by it. @param config as {@code namespace/name} */
    List<P> namingConfig(String config) {
        return namingConfig.at(config);
    }

    /** Those that hang on that object. */
    public <R extends HasMetadata> List<P> on(Related<R, P> related, R object) {
        return Objects.requireNonNull(hangingOn.get(related), "no kind that it hangs on")
                .at(related.key().apply(object));
    }
}
