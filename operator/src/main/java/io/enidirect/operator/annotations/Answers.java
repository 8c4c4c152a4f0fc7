package io.enidirect.operator.annotations;

import io.enidirect.operator.problem.Problem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is answered to all that a source says and can't have.
 *
 * @param refused why nothing new may be programmed for it; empty where nothing stands against it
 * @param told what has no effect
 */
record Answers(List<Problem> refused, List<Problem> told) {
    /** Of unknown keys, and of either sort: more tell nobody more. */
    private static final int MOST_UNKNOWN = 16;

    Answers {
        refused = List.copyOf(refused);
        told = List.copyOf(told);
    }

    /** @param words what it says of its load balancer, with what is wrong in that */
    static Answers to(HasMetadata source, LoadBalancerWords words) {
        List<Problem> known = new ArrayList<>();
        List<Problem> unknown = new ArrayList<>();
        Table.FIELDS.forEach(row -> Optional.ofNullable(row.field())
                .flatMap(field -> row.answer(source, row.key(), field.of(source)))
                .ifPresent(known::add));
        new TreeMap<>(Objects.requireNonNullElse(source.getMetadata().getAnnotations(), Map.<String, String>of()))
                .forEach((key, value) -> {
                    List<Row> rows = Table.of(key);
                    if (rows.isEmpty()) {
                        UnknownKeys.problem(source, key, Objects.requireNonNullElse(value, ""))
                                .ifPresent(unknown::add);
                    } else {
                        rows.stream()
                                .flatMap(row -> row.answer(source, key, value).stream())
                                .findFirst()
                                .ifPresent(known::add);
                    }
                });
        known.addAll(words.problems());
        known.addAll(TuningWish.of(source).told());
        Cut.unread(source).ifPresent(known::add);
        return new Answers(sorted(known, unknown, true), sorted(known, unknown, false));
    }

    private static List<Problem> sorted(List<Problem> known, List<Problem> unknown, boolean refused) {
        List<Problem> those = new ArrayList<>();
        known.stream().filter(problem -> problem.code().blocks() == refused).forEach(those::add);
        unknown.stream()
                .filter(problem -> problem.code().blocks() == refused)
                .limit(MOST_UNKNOWN)
                .forEach(those::add);
        return those;
    }
}
