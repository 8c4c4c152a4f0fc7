package io.enidirect.operator.kinds;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;

/**
 * What is kept of an object that no load balancer is concerned with: that it is there, and what makes it one that somebody
 * may be concerned with. Anybody may make thousands of such objects, each as large as etcd takes it.
 */
public final class Outline {
    /** No user can set it: the API server drops what metadata does not have. */
    private static final String MARK = "eni-direct.io/outline";

    private Outline() {}

    /** Whether there is more to this object than what is kept of it. */
    public static boolean is(HasMetadata object) {
        return object.getMetadata().getAdditionalProperties().containsKey(MARK);
    }

    /** From now on it says that there is more to it. */
    public static <R extends HasMetadata> R mark(R kept) {
        kept.getMetadata().getAdditionalProperties().put(MARK, true);
        return kept;
    }

    /** What any outline has of its object's metadata. */
    public static ObjectMeta metadata(ObjectMeta metadata) {
        return new ObjectMetaBuilder()
                .withNamespace(metadata.getNamespace())
                .withName(metadata.getName())
                .withUid(metadata.getUid())
                .withResourceVersion(metadata.getResourceVersion())
                .withDeletionTimestamp(metadata.getDeletionTimestamp())
                .addToAdditionalProperties(MARK, true)
                .build();
    }
}
