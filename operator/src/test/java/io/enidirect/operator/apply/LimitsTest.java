package io.enidirect.operator.apply;

import static io.enidirect.operator.apply.Cluster.Port.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.snapshot.Limits;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many listeners and rules there may be is the account's own, and may become more or less. */
class LimitsTest extends LoopFixture {
    private static final String KEY = "service.cloud.tencent.com/specify-protocol";

    private static List<String> problems(Loop loop) {
        return loop.desired().problems().values().stream()
                .flatMap(List::stream)
                .map(Problem::text)
                .toList();
    }

    private Loop exact(int count) {
        cluster.backend("api", 8080);
        cluster.pods("api", 1);
        ingress(0, count);
        return Loop.ofWeb(cluster);
    }

    private void ingress(int from, int to) {
        cluster.ingress(
                "web",
                IntStream.range(from, to)
                        .mapToObj(i -> Path.exact("a.test", "/p" + i, "api"))
                        .toArray(Path[]::new));
    }

    @Test
    void asManyRulesAsTheAccountMayHaveAndMoreWhenItMayHaveMore() {
        Loop loop = exact(60);
        loop.settle();
        assertThat(loop.rules()).hasSize(50);
        assertThat(problems(loop))
                .hasSize(11)
                .allSatisfy(text -> assertThat(text).contains("a listener holds 50 rules", "over several Ingresses"));

        loop.limits(new Limits(50, 55));
        loop.settle();
        assertThat(loop.rules()).hasSize(55);
        assertThat(problems(loop)).hasSize(6).first().asString().contains("a listener holds 55 rules");

        loop.limits(new Limits(50, 200));
        loop.settle();
        assertThat(loop.rules()).hasSize(61);
        assertThat(problems(loop)).isEmpty();
    }

    @Test
    void whatIsProgrammedStaysWhenItMayHaveLessOrWhenThatIsNotHeardYet() {
        Loop loop = exact(60);
        loop.limits(new Limits(50, 200));
        loop.settle();
        loop.wire.clear();

        loop.limits(Limits.DEFAULT);
        loop.crash();
        loop.settle();
        assertThat(loop.wire.writes()).isEmpty();
        assertThat(loop.rules()).hasSize(61);
        assertThat(problems(loop)).isEmpty();
    }

    @Test
    void whereThereIsRoomForMoreOthersAreMadeBeforeSomeGo() {
        Loop loop = exact(49);
        loop.limits(new Limits(50, 200));
        loop.settle();
        loop.wire.clear();

        ingress(5, 54);
        loop.settle();
        assertThat(loop.wire.writes()).containsExactly("createRules", "register", "deleteRules");
    }

    @Test
    void asManyListenersAsTheAccountMayHave() {
        cluster.service(
                "web",
                IntStream.range(0, 3).mapToObj(i -> tcp(80 + i, 8080 + i)).toArray(Cluster.Port[]::new));
        cluster.pods("web", 1);
        Loop loop = Loop.ofWeb(cluster);
        loop.limits(new Limits(2, 50));
        loop.settle();
        assertThat(loop.listeners()).containsOnlyKeys("TCP:80", "TCP:81");
        assertThat(problems(loop)).singleElement().asString().contains("a load balancer has 2 listeners");

        loop.limits(new Limits(3, 50));
        loop.settle();
        assertThat(loop.listeners()).containsOnlyKeys("TCP:80", "TCP:81", "TCP:82");

        loop.limits(new Limits(1, 50));
        loop.settle();
        assertThat(loop.listeners()).hasSize(3);
        assertThat(problems(loop)).isEmpty();
    }

    @Test
    void aServiceIsToldThatItsHostsFindNoRoomInItsOwnWords() {
        cluster.service("web", tcp(80, 8080));
        cluster.pods("web", 1);
        cluster.annotate("web", KEY, "{80: {protocol: [HTTP], hosts: {a.test: {}, b.test: {}, c.test: {}}}}");
        Loop loop = Loop.ofWeb(cluster);
        loop.limits(new Limits(50, 3));
        loop.settle();

        assertThat(loop.rules()).containsKeys("a.test /", "b.test /").doesNotContainKey("c.test /");
        assertThat(problems(loop)).singleElement().asString().contains("a listener holds 3 rules", "several Services");
    }
}
