package io.enidirect.operator.report;

import io.enidirect.crd.ProblemStatus;
import io.enidirect.operator.problem.Problem;
import java.util.List;

/** A problem with the detail of the first time: a new one is no reason to write anything. */
final class FirstTold {
    private FirstTold() {}

    static ProblemStatus of(Problem problem, List<ProblemStatus> before) {
        ProblemStatus now = problem.toStatus();
        return before.stream().filter(now::equals).findFirst().orElse(now);
    }
}
