package io.enidirect.operator.observe;

import io.enidirect.operator.kinds.Related;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.stream.Stream;

/** The sources of one kind for which a LoadBalancerProfile may count: always by index, never by a scan. */
public final class SourcesOfProfile<P extends HasMetadata> {
    private final SourceStore<P> sources;
    private final List<Naming<?>> related;

    /** Objects that name profiles for the sources that hang on them. */
    private final class Naming<R extends HasMetadata> {
        private final Related<R, P> related;
        private final IndexedStore<R>.Index namingProfile;

        private Naming(Related<R, P> related, ClusterCache cache) {
            this.related = related;
            namingProfile = cache.related(related.objects()).index(related.profiles()::apply);
        }

        private Stream<P> sources(String profile) {
            return namingProfile.at(profile).stream().flatMap(object -> sources.on(related, object).stream());
        }
    }

    SourcesOfProfile(SourceStore<P> sources, ClusterCache cache) {
        this.sources = sources;
        this.related = sources.kind().related().stream()
                .<Naming<?>>map(each -> new Naming<>(each, cache))
                .toList();
    }

    /** Those that name it, whose class does, or that name none where it is the default. */
    public Stream<P> of(String profile) {
        return Stream.concat(
                sources.namingProfile(profile).stream(), related.stream().flatMap(each -> each.sources(profile)));
    }
}
