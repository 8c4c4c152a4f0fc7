package io.enidirect.operator.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.operator.events.Waiting.Entry;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaitingTest {
    private static final Notice ONE = new Notice(Notice.Type.Warning, "Rejected", "one");
    private static final Notice OTHER = new Notice(Notice.Type.Warning, "Rejected", "other");

    private final Waiting waiting = new Waiting();

    private static ObjectReference object(String namespace, String name) {
        return new ObjectReferenceBuilder()
                .withNamespace(namespace)
                .withName(name)
                .withUid(namespace + "-" + name)
                .build();
    }

    private List<Entry> take(int count) throws InterruptedException {
        List<Entry> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(waiting.take());
        }
        return taken;
    }

    @Test
    void namespacesTakeTurns() throws InterruptedException {
        for (int i = 0; i < 500; i++) {
            waiting.put(object("loud", "web-" + i), List.of(ONE));
        }
        waiting.put(object("quiet", "web"), List.of(ONE));
        waiting.put(object("other", "web"), List.of(ONE));

        assertThat(take(4))
                .extracting(entry -> entry.whom().getNamespace())
                .containsExactly("loud", "quiet", "other", "loud");
    }

    @Test
    void theNewestOfAnObjectTakesThePlaceOfWhatWaits() throws InterruptedException {
        waiting.put(object("shop", "web"), List.of(ONE));
        waiting.put(object("shop", "api"), List.of(ONE));
        waiting.put(object("shop", "web"), List.of(OTHER));
        waiting.put(object("shop", "gone"), List.of(ONE));
        waiting.put(object("shop", "gone"), List.of());
        waiting.put(object("end", "end"), List.of(ONE));

        assertThat(take(3))
                .containsExactlyInAnyOrder(
                        new Entry(object("shop", "web"), List.of(OTHER)),
                        new Entry(object("shop", "api"), List.of(ONE)),
                        new Entry(object("end", "end"), List.of(ONE)));
    }

    @Test
    void whoHasMostLosesSomeWhereTooManyWait() throws InterruptedException {
        IntStream.range(0, 5).forEach(i -> waiting.put(object("quiet", "web-" + i), List.of(ONE)));
        IntStream.range(0, 5000).forEach(i -> waiting.put(object("loud", "web-" + i), List.of(ONE)));

        assertThat(take(1000))
                .filteredOn(entry -> entry.whom().getNamespace().equals("quiet"))
                .hasSize(5);
        waiting.put(object("end", "end"), List.of(ONE));
        assertThat(waiting.take().whom().getNamespace()).isEqualTo("end");
    }
}
