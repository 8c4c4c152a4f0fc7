package io.enidirect.operator.kinds;

import io.enidirect.crd.TkeServiceConfig;
import io.enidirect.operator.annotations.Said;
import io.enidirect.operator.annotations.TuningWish;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;

/**
 * The bandwidth that a source's TkeServiceConfig gives its load balancer: all else in it is of listeners and rules.
 *
 * @param word empty: it says nothing, or nothing that can be given
 * @param known false: it may say something all the same, and what it said before stays
 */
record TunedBandwidth(Optional<Said<Integer>> word, boolean known, List<Problem> problems) {
    private static final int MOST_MBPS = 2048;
    private static final String FIELD = "spec.loadBalancer.internetMaxBandwidthOut";
    private static final TunedBandwidth NONE = new TunedBandwidth(Optional.empty(), true, List.of());

    TunedBandwidth {
        problems = List.copyOf(problems);
    }

    static TunedBandwidth of(HasMetadata source, ClusterView cluster) {
        TuningWish wish = TuningWish.of(source);
        if (!wish.asked()) {
            return NONE;
        }
        String namespace = source.getMetadata().getNamespace();
        Optional<TkeServiceConfig> config = wish.config()
                .flatMap(name -> cluster.find(TkeServiceConfig.class, namespace, name))
                // there is more to it than is kept of it
                .filter(found -> !Outline.is(found));
        if (config.isEmpty()) {
            return new TunedBandwidth(Optional.empty(), false, List.of());
        }
        String object = "TkeServiceConfig " + namespace + "/"
                + config.get().getMetadata().getName();
        return config.flatMap(found -> Optional.ofNullable(found.getSpec()))
                .flatMap(spec -> Optional.ofNullable(spec.loadBalancer()))
                .flatMap(tuning -> Optional.ofNullable(tuning.internetMaxBandwidthOut()))
                .map(mbps -> mbps >= 1 && mbps <= MOST_MBPS
                        ? new TunedBandwidth(Optional.of(new Said<>(mbps, FIELD + " of " + object)), true, List.of())
                        : new TunedBandwidth(Optional.empty(), false, List.of(outside(object, mbps))))
                .orElse(NONE);
    }

    private static Problem outside(String object, int mbps) {
        return Problem.of(
                Code.INVALID_TUNING,
                new Place(object, FIELD),
                Integer.toString(mbps),
                new Wording(
                        "a bandwidth is 1 to " + MOST_MBPS + " Mbps, and the one that was set before stays",
                        "Write such a number"));
    }
}
