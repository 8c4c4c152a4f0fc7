package io.enidirect.operator.front;

import io.enidirect.crd.SourceStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a source shows of its load balancer.
 *
 * @param hostname only where there is no address
 * @param conditions ours, by type, with times in whole seconds
 */
public record Publication(List<String> addresses, @Nullable String hostname, List<Condition> conditions) {
    public static final Publication NOTHING = new Publication(List.of(), null, List.of());

    private static final Set<String> TYPES = Set.of("Accepted", "Programmed", "Ready");

    public Publication {
        addresses = List.copyOf(addresses);
        hostname = addresses.isEmpty() ? hostname : null;
        conditions = conditions.stream()
                .filter(condition -> TYPES.contains(condition.getType()))
                .map(Publication::asStored)
                .sorted(Comparator.comparing(Condition::getType))
                .toList();
    }

    public static Publication of(SourceStatus told) {
        return new Publication(told.addresses(), told.hostname(), told.conditions());
    }

    Publication withoutConditions() {
        return new Publication(addresses, hostname, List.of());
    }

    public boolean programmed() {
        return conditions.stream()
                .anyMatch(condition -> condition.getType().equals("Programmed")
                        && condition.getStatus().equals("True"));
    }

    /** As the API server gives it back: a condition's times are whole seconds. */
    private static Condition asStored(Condition condition) {
        return new ConditionBuilder(condition)
                .withMessage(Objects.requireNonNullElse(condition.getMessage(), ""))
                .withLastTransitionTime(Instant.parse(condition.getLastTransitionTime())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString())
                .build();
    }
}
