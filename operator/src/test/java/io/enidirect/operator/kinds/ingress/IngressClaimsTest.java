package io.enidirect.operator.kinds.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.enidirect.operator.annotations.Keys;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.enidirect.operator.snapshot.Claim;
import io.enidirect.operator.snapshot.Claim.State;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Design §3, Claims: each sentence about Ingresses. */
class IngressClaimsTest {
    private static final String NONE = "-";

    /** Of the classes, {@code ours} and {@code second} are ours, {@code theirs} and {@code qcloud} another controller's. */
    private static final IngressClaims CLAIMS = new IngressClaims(
            Set.of("qcloud", "listed"),
            name -> Stream.of(
                            ingressClass("ours", IngressClaims.CONTROLLER),
                            ingressClass("second", IngressClaims.CONTROLLER),
                            ingressClass("theirs", "example.com/ingress"),
                            ingressClass("qcloud", "example.com/tke"))
                    .filter(one -> one.getMetadata().getName().equals(name))
                    .findFirst());

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                // case | field | annotation | deleting | never claimed | claimed
                "class of ours                            | ours    | -      | no  | OURS     | OURS",
                "another class of ours                    | second  | -      | no  | OURS     | OURS",
                "class of ours by the annotation          | -       | ours   | no  | OURS     | OURS",
                "no class                                 | -       | -      | no  | NOT_OURS | ENDED",
                "an empty annotation is none              | -       | ''     | no  | NOT_OURS | ENDED",
                "class of another controller              | theirs  | -      | no  | NOT_OURS | ENDED",
                "another's by the annotation              | -       | theirs | no  | NOT_OURS | ENDED",
                "a class that is not there                | nowhere | -      | no  | NOT_OURS | HELD",
                "one by the annotation that is not there  | -       | nginx  | no  | NOT_OURS | HELD",
                "a listed name without a class            | listed  | -      | no  | OURS     | OURS",
                "a listed name by the annotation          | -       | listed | no  | OURS     | OURS",
                "a listed name that has another's class   | qcloud  | -      | no  | OURS     | OURS",
                "ours and theirs contradict each other    | ours    | theirs | no  | NOT_OURS | HELD",
                "theirs and ours contradict each other    | theirs  | ours   | no  | NOT_OURS | HELD",
                "a vanished one and ours, too             | nowhere | ours   | no  | NOT_OURS | HELD",
                "ours and one without a class, too        | ours    | nginx  | no  | NOT_OURS | HELD",
                "a listed name and another's, too         | listed  | theirs | no  | NOT_OURS | HELD",
                "two classes of ours don't                | ours    | second | no  | OURS     | OURS",
                "nor do a class of ours and a listed name | ours    | qcloud | no  | OURS     | OURS",
                "nor the same name twice                  | theirs  | theirs | no  | NOT_OURS | ENDED",
                "an empty annotation contradicts nothing  | ours    | ''     | no  | OURS     | OURS",
                "being deleted with a contradiction       | ours    | theirs | yes | NOT_OURS | ENDED",
                "being deleted                            | ours    | -      | yes | NOT_OURS | ENDED",
                "being deleted with a listed name         | listed  | -      | yes | NOT_OURS | ENDED",
                "being deleted after its class            | nowhere | -      | yes | NOT_OURS | ENDED",
            })
    void judges(String name, String field, String annotation, String deleting, State fresh, State claimed) {
        Ingress ingress = ingress(given(field), given(annotation), deleting.equals("yes"));

        assertThat(CLAIMS.of(ingress, false).state()).isEqualTo(fresh);
        assertThat(CLAIMS.of(ingress, true).state()).isEqualTo(claimed);
    }

    @Test
    void tellsWhatHoldsAClaimWhoseClassVanished() {
        Claim claim = CLAIMS.of(ingress("nowhere", null, false), true);

        assertThat(claim.problems())
                .containsExactly(Problem.of(
                        Code.CLASS_NOT_FOUND,
                        new Place("Ingress shop/web", "spec.ingressClassName"),
                        "nowhere",
                        new Wording(
                                "there is no IngressClass of that name any more, so all that is programmed stays as it is",
                                "Make the IngressClass again, list its name in --ingress-classes, or give the Ingress another"
                                        + " class")));
    }

    @Test
    void namesTheAnnotationWhereThatNamesTheClass() {
        assertThat(CLAIMS.of(ingress(null, "nowhere", false), true).problems())
                .extracting(Problem::field)
                .containsExactly("metadata.annotations[kubernetes.io/ingress.class]");
    }

    @Test
    void saysNothingOfAnIngressThatWasNeverOurs() {
        assertThat(Stream.of("theirs", "nowhere", null).map(name -> CLAIMS.of(ingress(name, null, false), false)))
                .containsOnly(new Claim(State.NOT_OURS, List.of()));
    }

    @Test
    void namesBothClassesThatContradictEachOther() {
        Ingress ingress = ingress("ours", "theirs", false);

        assertThat(CLAIMS.of(ingress, false).problems())
                .extracting(Problem::code, Problem::message)
                .containsExactly(
                        tuple(
                                Code.NOT_CLAIMED,
                                "Ingress shop/web: metadata.annotations[kubernetes.io/ingress.class] is \"theirs\":"
                                        + " spec.ingressClassName is \"ours\", a class of another controller, and either may serve"
                                        + " such an Ingress, so nothing is made for it. Take the annotation away, or the field."));
        assertThat(CLAIMS.of(ingress, true).problems())
                .extracting(Problem::code)
                .containsExactly(Code.CLAIM_HELD);
        assertThat(CLAIMS.of(ingress("theirs", "nginx", false), false).problems())
                .as("two others' are none of our business")
                .isEmpty();
    }

    @Test
    void tellsWhoeverSeemsToMeanAClassOfOurs() {
        List<IngressClass> classes = List.of(
                ingressClass("eni-direct", IngressClaims.CONTROLLER), ingressClass("ngins", "example.com/ingress"));
        IngressClaims claims = new IngressClaims(Set.of("qcloud"), name -> Optional.empty(), () -> classes);

        for (String name : List.of("eni-dirct", "eni-direkt", "ENI-direct", "qclound")) {
            Claim claim = claims.of(ingress(name, null, false), false);
            assertThat(claim.state()).isEqualTo(Claim.State.NOT_OURS);
            assertThat(claim.problems())
                    .as(name)
                    .extracting(Problem::code, Problem::field, Problem::value)
                    .containsExactly(tuple(Code.NOT_CLAIMED, "spec.ingressClassName", name));
        }
        assertThat(claims.of(ingress(null, "eni-dirct", false), false)
                        .problems()
                        .get(0)
                        .message())
                .contains("kubernetes.io/ingress.class", "eni-direct, which is ours", "Write that");
        for (String name : List.of("nginx", "eni", "direct", "eni-direct-inner")) {
            assertThat(claims.of(ingress(name, null, false), false)).as(name).isEqualTo(Claim.NOT_OURS);
        }
    }

    @Test
    void takesAClassWithoutASpecForAnothers() {
        IngressClaims claims = new IngressClaims(Set.of(), name -> Optional.of(new IngressClassBuilder().build()));

        assertThat(claims.of(ingress("bare", null, false), true)).isEqualTo(Claim.ENDED);
    }

    private static @Nullable String given(@Nullable String text) {
        return NONE.equals(text) ? null : text == null ? "" : text;
    }

    private static IngressClass ingressClass(String name, String controller) {
        return new IngressClassBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withController(controller)
                .endSpec()
                .build();
    }

    private static Ingress ingress(@Nullable String field, @Nullable String annotation, boolean deleting) {
        return new IngressBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("web")
                .withAnnotations(annotation == null ? null : Map.of(Keys.LEGACY_CLASS, annotation))
                .withDeletionTimestamp(deleting ? "2026-02-01T00:00:00Z" : null)
                .endMetadata()
                .withNewSpec()
                .withIngressClassName(field)
                .endSpec()
                .build();
    }
}
