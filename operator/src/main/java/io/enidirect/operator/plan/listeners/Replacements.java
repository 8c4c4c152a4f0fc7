package io.enidirect.operator.plan.listeners;

import io.enidirect.cloud.Target;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.desired.model.Redirect;
import io.enidirect.operator.plan.step.TargetStep;
import io.enidirect.operator.record.Ownership;
import io.enidirect.operator.snapshot.Attachment;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.Observed;
import io.enidirect.operator.snapshot.Snapshot;
import java.util.Map;
import java.util.stream.Stream;

/** When a part that is being replaced may go: make before break. */
public final class Replacements {
    private final Desired.State desired;
    private final Snapshot seen;
    private final Observed observed;
    private final Ownership ownership;
    private final RewritesThere rewrites;

    public Replacements(Desired.State desired, Snapshot seen, Ownership ownership) {
        this.desired = desired;
        this.seen = seen;
        this.observed = seen.observed();
        this.ownership = ownership;
        this.rewrites = new RewritesThere(ownership);
    }

    /** The redirects that are there. */
    public RewritesThere rewrites() {
        return rewrites;
    }

    /** Whether its replacement is programmed, confirmed by a read. */
    public boolean goes(Part part) {
        return part.standing() == Part.Standing.REPLACED
                && part.replacement() != null
                && programmed(part.replacement(), part.backend());
    }

    /**
     * A listener without targets is no replacement as long as the old one has some: slices are behind the Service's change.
     * Those of a rule's Service are not behind its Ingress.
     */
    private boolean programmed(Backend backend, Backend old) {
        Map<Target, Integer> there = observed.attachments().behind(backend);
        return made(backend)
                && (backend.rule() != null
                        || !there.isEmpty()
                        || (observed.attachments().behind(old).isEmpty() && !isRefused(backend)));
    }

    /** Whether it is there with all that is wanted behind it, or where it leads to, confirmed by a read. */
    public boolean made(Backend backend) {
        Map<Target, Integer> there = observed.attachments().behind(backend);
        return ownership.has(backend)
                && observed.unconfirmed().none()
                && desired.parts().stream()
                        .filter(part -> part.backend().equals(backend))
                        .allMatch(part -> !(part instanceof Redirect redirect) || rewrites.has(redirect))
                && wanted(backend).allMatch(target -> there.containsKey(target) || isRefused(backend, target));
    }

    /** Whether it is to have targets, and the cloud refuses all of them. */
    public boolean isRefused(Backend backend) {
        return observed.attachments().behind(backend).isEmpty()
                && wanted(backend).findAny().isPresent()
                && wanted(backend).allMatch(target -> isRefused(backend, target));
    }

    private boolean isRefused(Backend backend, Target target) {
        return seen.memory().refused(TargetStep.Change.REGISTER.of(new Attachment(backend, target)));
    }

    private Stream<Target> wanted(Backend backend) {
        return desired.parts().stream()
                .filter(part -> part.backend().equals(backend))
                .flatMap(part -> part.targets().entrySet().stream())
                .filter(wish -> !wish.getValue().onlyIfRegistered())
                .map(Map.Entry::getKey);
    }
}
