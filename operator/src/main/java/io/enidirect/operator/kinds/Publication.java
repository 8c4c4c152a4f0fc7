package io.enidirect.operator.kinds;

import io.enidirect.crd.SourceStatus;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Problems;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a source shows of its load balancer.
 *
 * @param hostname only where there is no address
 * @param conditions ours, by type, with times in whole seconds
 */
public record Publication(List<String> addresses, @Nullable String hostname, List<Condition> conditions) {
    public static final Publication NOTHING = new Publication(List.of(), null, List.of());

    private static final String DELETION_BLOCKED = "DeletionBlocked";
    /** Each source has these. */
    private static final Set<String> STANDING = Set.of("Accepted", "Programmed", "Ready");

    public Publication {
        addresses = List.copyOf(addresses);
        hostname = addresses.isEmpty() ? hostname : null;
        conditions = conditions.stream()
                .filter(condition -> STANDING.contains(condition.getType())
                        || condition.getType().equals(DELETION_BLOCKED))
                .map(Publication::asStored)
                .sorted(Comparator.comparing(Condition::getType))
                .toList();
    }

    public static Publication of(SourceStatus told) {
        return new Publication(told.addresses(), told.hostname(), told.conditions());
    }

    /**
     * Of a source for which no load balancer can be made: why.
     *
     * @param before what it shows now: a condition's time moves only when its status does
     * @param generation of the source as it was looked at
     */
    public static Publication refused(
            List<Problem> problems, List<Condition> before, @Nullable Long generation, Instant now) {
        Problem why = Problems.gravest(problems).orElseThrow();
        int others = problems.size() - 1;
        String message = why.text() + (others == 0 ? "" : " And " + others + " more, see its events");
        return new Publication(
                List.of(),
                null,
                STANDING.stream()
                        .map(type -> new ConditionBuilder()
                                .withType(type)
                                .withStatus("False")
                                .withReason(why.code().text())
                                .withMessage(message)
                                .withLastTransitionTime(since(type, before, now))
                                .withObservedGeneration(generation)
                                .build())
                        .toList());
    }

    private static String since(String type, List<Condition> before, Instant now) {
        return before.stream()
                .filter(condition -> type.equals(condition.getType()) && "False".equals(condition.getStatus()))
                .map(Condition::getLastTransitionTime)
                .findFirst()
                .orElse(now.toString());
    }

    /** Whether these are as {@link #refused} has them, whoever wrote them. */
    public static boolean isRefusal(List<Condition> conditions) {
        return conditions.stream()
                .filter(condition -> "False".equals(condition.getStatus()))
                .map(Condition::getType)
                .collect(Collectors.toSet())
                .containsAll(STANDING);
    }

    public Publication withoutConditions() {
        return new Publication(addresses, hostname, List.of());
    }

    /** Whether its user waits for a reason. */
    public boolean deletionBlocked() {
        return conditions.stream().anyMatch(condition -> condition.getType().equals(DELETION_BLOCKED));
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
