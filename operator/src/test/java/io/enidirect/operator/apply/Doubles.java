package io.enidirect.operator.apply;

import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.Target;
import io.enidirect.operator.desired.model.Asked;
import io.enidirect.operator.desired.model.Contribution;
import io.enidirect.operator.desired.model.Forward;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.desired.model.Redirect;
import io.enidirect.operator.desired.model.TargetWish;
import io.enidirect.operator.snapshot.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Each rule that a source forwards on HTTP:80 is asked for on HTTP:8080 as well, which no kind has words for yet. */
final class Doubles {
    static final ListenerKey PLAIN = new ListenerKey(Protocol.HTTP, 80);
    static final ListenerKey DOUBLE = new ListenerKey(Protocol.HTTP, 8080);
    private static final ListenerKey CHAINED = new ListenerKey(Protocol.HTTP, 8081);

    private Doubles() {}

    static UnaryOperator<Contribution> redirecting(int code) {
        return doubling(part -> new Redirect(
                Asked.wanted(there(part), part.source(), part.field(), part.settings()), part.backend(), code, true));
    }

    static UnaryOperator<Contribution> forwarding() {
        return doubling(part -> {
            Map<Target, TargetWish> targets = part.targets();
            return new Forward(
                    Asked.wanted(there(part), part.source(), part.field(), part.settings()), part.origins(), targets);
        });
    }

    /** Each redirect leads to another one. */
    static UnaryOperator<Contribution> chained() {
        return contribution -> {
            List<Part> parts =
                    new ArrayList<>(redirecting(301).apply(contribution).parts());
            List<Part> more = parts.stream()
                    .filter(Redirect.class::isInstance)
                    .map(part -> (Part) new Redirect(
                            Asked.wanted(
                                    new Backend(CHAINED, part.backend().rule()),
                                    part.source(),
                                    part.field(),
                                    part.settings()),
                            part.backend(),
                            301,
                            true))
                    .toList();
            parts.addAll(more);
            return with(contribution, parts);
        };
    }

    private interface Double {
        Part of(Part part);
    }

    private static Backend there(Part part) {
        return new Backend(DOUBLE, part.backend().rule());
    }

    private static UnaryOperator<Contribution> doubling(Double twin) {
        return contribution -> with(
                contribution,
                Stream.concat(
                                contribution.parts().stream()
                                        .filter(part ->
                                                part.backend().listener().equals(PLAIN)),
                                contribution.parts().stream()
                                        .filter(part ->
                                                part.backend().listener().equals(PLAIN)
                                                        && part.standing() == Part.Standing.WANTED)
                                        .map(part ->
                                                part.implied() ? twin.of(part).asImplied() : twin.of(part)))
                        .toList());
    }

    private static Contribution with(Contribution contribution, List<Part> parts) {
        return new Contribution(
                contribution.source(), contribution.created(), parts, contribution.problems(), contribution.holds());
    }
}
