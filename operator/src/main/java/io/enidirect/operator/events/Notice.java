package io.enidirect.operator.events;

import io.enidirect.crd.ProblemStatus;
import io.enidirect.operator.problem.Problem;

/**
 * What one event says.
 *
 * @param reason in CamelCase; documented
 * @param note for people
 */
public record Notice(Type type, String reason, String note) {

    /** Whether somebody should look at it. */
    public enum Type {
        Normal,
        Warning
    }

    public static Notice of(Problem problem) {
        return of(problem.toStatus());
    }

    public static Notice of(ProblemStatus problem) {
        return new Notice(Type.Warning, problem.event(), problem.message());
    }
}
