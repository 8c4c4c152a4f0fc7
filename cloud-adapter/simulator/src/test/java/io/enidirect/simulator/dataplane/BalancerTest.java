package io.enidirect.simulator.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.enidirect.simulator.dataplane.Frontend.Check;
import io.enidirect.simulator.dataplane.Frontend.Scheduler;
import io.enidirect.simulator.dataplane.Frontend.Upstream;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BalancerTest {
    private static final Check ON = new Check(true, 2, 5, 2, 2);
    private static final long SESSION = 30;

    private final AtomicLong now = new AtomicLong();
    private final Balancer balancer = new Balancer(new Sessions(now::get));

    @Test
    void givesEverybodyExactlyItsShare() {
        List<Member> members = List.of(alive("a", 1), alive("b", 3), alive("c", 6));

        assertThat(shares(Scheduler.WRR, members, 1_000)).isEqualTo(Map.of("a", 100L, "b", 300L, "c", 600L));
    }

    @Test
    void spreadsTheTurnsOfTheHeaviest() {
        List<Member> members = List.of(alive("a", 5), alive("b", 1), alive("c", 1));

        assertThat(picks(Scheduler.WRR, members, 7)).containsExactly("a", "a", "b", "a", "c", "a", "a");
    }

    @Test
    void passesOverWhatIsDeadUnknownOrWithoutWeight() {
        List<Member> members = List.of(dead("a", 10), unknown("b", 10), alive("c", 0), alive("d", 10));

        assertThat(picks(Scheduler.WRR, members, 3)).containsOnly("d");
    }

    @Test
    void forwardsToAllWithWeightWhereNoneOfThemIsAlive() {
        List<Member> members = List.of(dead("a", 10), unknown("b", 10), dead("c", 0), alive("d", 0));

        assertThat(shares(Scheduler.WRR, members, 10)).isEqualTo(Map.of("a", 5L, "b", 5L));
    }

    @Test
    void countsATargetThatIsNotProbedAsAlive() {
        List<Member> members = List.of(new Member(target("a", 10), HealthState.OFF), dead("b", 10));

        assertThat(picks(Scheduler.WRR, members, 3)).containsOnly("a");
    }

    @Test
    void picksNothingWithoutWeight() {
        assertThat(balancer.pick(Scheduler.WRR, 0, List.of(alive("a", 0)), client(1)))
                .isEmpty();
        assertThat(balancer.pick(Scheduler.IP_HASH, 0, List.of(), client(1))).isEmpty();
    }

    @Test
    void keepsAClientInItsSessionUntilItExpires() {
        List<Member> members = List.of(alive("a", 10), alive("b", 10));

        assertThat(pickInSession(members)).isEqualTo("a");
        now.addAndGet(SESSION - 1);
        assertThat(pickInSession(members)).as("in session").isEqualTo("a");
        now.addAndGet(SESSION - 1);
        assertThat(pickInSession(members)).as("renewed by the last one").isEqualTo("a");
        now.addAndGet(SESSION);
        assertThat(pickInSession(members)).as("expired").isEqualTo("b");
    }

    @Test
    void leavesASessionWhoseTargetIsGoneDeadOrWithoutWeight() {
        assertThat(pickInSession(List.of(alive("a", 10), alive("b", 5)))).isEqualTo("a");
        assertThat(pickInSession(List.of(alive("b", 10), alive("c", 5))))
                .as("gone")
                .isEqualTo("b");
        assertThat(pickInSession(List.of(dead("b", 10), alive("c", 10), alive("d", 5))))
                .as("dead")
                .isEqualTo("c");
        assertThat(pickInSession(List.of(alive("c", 0), alive("d", 5))))
                .as("no weight")
                .isEqualTo("d");
        assertThat(pickInSession(List.of(alive("c", 10), alive("d", 5))))
                .as("stays with the new")
                .isEqualTo("d");
    }

    @Test
    void countsConnectionsInProportionToTheWeight() {
        List<Member> members = List.of(alive("a", 10), alive("b", 30));

        List<String> held =
                IntStream.range(0, 40).mapToObj(i -> connect(members)).toList();

        assertThat(held.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting())))
                .isEqualTo(Map.of("a", 10L, "b", 30L));
        members.get(0).disconnected();
        assertThat(connect(members)).isEqualTo("a");
    }

    @Test
    void takesTurnsAmongTheLeastLoaded() {
        List<Member> members = List.of(alive("a", 10), alive("b", 10));

        assertThat(picks(Scheduler.LEAST_CONN, members, 4)).containsExactly("a", "b", "a", "b");
    }

    @Test
    void hashesClientsToTargetsByWeight() {
        List<Member> members = List.of(alive("a", 10), alive("b", 30));

        Map<String, Long> shares = IntStream.range(0, 10_000)
                .mapToObj(i -> hashed(members, i))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(shares.get("b")).isCloseTo(7_500L, within(200L));
        assertThat(hashed(members, 7)).isEqualTo(hashed(members, 7));
    }

    @Test
    void movesOnlyTheClientsOfATargetThatGoes() {
        List<Member> all = List.of(alive("a", 10), alive("b", 10), alive("c", 10));
        List<Member> fewer = List.of(all.get(0), all.get(2));

        assertThat(IntStream.range(0, 1_000).filter(i -> !hashed(all, i).equals("b")))
                .isNotEmpty()
                .allSatisfy(i -> assertThat(hashed(fewer, i)).isEqualTo(hashed(all, i)));
    }

    private String pickInSession(List<Member> members) {
        return name(balancer.pick(Scheduler.WRR, SESSION, members, client(1)).orElseThrow());
    }

    private String connect(List<Member> members) {
        Member picked =
                balancer.pick(Scheduler.LEAST_CONN, 0, members, client(1)).orElseThrow();
        picked.connected();
        return name(picked);
    }

    private String hashed(List<Member> members, int client) {
        return name(balancer.pick(Scheduler.IP_HASH, 0, members, client(client)).orElseThrow());
    }

    private List<String> picks(Scheduler scheduler, List<Member> members, int count) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        name(balancer.pick(scheduler, 0, members, client(1)).orElseThrow()))
                .toList();
    }

    private Map<String, Long> shares(Scheduler scheduler, List<Member> members, int count) {
        return picks(scheduler, members, count).stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static String name(Member member) {
        return member.upstream().ip();
    }

    private static InetAddress client(int number) {
        return Loopback.requireLiteral("127.1." + number / 256 + "." + number % 256);
    }

    private static Upstream target(String name, int weight) {
        return new Upstream(name, 80, weight);
    }

    private static Member unknown(String name, int weight) {
        return new Member(target(name, weight), HealthState.UNPROBED);
    }

    private static Member alive(String name, int weight) {
        return probed(name, weight, true);
    }

    private static Member dead(String name, int weight) {
        return probed(name, weight, false);
    }

    private static Member probed(String name, int weight, boolean success) {
        Member member = unknown(name, weight);
        Arrays.asList(success, success).forEach(result -> member.probed(result, ON));
        return member;
    }
}
