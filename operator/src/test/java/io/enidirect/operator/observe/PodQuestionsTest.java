package io.enidirect.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.operator.observe.PodQuestions.Question;
import io.enidirect.operator.observe.PodQuestions.Waiting;
import io.enidirect.operator.snapshot.PodRef;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PodQuestionsTest {
    private final PodQuestions questions = new PodQuestions();

    @Test
    void namespacesTakeTurns() {
        IntStream.range(0, 100).forEach(i -> offer("flood", "invented-" + i));
        offer("shop", "web");
        offer("cafe", "bar");

        assertThat(Stream.generate(this::next).limit(4)).containsExactly("flood", "shop", "cafe", "flood");
    }

    @Test
    void oneNamespaceHasABoundOfItsOwn() {
        assertThat(IntStream.range(0, 1_000).filter(i -> offer("flood", "invented-" + i)))
                .hasSize(PodQuestions.MOST_OF_ONE);
        assertThat(offer("shop", "web")).isTrue();
    }

    @Test
    void allTogetherHaveABound() {
        for (int i = 0; i < 2 * PodQuestions.MOST; i++) {
            offer("namespace-" + i, "web");
        }
        assertThat(questions.size()).isEqualTo(PodQuestions.MOST);
        assertThat(offer("shop", "web")).isFalse();
    }

    @Test
    void oneQuestionOfManyIsAskedOnceForAllOfThem() {
        questions.offer(waiting("shop", "web", "one"));
        questions.offer(waiting("shop", "web", "other"));

        assertThat(questions.poll().map(Waiting::concerned))
                .contains(Set.of(new ResourceID("one"), new ResourceID("other")));
        assertThat(questions.poll()).isEmpty();
    }

    @Test
    void whatWasAskedMakesRoom() {
        IntStream.range(0, PodQuestions.MOST_OF_ONE).forEach(i -> offer("shop", "web-" + i));
        assertThat(offer("shop", "one more")).isFalse();

        List<Optional<Waiting>> asked =
                Stream.generate(questions::poll).limit(PodQuestions.MOST_OF_ONE).toList();

        assertThat(asked).doesNotContain(Optional.empty());
        assertThat(questions.size()).isZero();
        assertThat(offer("shop", "one more")).isTrue();
    }

    private boolean offer(String namespace, String pod) {
        return questions.offer(waiting(namespace, pod, "lb"));
    }

    private static Waiting waiting(String namespace, String pod, String loadBalancer) {
        return new Waiting(
                new Question(namespace, new PodRef(pod, "uid-" + pod)), Set.of(new ResourceID(loadBalancer)), 0);
    }

    private String next() {
        return questions.poll().orElseThrow().question().namespace();
    }
}
