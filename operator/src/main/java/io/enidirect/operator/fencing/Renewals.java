package io.enidirect.operator.fencing;

import io.enidirect.operator.snapshot.Timing;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * Our last renewal, as the API server showed it. It counts from when it was written, which our own clock said, or from
 * when it was seen, whichever is earlier: a watch that was cut off shows old renewals late.
 */
final class Renewals implements ResourceEventHandler<Lease>, Fence {
    private final String identity;
    private final Clock clock;
    private volatile Optional<Instant> last = Optional.empty();

    Renewals(String identity, Clock clock) {
        this.identity = identity;
        this.clock = clock;
    }

    @Override
    public boolean open() {
        Instant now = clock.instant();
        // a clock that was put back could keep it open for hours: closed until the next renewal
        return last.filter(renewal -> !now.isBefore(renewal)
                        && now.isBefore(renewal.plus(Timing.HOUSE.lease().writable())))
                .isPresent();
    }

    @Override
    public void onAdd(Lease lease) {
        see(lease);
    }

    @Override
    public void onUpdate(Lease before, Lease lease) {
        see(lease);
    }

    @Override
    public void onDelete(Lease lease, boolean unknownFinalState) {
        last = Optional.empty();
    }

    private void see(Lease lease) {
        Instant now = clock.instant();
        last = Optional.ofNullable(lease.getSpec())
                .filter(spec -> identity.equals(spec.getHolderIdentity()))
                .map(LeaseSpec::getRenewTime)
                .map(ZonedDateTime::toInstant)
                .map(renewal -> renewal.isBefore(now) ? renewal : now);
    }
}
