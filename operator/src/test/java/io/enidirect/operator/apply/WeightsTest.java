package io.enidirect.operator.apply;

import static io.enidirect.operator.apply.Cluster.Port.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights that a source's annotation gives, while they change. */
class WeightsTest {
    private static final String KEY = "service.cloud.tencent.com/lb-rs-weight";

    private final Cluster cluster = new Cluster();
    private final Loop loop = loop();

    private Loop loop() {
        cluster.service("web", tcp(80, 8080), tcp(81, 8081));
        cluster.pods("web", 3);
        Loop made = Loop.ofWeb(cluster);
        made.settle();
        return made;
    }

    private void say(@Nullable String value) {
        loop.wire.clear();
        cluster.annotate("web", KEY, value);
        loop.settle();
    }

    private static String drained(int... ordinals) {
        return "{\"groups\":[{\"key\":{\"proto\":\"TCP\",\"port\":80},\"statefulSets\":[{\"name\":\"web\",\"weights\":["
                + "{\"weight\":0,\"podIndexes\":" + Arrays.toString(ordinals) + "}]}]}]}";
    }

    @Test
    void moveInOneWriteAndBackInAnother() {
        Map<String, Integer> before = loop.targets();

        say(drained(1, 2));
        assertThat(loop.wire.writes()).containsExactly("setWeights");
        assertThat(loop.targets())
                .containsEntry("TCP:80 10.0.0.2:8080", 0)
                .containsEntry("TCP:80 10.0.0.3:8080", 0)
                .containsEntry("TCP:80 10.0.0.4:8080", 10)
                .containsEntry("TCP:81 10.0.0.2:8081", 10);

        say(drained(3));
        assertThat(loop.wire.writes()).containsExactly("setWeights");
        assertThat(loop.targets()).containsEntry("TCP:80 10.0.0.2:8080", 10).containsEntry("TCP:80 10.0.0.4:8080", 0);

        say(null);
        assertThat(loop.wire.writes()).containsExactly("setWeights");
        assertThat(loop.targets()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "[]x",
                "{\"defaultWeight\":101}",
                "{\"default\":1}",
                "{\"groups\":[{\"key\":{\"proto\":\"TCP\",\"port\":80}},{\"key\":{\"proto\":\"TCP\",\"port\":80}}]}"
            })
    void stayWhileTheyCannotBeUnderstood(String bad) {
        say(drained(1));
        Map<String, Integer> before = loop.targets();

        say(bad);
        assertThat(loop.wire.writes()).isEmpty();
        assertThat(loop.desired().problems().values())
                .singleElement()
                .satisfies(problems -> assertThat(problems)
                        .singleElement()
                        .satisfies(problem -> assertThat(problem.field()).contains(KEY)));

        cluster.pod("web-9", "web", "10.0.9.9", Cluster.State.READY);
        loop.settle();
        assertThat(loop.targets()).containsAllEntriesOf(before).containsEntry("TCP:80 10.0.9.9:8080", 10);

        say(drained(1));
        assertThat(loop.wire.writes()).isEmpty();
    }

    @Test
    void moveWithAPortThatGetsAnotherNumberOnceItsGroupFollows() {
        say(drained(1));

        loop.wire.clear();
        cluster.service("web", new Cluster.Port("p80", 88, "TCP", 8080), tcp(81, 8081));
        loop.settle();

        assertThat(loop.targets()).containsEntry("TCP:88 10.0.0.2:8080", 10).doesNotContainKey("TCP:80 10.0.0.2:8080");
    }
}
