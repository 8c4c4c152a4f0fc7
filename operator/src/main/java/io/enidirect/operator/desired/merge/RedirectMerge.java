package io.enidirect.operator.desired.merge;

import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.desired.model.Redirect;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.enidirect.operator.snapshot.Backend;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Redirects that lead to a rule which forwards: anything else the cloud refuses, and no call is made for it. */
final class RedirectMerge {
    private final BiConsumer<Part, Problem> report;

    RedirectMerge(BiConsumer<Part, Problem> report) {
        this.report = report;
    }

    /** @param parts each in a place of its own */
    List<Part> leadingSomewhere(List<Part> parts) {
        if (parts.stream().noneMatch(Redirect.class::isInstance)) {
            return parts;
        }
        Map<Backend, Part> places = parts.stream().collect(Collectors.toMap(Part::backend, part -> part));
        return parts.stream()
                .filter(part -> !(part instanceof Redirect redirect) || leads(redirect, places.get(redirect.target())))
                .toList();
    }

    private boolean leads(Redirect redirect, @Nullable Part target) {
        Optional<String> why = whyNot(redirect, target);
        why.ifPresent(rule -> report.accept(
                redirect,
                Problem.of(
                        Code.BAD_REDIRECT,
                        new Place(redirect.source().toString(), redirect.field()),
                        redirect.backend() + " to " + redirect.target(),
                        new Wording(rule, "Let it lead to a rule of another listener that forwards"))));
        return why.isEmpty();
    }

    private static Optional<String> whyNot(Redirect redirect, @Nullable Part target) {
        if (target == null) {
            return Optional.of("nobody asks for the rule that it leads to");
        }
        if (target instanceof Redirect) {
            return Optional.of("the rule that it leads to redirects itself, and redirects can't be chained");
        }
        return redirect.backend().listener().equals(redirect.target().listener())
                ? Optional.of("it leads to a rule of its own listener")
                : Optional.empty();
    }
}
