package io.enidirect.operator.front;

import io.enidirect.crd.SourceRef;
import io.enidirect.crd.TkeServiceConfig;
import io.enidirect.operator.annotations.Annotations;
import io.enidirect.operator.annotations.TuningWish;
import io.enidirect.operator.kinds.TkeController;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.fabric8.kubernetes.api.model.HasMetadata;

/** Why the TkeServiceConfig that a source asks for is not looked after. */
final class UnkeptConfig {
    private UnkeptConfig() {}

    static Problem leftToTke(HasMetadata source) {
        return problem(
                source,
                Code.UNSUPPORTED,
                "TKE's own controller is active in this cluster (" + TkeController.CONFIG
                        + ") and makes that object for it",
                "Leave it to that, or keep that one off the " + source.getKind() + " by the annotations "
                        + TkeController.keepingOff(source));
    }

    static Problem unreadable(HasMetadata source) {
        return problem(
                source,
                Code.INVALID_TUNING,
                "what stands in TkeServiceConfig " + source.getMetadata().getNamespace() + "/"
                        + TuningWish.ownName(source) + " can't be read, so nothing is added to it or taken from it",
                "Mend it, or delete it: then it is made anew");
    }

    static Problem noSuchKind(HasMetadata source) {
        return problem(
                source,
                Code.UNSUPPORTED,
                "the cluster has no kind " + HasMetadata.getKind(TkeServiceConfig.class) + " in "
                        + HasMetadata.getApiVersion(TkeServiceConfig.class),
                "Apply the chart's crds; everything else works");
    }

    private static Problem problem(HasMetadata source, Code code, String rule, String remedy) {
        String key = TuningWish.autoKey(source.getKind());
        return Problem.of(
                code,
                new Place(SourceRef.to(source).toString(), Annotations.field(key)),
                "true",
                new Wording(rule, remedy));
    }
}
