package io.enidirect.operator.annotations;

import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * By which TkeServiceConfig of its namespace a source is tuned.
 *
 * @param asked it asks for one
 * @param config the name of the one that is read; empty also where it may not be named
 * @param own that is the one that is made for it, and for nobody else
 * @param told what is wrong in what it says
 */
public record TuningWish(boolean asked, Optional<String> config, boolean own, List<Problem> told) {
    private static final TuningWish NONE = new TuningWish(false, Optional.empty(), false, List.of());
    private static final String NAME = "tke-service-config";
    private static final String AUTO = NAME + "-auto";
    private static final String OF_SERVICE = "-auto-service-config";
    private static final String OF_INGRESS = "-auto-ingress-config";

    public TuningWish {
        told = List.copyOf(told);
    }

    public static TuningWish of(HasMetadata source) {
        String named = Annotations.of(source, key(source.getKind())).orElse("").strip();
        String auto = Annotations.of(source, autoKey(source.getKind())).orElse("");
        boolean own = !Values.OFF.of(source, auto);
        if (named.isEmpty() && !own) {
            return NONE;
        }
        List<Problem> told = new ArrayList<>();
        if (own && !auto.equals("true")) {
            told.add(problem(
                    source,
                    autoKey(source.getKind()),
                    auto,
                    "a boolean is exactly \"true\" or \"false\"" + (isService(source) ? "" : " (E4050)"),
                    "Write one of them; until then its TkeServiceConfig stays as it is"));
        }
        if (named.isEmpty()) {
            return new TuningWish(true, Optional.of(ownName(source)), true, told);
        }
        if (own) {
            told.add(problem(
                    source,
                    autoKey(source.getKind()),
                    auto,
                    "it excludes " + key(source.getKind()) + ", and that one counts",
                    "Take away one of the two"));
        }
        if (named.endsWith(OF_SERVICE) || named.endsWith(OF_INGRESS)) {
            told.add(
                    problem(
                            source,
                            key(source.getKind()),
                            named,
                            "a name that ends so is that of an object that is made for " + AUTO
                                    + ", and is not read here (E4051)",
                            "Name one of your own, or write " + autoKey(source.getKind())
                                    + ": \"true\" in its place; until then the settings of what is programmed stay as they are"));
            return new TuningWish(true, Optional.empty(), false, told);
        }
        return new TuningWish(true, Optional.of(named), false, told);
    }

    /** Whether one is to be made for it: it says so, and nothing else. */
    public boolean makes() {
        return own && told.isEmpty();
    }

    /** The one that is read, as {@code namespace/name}, if there is any. */
    public static Set<String> configs(HasMetadata source) {
        return of(source)
                .config()
                .map(name -> Set.of(source.getMetadata().getNamespace() + "/" + name))
                .orElse(Set.of());
    }

    /** The name of the one that is made for a source. */
    public static String ownName(HasMetadata source) {
        return source.getMetadata().getName() + (isService(source) ? OF_SERVICE : OF_INGRESS);
    }

    public static String key(String kind) {
        return prefix(kind) + NAME;
    }

    public static String autoKey(String kind) {
        return prefix(kind) + AUTO;
    }

    private static String prefix(String kind) {
        return kind.equals("Service") ? Keys.SERVICE : Keys.INGRESS;
    }

    private static boolean isService(HasMetadata source) {
        return source.getKind().equals("Service");
    }

    private static Problem problem(HasMetadata source, String key, String value, String rule, String remedy) {
        return Problem.of(
                Code.UNSUPPORTED,
                new Place(Row.name(source), Annotations.field(key)),
                value,
                new Wording(rule, remedy));
    }
}
