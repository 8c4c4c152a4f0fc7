package io.enidirect.operator.plan.rules;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.NewRule;
import io.enidirect.cloud.RuleKey;
import io.enidirect.operator.desired.model.DefaultDomain;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.plan.step.RuleStep;
import io.enidirect.operator.plan.step.Step;
import io.enidirect.operator.record.Ownership;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which rules an L7 listener is to have, those of the default domain first. */
public final class WantedRules {
    private static final Comparator<Wanted> ORDER = Comparator.comparing(
                    (Wanted wanted) -> !ofDefaultDomain(wanted.key()))
            .thenComparing(Wanted::key);

    private final Desired.State desired;
    private final Snapshot seen;
    private final Ownership ownership;

    /**
     * A rule.
     *
     * @param part null where it only holds the default domain
     */
    public record Wanted(RuleKey key, @Nullable Part part) {
        public boolean replaced() {
            return part != null && part.standing() == Part.Standing.REPLACED;
        }

        public BackendSettings settings() {
            return part == null ? BackendSettings.UNSPECIFIED : part.settings();
        }

        NewRule asNew(boolean defaultServer) {
            return new NewRule(key, settings(), defaultServer);
        }

        public Step aloneOn(ListenerKey listener) {
            return new RuleStep.CreateRules(listener, List.of(asNew(false)));
        }
    }

    public WantedRules(Desired.State desired, Snapshot seen, Ownership ownership) {
        this.desired = desired;
        this.seen = seen;
        this.ownership = ownership;
    }

    /** None on an L4 listener. */
    public List<Wanted> of(ListenerKey listener) {
        Map<RuleKey, Part> parts = new HashMap<>();
        for (Part part : desired.parts()) {
            RuleKey rule = part.backend().rule();
            if (rule != null && part.backend().listener().equals(listener)) {
                parts.put(rule, part);
            }
        }
        List<Wanted> wanted = new ArrayList<>();
        desired.rules(listener).forEach(key -> wanted.add(new Wanted(key, parts.get(key))));
        if (leftWithoutDefault(listener, wanted)) {
            wanted.add(new Wanted(DefaultDomain.PLACEHOLDER, null));
        }
        return wanted.stream().sorted(ORDER).toList();
    }

    /**
     * Whether all rules of the default domain that are asked for were refused: then the placeholder has to hold it, lest a
     * host answers for all others.
     */
    private boolean leftWithoutDefault(ListenerKey listener, List<Wanted> wanted) {
        List<Wanted> ofDefault =
                wanted.stream().filter(rule -> ofDefaultDomain(rule.key())).toList();
        return !ofDefault.isEmpty()
                && ofDefault.stream()
                        .allMatch(rule -> rule.part() != null
                                && !ownership.has(new Backend(listener, rule.key()))
                                && seen.memory().blamed(rule.aloneOn(listener).key()));
    }

    static boolean ofDefaultDomain(RuleKey key) {
        return key.domain().equals(DefaultDomain.NAME);
    }
}
