package io.enidirect.operator.kinds;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;

/** A kind of source in a file, for the command {@code plan}. */
public interface Manifest<P extends HasMetadata> {

    /** The least that the API server requires of one. */
    List<Requirement> requirements();

    /** As the API server stores it: with what it fills in by other objects. */
    default P stored(P written, ClusterView cluster) {
        return written;
    }

    /** Why one that is not ours is left alone: what its author may have forgotten. Empty where it asks nobody for anything. */
    Optional<String> notOurs(P source, ClusterView cluster);
}
