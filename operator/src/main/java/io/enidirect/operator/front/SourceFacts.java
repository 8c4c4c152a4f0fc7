package io.enidirect.operator.front;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.SourceStatus;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is there for one source.
 *
 * @param uid the source's
 * @param named the object of the name that its own one would have, whosever it is
 * @param naming those that name its uid, in spec or record
 * @param leftBefore it was seen to give up its claim since it was last looked at, whatever it says by now
 */
public record SourceFacts(
        String uid, @Nullable CloudLoadBalancer named, List<CloudLoadBalancer> naming, boolean leftBefore) {
    public SourceFacts {
        naming = List.copyOf(naming);
    }

    public SourceFacts(String uid, @Nullable CloudLoadBalancer named, List<CloudLoadBalancer> naming) {
        this(uid, named, naming, false);
    }

    SourceFacts withLeftBefore() {
        return new SourceFacts(uid, named, naming, true);
    }

    /** Its claim was made. */
    public boolean claimed() {
        return !naming.isEmpty();
    }

    /** Its own one. */
    Optional<CloudLoadBalancer> own() {
        return Optional.ofNullable(named)
                .filter(object -> object.getSpec().source() != null
                        && object.getSpec().source().uid().equals(uid));
    }

    /** What the main reconciler says of it. */
    Optional<SourceStatus> told() {
        return tellingOfIt().flatMap(object -> object.recorded().source(uid));
    }

    /** The one that says it: the one that it is on. */
    Optional<CloudLoadBalancer> tellingOfIt() {
        return naming.stream()
                .filter(object -> object.recorded().source(uid).isPresent())
                .findFirst();
    }
}
