package io.enidirect.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.operator.ThreadTime;
import io.enidirect.operator.apply.Cluster.Port;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Problem;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can't fit costs next to nothing, whatever somebody writes; nothing that is programmed is lost by it. */
class OversizedTest extends LoopFixture {
    /** Of a processor. A pass over one that fits takes a few milliseconds; those over these took from 3 to 14 seconds. */
    private static final Duration CHEAP = Duration.ofMillis(1500);

    private static Path[] many(int count, IntFunction<Path> path) {
        return IntStream.range(0, count).mapToObj(path).toArray(Path[]::new);
    }

    private static Path path(int i) {
        return Path.exact("a.test", "/p" + i, "api");
    }

    private Loop api() {
        cluster.backend("api", 8080);
        cluster.pods("api", 20);
        return Loop.ofWeb(cluster);
    }

    private static void passIsCheap(Loop loop, String what) throws Throwable {
        Duration took = ThreadTime.of(loop::plan);
        System.out.printf("a pass over %s: %d ms%n", what, took.toMillis());
        assertThat(took).isLessThan(CHEAP);
    }

    private static List<Problem> problems(Loop loop) {
        Desired desired = loop.desired();
        return desired.problems().values().stream().flatMap(Collection::stream).toList();
    }

    @Test
    void eightThousandPaths() throws Throwable {
        cluster.ingress("web", many(8000, OversizedTest::path));
        Loop loop = api();

        passIsCheap(loop, "8,000 paths");

        assertThat(loop.desired().state().parts()).hasSize(49);
        loop.settle();
        passIsCheap(loop, "8,000 paths, programmed");
        assertThat(loop.rules()).hasSize(50).containsKey("a.test =/p0").doesNotContainKey("a.test =/p60");
        assertThat(problems(loop))
                .hasSize(64)
                .filteredOn(problem -> problem.code() == Code.QUOTA)
                .hasSize(63);
    }

    @Test
    void onePathEightThousandTimes() throws Throwable {
        cluster.ingress("web", many(8000, i -> Path.exact("a.test", "/p", "api")));
        Loop loop = api();

        passIsCheap(loop, "one path 8,000 times");

        assertThat(loop.desired().state().parts()).hasSize(1);
        assertThat(problems(loop)).hasSize(64);
    }

    @Test
    void fourThousandHostsForADefaultBackend() throws Throwable {
        cluster.ingress("web", many(4000, i -> Path.exact("h" + i + ".test", "/p", "api")), "api");
        Loop loop = api();

        passIsCheap(loop, "4,000 hosts and a defaultBackend");

        assertThat(loop.desired().state().parts()).hasSizeBetween(49, 50);
    }

    @Test
    void fourThousandMissingServices() throws Throwable {
        cluster.ingress("web", many(4000, i -> Path.prefix("a.test", "/p" + i, "none-" + i)));
        Loop loop = api();

        passIsCheap(loop, "4,000 missing Services");

        assertThat(problems(loop)).hasSize(64).extracting(Problem::code).contains(Code.BACKEND_NOT_FOUND);
    }

    @Test
    void whatIsProgrammedStaysWhereverItStandsAmongTooMany() throws Throwable {
        cluster.ingress("web", Path.exact("z.test", "/old", "api"), Path.prefix("z.test", "/other", "api"));
        Loop loop = api();
        loop.settle();

        cluster.ingress(
                "web",
                Stream.concat(
                                Arrays.stream(many(4000, OversizedTest::path)),
                                Stream.of(Path.prefix("z.test", "/old", "api"), Path.prefix("z.test", "/other", "api")))
                        .toArray(Path[]::new));
        loop.settle();

        assertThat(loop.rules()).hasSize(50).containsKeys("z.test =/old", "z.test =/other", "z.test /other/");
        passIsCheap(loop, "4,000 paths before those that are programmed");
    }

    @Test
    void twentyThousandPorts() throws Throwable {
        cluster.service(
                "web",
                IntStream.rangeClosed(1, 20_000)
                        .mapToObj(i -> Port.tcp(i, i + 20_000))
                        .toArray(Port[]::new));
        cluster.pods("web", 20);
        Loop loop = Loop.ofWeb(cluster);

        passIsCheap(loop, "20,000 ports");

        assertThat(loop.desired().state().parts()).hasSize(50);
        assertThat(problems(loop)).hasSize(64).extracting(Problem::code).contains(Code.QUOTA);
    }

    @Test
    void listenersThatAreProgrammedStayAmongTooManyPorts() {
        cluster.service("web", Port.tcp(30_000, 80), Port.udp(30_001, 81));
        cluster.pods("web", 2);
        Loop loop = Loop.ofWeb(cluster);
        loop.settle();

        cluster.service(
                "web",
                IntStream.concat(IntStream.rangeClosed(1, 200), IntStream.of(30_000))
                        .mapToObj(i -> Port.tcp(i, i == 30_000 ? 80 : i + 100))
                        .toArray(Port[]::new));

        loop.settle();

        assertThat(loop.listeners()).hasSize(50).containsKey("TCP:30000");
    }
}
