package io.enidirect.operator.service;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.SourceStatus;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is there for one Service.
 *
 * @param named the object of the name that its own one would have, whosever it is
 * @param naming those that name its uid, in spec or record
 */
record Seen(@Nullable CloudLoadBalancer named, List<CloudLoadBalancer> naming) {
    Seen {
        naming = List.copyOf(naming);
    }

    /** Its claim was made. */
    boolean claimed() {
        return !naming.isEmpty();
    }

    /** Its own one. */
    Optional<CloudLoadBalancer> own(Service service) {
        return Optional.ofNullable(named).filter(object -> madeFor(object, uid(service)));
    }

    /** What the main reconciler says of it. */
    Optional<SourceStatus> told(Service service) {
        return naming.stream()
                .flatMap(object -> object.recorded().source(uid(service)).stream())
                .findFirst();
    }

    static boolean madeFor(CloudLoadBalancer object, String uid) {
        return object.getSpec().source() != null
                && object.getSpec().source().uid().equals(uid);
    }

    private static String uid(Service service) {
        return service.getMetadata().getUid();
    }
}
