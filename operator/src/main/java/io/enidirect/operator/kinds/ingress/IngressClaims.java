package io.enidirect.operator.kinds.ingress;

import io.enidirect.operator.annotations.Annotations;
import io.enidirect.operator.annotations.IngressWishes;
import io.enidirect.operator.annotations.Keys;
import io.enidirect.operator.annotations.Letters;
import io.enidirect.operator.kinds.Asking;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.enidirect.operator.snapshot.Claim;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassSpec;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which Ingresses are ours: by their class (design §3, Claims). None means not ours, since the API server writes the default
 * class into new ones.
 *
 * @param listed names that are ours whatever their class says, option {@code --ingress-classes}
 * @param classes by name, as the cluster has them
 * @param named all of them: the names that somebody may have meant
 */
public record IngressClaims(
        Set<String> listed,
        Function<String, Optional<IngressClass>> classes,
        Supplier<Collection<IngressClass>> named) {
    public static final String CONTROLLER = "eni-direct.io/clb";
    private static final String LEGACY_FIELD = Annotations.field(Keys.LEGACY_CLASS);

    public IngressClaims {
        listed = Set.copyOf(listed);
    }

    /** Where nobody has to be told what he may have meant. */
    public IngressClaims(Set<String> listed, Function<String, Optional<IngressClass>> classes) {
        this(listed, classes, List::of);
    }

    /**
     * Judges one Ingress.
     *
     * @param claimed a CloudLoadBalancer already names its uid: such a claim ends only by the Ingress's own valid change, or
     *     by a class that exists and names another controller
     */
    public Claim of(Ingress ingress, boolean claimed) {
        return of(ingress, claimed, "");
    }

    /** @param vpc the cluster's own: who asks for it asks for nothing */
    Claim of(Ingress ingress, boolean claimed, String vpc) {
        return Asking.judged(byClass(ingress, claimed), ingress, () -> IngressWishes.of(ingress), vpc);
    }

    private Claim byClass(Ingress ingress, boolean claimed) {
        Claim no = claimed ? Claim.ENDED : Claim.NOT_OURS;
        Set<String> names = classNames(ingress);
        if (names.isEmpty() || ingress.getMetadata().getDeletionTimestamp() != null) {
            return no;
        }
        if (names.stream().map(this::controller).distinct().count() > 1) {
            return contradiction(ingress, names, claimed);
        }
        String name = names.iterator().next();
        if (listed.contains(name)) {
            return Claim.OURS;
        }
        Optional<IngressClass> ingressClass = classes.apply(name);
        if (ingressClass.isPresent()) {
            return isOurs(ingressClass.get()) ? Claim.OURS : no;
        }
        // who uninstalls us removes the class first: to let go then would release every address
        return claimed ? new Claim(Claim.State.HELD, List.of(vanished(ingress, name))) : unknown(ingress, name);
    }

    /** Of a class that nobody has: whoever seems to mean us is told. */
    private Claim unknown(Ingress ingress, String name) {
        return Stream.concat(
                        listed.stream(),
                        named.get().stream()
                                .filter(IngressClaims::isOurs)
                                .map(ours -> ours.getMetadata().getName()))
                .filter(ours -> Letters.near(ours, name.toLowerCase(Locale.ROOT)))
                .min(Comparator.comparing((String ours) -> Letters.between(ours, name))
                        .thenComparing(Comparator.naturalOrder()))
                .map(ours -> new Claim(Claim.State.NOT_OURS, List.of(misspelled(ingress, name, ours))))
                .orElse(Claim.NOT_OURS);
    }

    private static Problem misspelled(Ingress ingress, String name, String ours) {
        return Problem.of(
                Code.NOT_CLAIMED,
                new Place(name(ingress), field(ingress)),
                name,
                new Wording(
                        "there is no IngressClass of that name, and " + ours + ", which is ours, is almost the same,"
                                + " so nothing is made for it",
                        "Write that, if you mean it"));
    }

    private static String field(Ingress ingress) {
        return ingress.getSpec().getIngressClassName() != null ? "spec.ingressClassName" : LEGACY_FIELD;
    }

    /** Who answers to a class; of one that is not there nobody knows, so that it is nobody else's. */
    private String controller(String name) {
        return listed.contains(name)
                ? CONTROLLER
                : classes.apply(name)
                        .map(IngressClass::getSpec)
                        .map(IngressClassSpec::getController)
                        .orElse("the unknown one of " + name);
    }

    /** Others go by the annotation where both stand: two controllers would serve it, and fight over its status. */
    private Claim contradiction(Ingress ingress, Set<String> names, boolean claimed) {
        if (!claimed && names.stream().map(this::controller).noneMatch(CONTROLLER::equals)) {
            return Claim.NOT_OURS;
        }
        return new Claim(
                claimed ? Claim.State.HELD : Claim.State.NOT_OURS,
                List.of(Problem.of(
                        claimed ? Code.CLAIM_HELD : Code.NOT_CLAIMED,
                        new Place(name(ingress), LEGACY_FIELD),
                        legacyClass(ingress).orElse(null),
                        new Wording(
                                "spec.ingressClassName is \""
                                        + ingress.getSpec().getIngressClassName()
                                        + "\", a class of another controller, and either may serve such an Ingress, "
                                        + (claimed
                                                ? "so all that is programmed stays as it is, and nothing is added"
                                                : "so nothing is made for it"),
                                "Take the annotation away, or the field"))));
    }

    /** The field, else the annotation from before there was one. */
    public static Optional<String> className(Ingress ingress) {
        return classNames(ingress).stream().findFirst();
    }

    /** What the field names and what the annotation names, in this order, where they differ: who claims must mind both. */
    public static Set<String> classNames(Ingress ingress) {
        return Stream.of(Optional.ofNullable(ingress.getSpec().getIngressClassName()), legacyClass(ingress))
                .flatMap(Optional::stream)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Optional<String> legacyClass(Ingress ingress) {
        return IngressWishes.legacyClass(ingress);
    }

    /** Whether this class is for us. */
    public static boolean isOurs(IngressClass ingressClass) {
        return ingressClass.getSpec() != null
                && CONTROLLER.equals(ingressClass.getSpec().getController());
    }

    private static Problem vanished(Ingress ingress, String name) {
        return Problem.of(
                Code.CLASS_NOT_FOUND,
                new Place(name(ingress), field(ingress)),
                name,
                new Wording(
                        "there is no IngressClass of that name any more, so all that is programmed stays as it is",
                        "Make the IngressClass again, list its name in --ingress-classes, or give the Ingress another class"));
    }

    private static String name(Ingress ingress) {
        return "Ingress " + ingress.getMetadata().getNamespace() + "/"
                + ingress.getMetadata().getName();
    }
}
