package io.enidirect.operator.report;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The next conditions of one object: a transition time moves only when the status does. */
final class Conditions {
    static final String ACCEPTED = "Accepted";
    static final String PROGRAMMED = "Programmed";
    static final String READY = "Ready";
    /** True: its end waits for something. */
    static final String DELETION_BLOCKED = "DeletionBlocked";
    /** True: not all of it goes from the cloud. */
    static final String RELEASED = "Released";
    /** The reason while no load balancer is ordered, since nothing could be programmed on it. */
    static final String WAITING = "WaitingForPart";

    private final List<Condition> before;
    private final @Nullable Long generation;
    private final Instant now;
    private final List<Condition> next = new ArrayList<>();

    Conditions(List<Condition> before, @Nullable Long generation, Instant now) {
        this.before = before;
        this.generation = generation;
        this.now = now;
    }

    void set(String type, boolean status, String reason, String message) {
        String text = status ? "True" : "False";
        String since = find(type)
                .filter(condition -> text.equals(condition.getStatus()))
                .map(Condition::getLastTransitionTime)
                .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
        next.add(new ConditionBuilder()
                .withType(type)
                .withStatus(text)
                .withReason(reason)
                .withMessage(message)
                .withLastTransitionTime(since)
                .withObservedGeneration(generation)
                .build());
    }

    /** Leaves it as it was, while nothing better is known. */
    void keep(String type, String reason, String message) {
        Optional<Condition> was = find(type);
        if (was.isPresent()) {
            next.add(was.get());
        } else {
            set(type, false, reason, message);
        }
    }

    private Optional<Condition> find(String type) {
        return before.stream()
                .filter(condition -> type.equals(condition.getType()))
                .findFirst();
    }

    List<Condition> list() {
        return List.copyOf(next);
    }

    static boolean isTrue(List<Condition> conditions, String type) {
        return conditions.stream()
                .anyMatch(condition -> type.equals(condition.getType()) && "True".equals(condition.getStatus()));
    }
}
