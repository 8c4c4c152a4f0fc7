package io.enidirect.operator.apply;

import static io.enidirect.operator.apply.Cluster.Port.tcp;
import static io.enidirect.operator.apply.Cluster.Port.udp;
import static io.enidirect.operator.apply.Cluster.State.READY;
import static io.enidirect.operator.apply.Cluster.State.TERMINATING;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.Binding;
import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.FakeCloud.When;
import io.enidirect.cloud.Health;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.Share;
import io.enidirect.cloud.Target;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.CloudLoadBalancerSpec.DeletionPolicy;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.ListenerRecord;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.snapshot.Attachment;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.enidirect.operator.snapshot.Settings;
import io.enidirect.operator.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What happens over time, sentence by sentence of the design's §3, §4 and §8. */
class LoopTest {
    private static final CloudException REJECTED =
            new CloudException.Rejected("Register", "InvalidParameter", "no such ENI", null);

    private final Cluster cluster = new Cluster();

    private Loop settled(int pods, Cluster.Port... ports) {
        cluster.service("web", ports);
        cluster.pods("web", pods);
        Loop loop = Loop.ofWeb(cluster);
        loop.settle();
        loop.wire.clear();
        return loop;
    }

    private Loop own(DeletionPolicy policy) {
        cluster.service("web", tcp(80, 8080));
        cluster.pods("web", 2);
        Loop loop = new Loop(
                cluster,
                new CloudLoadBalancerSpec(
                        cluster.ref("web"),
                        null,
                        NetworkSpec.internet(),
                        Map.of(),
                        policy,
                        List.of(),
                        List.of(),
                        null,
                        null,
                        null),
                Duration.ZERO);
        loop.settle();
        loop.wire.clear();
        return loop;
    }

    private void delete(Loop loop) {
        cluster.delete("web");
        loop.deleteObject();
    }

    private static Binding binding(Loop loop, String listener, String ip, int port) {
        ListenerKey key = new ListenerKey(
                Protocol.valueOf(listener.substring(0, listener.indexOf(':'))),
                Integer.parseInt(listener.substring(listener.indexOf(':') + 1)));
        Binding binding = loop.binding(new Attachment(Backend.of(key), new Target(ip, port)));
        if (binding == null) {
            throw new AssertionError("No listener " + listener);
        }
        return binding;
    }

    private static List<String> codes(Plan plan) {
        return plan.problems().values().stream()
                .flatMap(List::stream)
                .map(problem -> problem.code().text())
                .distinct()
                .sorted()
                .toList();
    }

    // ---- make before break

    @Test
    void changedTargetPortLeavesTheOldTargetsUntilOneOfTheNewIsAlive() {
        Loop loop = settled(2, tcp(80, 8080));
        for (int i = 1; i <= 2; i++) {
            loop.cloud
                    .console()
                    .setHealth(loop.id(), binding(loop, "TCP:80", "10.0.0." + (i + 1), 9090), Health.UNKNOWN);
        }
        cluster.service("web", tcp(80, 9090));

        loop.run(Duration.ofSeconds(20));
        assertThat(loop.wire.writes()).containsExactly("register");
        assertThat(loop.targets()).hasSize(4);

        loop.cloud.console().setHealth(loop.id(), binding(loop, "TCP:80", "10.0.0.2", 9090), Health.ALIVE);
        loop.run(Duration.ofSeconds(2));
        assertThat(loop.wire.writes()).containsExactly("register", "deregister");
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets()).hasSize(2);
    }

    @Test
    void deadReplacementsAreWaitedForAMinute() {
        Loop loop = settled(1, tcp(80, 8080));
        loop.cloud.console().setHealth(loop.id(), binding(loop, "TCP:80", "10.0.0.2", 9090), Health.DEAD);
        cluster.service("web", tcp(80, 9090));

        loop.run(Duration.ofSeconds(59));
        assertThat(loop.targets()).hasSize(2);
        loop.run(Duration.ofSeconds(2));
        assertThat(loop.targets()).containsOnlyKeys("TCP:80 10.0.0.2:9090");
    }

    @Test
    void anotherSelectorKeepsTheOldPodsUntilTheNewAreAlive() {
        Loop loop = settled(2, tcp(80, 8080));
        cluster.pod("green-1", "green", "10.0.9.1", READY);
        loop.cloud.console().setHealth(loop.id(), binding(loop, "TCP:80", "10.0.9.1", 8080), Health.UNKNOWN);
        cluster.select("web", "green");

        loop.run(Duration.ofSeconds(10));
        assertThat(loop.targets()).hasSize(3);

        loop.cloud.console().setHealth(loop.id(), binding(loop, "TCP:80", "10.0.9.1", 8080), Health.ALIVE);
        loop.run(Duration.ofSeconds(10));
        assertThat(loop.targets()).containsOnlyKeys("TCP:80 10.0.9.1:8080");
    }

    @Test
    void goneTargetsGoAtOnceWhereNoneIsWanted() {
        Loop loop = settled(2, tcp(80, 8080));
        cluster.select("web", "nobody");

        loop.settle();

        assertThat(loop.wire.writes()).containsExactly("deregister");
        assertThat(loop.targets()).isEmpty();
    }

    @Test
    void portWithAnotherProtocolIsThereBeforeTheOldOneGoes() {
        Loop loop = settled(2, new Cluster.Port("dns", 53, "TCP", 5353));
        cluster.service("web", new Cluster.Port("dns", 53, "UDP", 5353));

        loop.settle();

        assertThat(loop.wire.writes()).containsExactly("createListeners", "register", "deleteListeners");
        assertThat(loop.listeners()).containsOnlyKeys("UDP:53");
    }

    @Test
    void replacedListenerStaysWhileItsReplacementIsRefused() {
        Loop loop = settled(2, new Cluster.Port("http", 80, "TCP", 8080));
        loop.wire.hook((number, what, when) -> {
            if (what.equals("createListeners") && when == When.BEFORE) {
                throw new CloudException.Quota("CreateListener", "LimitExceeded", "full", null);
            }
        });
        cluster.service("web", new Cluster.Port("http", 81, "TCP", 8080));

        Plan plan = loop.run(Duration.ofMinutes(20));

        assertThat(loop.targets()).containsOnlyKeys("TCP:80 10.0.0.2:8080", "TCP:80 10.0.0.3:8080");
        assertThat(codes(plan)).containsExactly("Quota");
        assertThat(loop.wire.writes()).hasSizeLessThan(15).containsOnly("createListeners");
        loop.wire.unhook();
        loop.settle();
        assertThat(loop.targets()).containsOnlyKeys("TCP:81 10.0.0.2:8080", "TCP:81 10.0.0.3:8080");
    }

    @Test
    void replacementAndItsPredecessorLeaveTheRecordInOneWriteEach() {
        Loop loop = settled(2, new Cluster.Port("http", 80, "TCP", 8080));
        int before = loop.written().size();
        cluster.service("web", new Cluster.Port("http", 81, "TCP", 8080));

        loop.settle();

        List<List<Integer>> ports = loop.written().stream()
                .skip(before)
                .map(record -> record.listeners().stream()
                        .filter(entry -> entry.id() != null)
                        .map(ListenerRecord::port)
                        .toList())
                .toList();
        assertThat(ports).containsExactly(List.of(80), List.of(80, 81), List.of(81));
    }

    // ---- one bad thing never blocks the others

    @Test
    void refusedTargetHoldsBackNobodyElse() {
        Loop loop = settled(1, tcp(80, 8080));
        loop.cloud.console().refuseTarget(loop.id(), new Target("10.0.9.1", 8080), REJECTED);
        cluster.pod("web-8", "web", "10.0.9.1", READY);
        cluster.pod("web-9", "web", "10.0.9.2", READY);

        Plan plan = loop.run(Duration.ofSeconds(3));

        assertThat(loop.targets()).containsKey("TCP:80 10.0.9.2:8080");
        assertThat(codes(plan)).containsExactly("Rejected");
        loop.cloud.console().refuseTargetNoMore(loop.id(), new Target("10.0.9.1", 8080));
        loop.settle();
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets()).hasSize(3);
    }

    @Test
    void refusalIsNotRepeatedByANeighboursEvent() {
        Loop loop = settled(1, tcp(80, 8080));
        loop.cloud.console().refuseTarget(loop.id(), new Target("10.0.9.1", 8080), REJECTED);
        cluster.pod("web-8", "web", "10.0.9.1", READY);
        loop.run(Duration.ofMinutes(3));
        loop.wire.clear();

        cluster.pod("web-9", "web", "10.0.9.2", READY);
        loop.run(Duration.ofSeconds(1));

        assertThat(loop.wire.sent().stream().filter(Wire.Sent::write))
                .singleElement()
                .satisfies(sent ->
                        assertThat(sent.arguments()).contains("10.0.9.2").doesNotContain("10.0.9.1"));
    }

    @Test
    void refusedListenerHoldsBackNobodyElse() {
        cluster.service("web", tcp(80, 8080), tcp(81, 8081), tcp(82, 8082));
        cluster.pods("web", 1);
        Loop loop = Loop.ofWeb(cluster);
        loop.wire.hook((number, what, when) -> {
            if (what.equals("createListeners")
                    && when == When.BEFORE
                    && loop.wire
                            .sent()
                            .get(loop.wire.sent().size() - 1)
                            .arguments()
                            .contains("81")) {
                throw new CloudException.Rejected("CreateListener", "InvalidParameter", "not that port", null);
            }
        });

        Plan plan = loop.run(Duration.ofMinutes(10));

        assertThat(loop.listeners()).containsOnlyKeys("TCP:80", "TCP:82");
        assertThat(loop.targets()).hasSize(2);
        assertThat(codes(plan)).containsExactly("Rejected");
        assertThat(loop.wire.writes()).hasSizeLessThan(16);
        loop.wire.unhook();
        loop.settle();
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets()).hasSize(3);
    }

    @Test
    void foreignListenerInThePlaceIsToldAndLeftAlone() {
        Loop loop = settled(1, tcp(80, 8080));
        loop.cloud.console().addListener(loop.id(), new ListenerKey(Protocol.TCP, 81), "mine");
        cluster.service("web", tcp(80, 8080), tcp(81, 8081), tcp(82, 8082));

        Plan plan = loop.run(Duration.ofMinutes(1));

        assertThat(codes(plan)).containsExactly("ForeignListener");
        assertThat(loop.listeners().get("TCP:81").name()).isEqualTo("mine");
        assertThat(loop.targets()).containsOnlyKeys("TCP:80 10.0.0.2:8080", "TCP:82 10.0.0.2:8082");
        assertThat(loop.record().listeners()).extracting(ListenerRecord::port).containsExactly(80, 82);
    }

    // ---- time

    @Test
    void targetWriteIsTriedFromASmallShareAfterFifteenSecondsOfATask() {
        Loop loop = settled(2, tcp(80, 8080));
        loop.cloud.taskTime(Duration.ofMinutes(2));
        cluster.service("web", tcp(80, 8080), udp(53, 5353));
        loop.reconcile();
        loop.wire.clear();
        cluster.pod("web-9", "web", "10.0.9.9", READY);

        loop.run(Duration.ofSeconds(14));
        assertThat(loop.wire.writes()).isEmpty();
        loop.run(Duration.ofSeconds(15));
        assertThat(loop.wire.sent().stream().filter(Wire.Sent::write))
                .isNotEmpty()
                .hasSizeLessThan(9)
                .allSatisfy(sent -> {
                    assertThat(sent.method()).isEqualTo("register");
                    assertThat(sent.share()).isEqualTo(Share.REPEAT);
                });

        loop.settle();
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets());
    }

    @Test
    void structuralStepThatWaitedFiveSecondsGoesBeforeTheNextTargets() {
        Loop loop = settled(1, tcp(80, 8080));
        loop.cloud.throttleUntil(loop.clock.instant().plusSeconds(6));
        cluster.service("web", tcp(80, 8080), tcp(81, 8081));
        loop.run(Duration.ofSeconds(5).plusMillis(500));
        cluster.pod("web-9", "web", "10.0.9.9", READY);

        loop.settle();

        assertThat(loop.wire.writes().stream().filter(method -> !method.equals("register")))
                .first()
                .isEqualTo("createListeners");
        List<String> sent = loop.wire.writes();
        assertThat(sent.subList(sent.size() - 2, sent.size())).containsExactly("createListeners", "register");
    }

    @Test
    void slowWeightTaskCostsNoSecondWrite() {
        Loop loop = settled(3, tcp(80, 8080));
        loop.cloud.taskTime(Duration.ofSeconds(5));
        cluster.pod("web-1", TERMINATING);

        loop.settle();

        assertThat(loop.wire.writes()).containsExactly("setWeights");
        assertThat(loop.targets()).containsEntry("TCP:80 10.0.0.2:8080", 0);
    }

    @Test
    void bindThatFailsWithoutAnErrorIsRepeatedButNotInAHotLoop() {
        Loop loop = settled(1, tcp(80, 8080));
        cluster.pod("web-9", "web", "10.0.9.9", READY);
        Binding binding = binding(loop, "TCP:80", "10.0.9.9", 8080);
        loop.wire.hook((number, what, when) -> {
            if (what.equals("register") && when == When.BEFORE) {
                loop.cloud.console().forgetTarget(loop.id(), binding);
            }
        });

        loop.run(Duration.ofMinutes(2));
        assertThat(loop.wire.writes()).hasSizeLessThan(20);

        loop.wire.unhook();
        loop.settle();
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets()).hasSize(2);
    }

    @Test
    void lateSliceOfARenamedPortDropsNobody() {
        Loop loop = settled(2, new Cluster.Port("http", 80, "TCP", 8080));
        Map<String, ServiceEndpoints> old = new HashMap<>(cluster.endpoints());
        cluster.service("web", new Cluster.Port("web", 80, "TCP", 8080));
        loop.through(seen -> new Snapshot(
                seen.now(), seen.settings(), seen.object(), seen.sources(), old, seen.observed(), seen.memory()));

        loop.run(Duration.ofMinutes(2));
        assertThat(loop.wire.writes()).isEmpty();

        loop.through(seen -> seen);
        loop.settle();
        assertThat(loop.wire.writes()).isEmpty();
    }

    // ---- drift

    @Test
    void driftIsMended() {
        cluster.service("web", tcp(80, 8080), tcp(81, 8081));
        cluster.pods("web", 2);
        Loop loop = new Loop(
                cluster,
                CloudLoadBalancerSpec.own(cluster.ref("web"), NetworkSpec.internet(), Map.of()),
                Duration.ofMinutes(30));
        loop.run(Duration.ofMinutes(1));
        Map<String, Integer> before = loop.targets();
        Binding removed = binding(loop, "TCP:80", "10.0.0.2", 8080);
        loop.cloud.console().removeTarget(loop.id(), removed);
        loop.cloud.console().setWeight(loop.id(), binding(loop, "TCP:80", "10.0.0.3", 8080), 77);
        loop.cloud.console().setWeight(loop.id(), binding(loop, "TCP:80", "10.0.77.7", 8080), 10);
        loop.cloud
                .console()
                .deleteListener(loop.id(), loop.listeners().get("TCP:81").id());
        loop.wire.clear();

        loop.run(Duration.ofMinutes(34));

        assertThat(loop.targets()).isEqualTo(before);
        assertThat(loop.wire.sent().stream()
                        .filter(sent -> sent.share() == Share.DRIFT)
                        .map(Wire.Sent::method))
                .contains("describe", "listeners", "targets");
    }

    // ---- the load balancer itself

    @Test
    void vanishedLoadBalancerIsMadeAnewAfterTwoReadsWithTheNextAttempt() {
        Loop loop = settled(2, tcp(80, 8080));
        loop.cloud.console().deleteLoadBalancer(loop.id());
        cluster.pod("web-9", "web", "10.0.9.9", READY);

        loop.settle();

        assertThat(loop.loadBalancers()).hasSize(1);
        assertThat(loop.id().value()).isEqualTo("lb-00000002");
        assertThat(loop.record().creation().attempt()).isEqualTo(2);
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets()).hasSize(3);
    }

    @Test
    void refusedOrderCountsUpOncePerTry() {
        cluster.service("web", tcp(80, 8080));
        Loop loop = Loop.ofWeb(cluster);
        loop.wire.hook((number, what, when) -> {
            if (what.equals("create") && when == When.BEFORE) {
                throw new CloudException.Quota("CreateLoadBalancer", "LimitExceeded", "full", null);
            }
        });

        Plan plan = loop.run(Duration.ofMinutes(10));

        long tries = loop.wire.writes().stream().filter("create"::equals).count();
        assertThat(tries).isBetween(4L, 12L);
        assertThat(loop.record().creation().attempt()).isBetween((int) tries, (int) tries + 1);
        assertThat(codes(plan)).containsExactly("Quota");
        assertThat(loop.wire.sent().stream()
                        .filter(sent -> sent.method().equals("find"))
                        .count())
                .isGreaterThanOrEqualTo(tries);
        loop.wire.unhook();
        loop.settle();
        assertThat(loop.loadBalancers()).hasSize(1);
    }

    @Test
    void idThatOnlyTheTaskTellsIsFoundByTag() {
        cluster.service("web", tcp(80, 8080));
        cluster.pods("web", 1);
        Loop loop = Loop.ofWeb(cluster);
        loop.cloud.hideNewIds(true);
        loop.cloud.taskTime(Duration.ofSeconds(5));

        loop.settle();

        assertThat(loop.loadBalancers()).hasSize(1);
        assertThat(loop.wire.writes()).containsExactly("create", "createListeners", "register");
    }

    @Test
    void lostTagsStopEveryWriteUntilTheyAreBack() {
        Loop loop = settled(2, tcp(80, 8080));
        loop.cloud.console().removeTag(loop.id(), Settings.OWNER_TAG);
        String id = loop.id().value();
        loop.crash();
        cluster.pod("web-9", "web", "10.0.9.9", READY);

        Plan plan = loop.run(Duration.ofMinutes(10));

        assertThat(loop.wire.writes()).isEmpty();
        assertThat(codes(plan)).containsExactly("OwnershipLost");
        assertThat(loop.record().loadBalancerId()).isEqualTo(id);
        assertThat(loop.record().addresses()).isNotEmpty();
    }

    @Test
    void lostTagsReleaseWhatNothingWantsAnyMore() {
        Loop loop = settled(2, tcp(80, 8080));
        loop.cloud.console().removeTag(loop.id(), Settings.OWNER_TAG);
        loop.crash();
        delete(loop);

        loop.run(Duration.ofMinutes(10));

        assertThat(loop.released()).isTrue();
        assertThat(loop.wire.writes()).isEmpty();
    }

    @Test
    void recordOfAnotherClusterIsNotActedOn() {
        Loop loop = settled(2, tcp(80, 8080));
        CloudLoadBalancerStatus mine = loop.record();
        loop.record(new CloudLoadBalancerStatus(
                null,
                "cls-2",
                mine.creation(),
                mine.loadBalancerId(),
                mine.addresses(),
                null,
                List.of(),
                mine.sources(),
                mine.listeners()));
        cluster.pod("web-9", "web", "10.0.9.9", READY);

        Plan plan = loop.run(Duration.ofMinutes(10));

        assertThat(loop.wire.writes()).isEmpty();
        assertThat(codes(plan)).containsExactly("OwnershipLost");
    }

    @Test
    void ourListenerWithoutAnEntryGetsItBackBeforeItGoes() {
        Loop loop = settled(1, tcp(80, 8080));
        loop.cloud.console().addListener(loop.id(), new ListenerKey(Protocol.TCP, 99), "eni-direct.cls-1");
        loop.crash();
        int before = loop.written().size();

        loop.settle();

        assertThat(loop.listeners()).containsOnlyKeys("TCP:80");
        assertThat(loop.written().get(before).listeners())
                .extracting(ListenerRecord::port)
                .containsExactly(80, 99);
        assertThat(loop.record().listeners()).extracting(ListenerRecord::port).containsExactly(80);
    }

    @Test
    void emptyRecordFindsEverythingAgain() {
        Loop loop = settled(2, tcp(80, 8080), udp(53, 5353));
        CloudLoadBalancerStatus record = loop.record();
        loop.record(CloudLoadBalancerStatus.EMPTY);
        loop.crash();

        loop.settle();

        assertThat(loop.wire.writes()).isEmpty();
        assertThat(loop.record().listeners()).isEqualTo(record.listeners());
        assertThat(loop.record().loadBalancerId()).isEqualTo(record.loadBalancerId());
    }

    // ---- deletion

    @Test
    void targetGuardOfTheCloudIsAnsweredByDeregistration() {
        Loop loop = settled(30, tcp(80, 8080));
        loop.crash(); // so that the number of targets is not known
        delete(loop);

        loop.settle();

        assertThat(loop.released()).isTrue();
        assertThat(loop.wire.writes()).containsExactly("delete", "deregister", "delete");
    }

    @Test
    void trafficGuardOfTheCloudIsAnsweredByDeregistration() {
        Loop loop = settled(3, tcp(80, 8080));
        loop.cloud.failNext(
                "delete",
                new CloudException.Rejected("DeleteLoadBalancer", "FailedOperation.TrafficCheckRisk", "busy", null),
                When.BEFORE);
        delete(loop);

        loop.settle();

        assertThat(loop.released()).isTrue();
        assertThat(loop.wire.writes()).containsExactly("delete", "deregister", "delete");
    }

    @Test
    void deletionsOfTheRegionThatAreTooManyAreWaitedFor() {
        Loop loop = settled(1, tcp(80, 8080));
        loop.cloud.failNext(
                "delete",
                new CloudException.Throttled(
                        "DeleteLoadBalancer",
                        "FailedOperation.FrequencyCheckRisk",
                        "30 in 5 minutes",
                        null,
                        loop.clock.instant().plusSeconds(300)),
                When.BEFORE);
        delete(loop);

        Instant before = loop.clock.instant();
        loop.settle();

        assertThat(loop.released()).isTrue();
        assertThat(Duration.between(before, loop.clock.instant())).isGreaterThanOrEqualTo(Duration.ofMinutes(5));
        assertThat(loop.wire.writes()).containsExactly("delete", "delete");
    }

    @Test
    void protectedLoadBalancerIsToldAndDeletedOnceProtectionIsLifted() {
        Loop loop = settled(1, tcp(80, 8080));
        loop.cloud.console().protectFromDeletion(loop.id(), true);
        delete(loop);

        Plan plan = loop.run(Duration.ofMinutes(20));
        assertThat(loop.released()).isFalse();
        assertThat(codes(plan)).containsExactly("Rejected");
        assertThat(loop.wire.writes()).hasSizeBetween(4, 15);

        loop.cloud.console().protectFromDeletion(loop.id(), false);
        loop.settle();
        assertThat(loop.released()).isTrue();
    }

    @Test
    void retainedLoadBalancerLosesWhatIsOursAndStays() {
        Loop loop = own(DeletionPolicy.Retain);
        LoadBalancerId id = loop.id();
        delete(loop);

        loop.settle();

        assertThat(loop.released()).isTrue();
        assertThat(loop.wire.writes()).containsExactly("deleteListeners", "untag");
        assertThat(loop.cloud.describe(Set.of(id)).value().orElseThrow())
                .singleElement()
                .satisfies(left -> assertThat(left.tags()).isEmpty());
    }

    @Test
    void loadBalancerWithAForeignListenerLosesWhatIsOursAndStays() {
        Loop loop = settled(2, tcp(80, 8080));
        loop.cloud.console().addListener(loop.id(), new ListenerKey(Protocol.TCP, 99), "mine");
        delete(loop);
        loop.clock.advance(Duration.ofMinutes(1));

        loop.settle();

        assertThat(loop.released()).isTrue();
        assertThat(loop.wire.writes()).containsExactly("deleteListeners", "untag");
    }

    @Test
    void listenersAreReadRightBeforeADeletion() {
        Loop loop = settled(2, tcp(80, 8080));
        loop.clock.advance(Duration.ofHours(1));
        delete(loop);

        loop.settle();

        assertThat(loop.wire.sent().stream().map(Wire.Sent::method).filter(method -> !method.equals("task")))
                .containsExactly("describe", "listeners", "delete");
    }

    @Test
    void orderWhoseAnswerWasLostIsWaitedForBeforeTheObjectGoes() {
        cluster.service("web", tcp(80, 8080));
        Loop loop = Loop.ofWeb(cluster);
        loop.wire.hook((number, what, when) -> {
            if (what.equals("create") && when == When.BEFORE) {
                throw new CloudException.UnknownOutcome("CreateLoadBalancer", "Timeout", "lost", null);
            }
        });
        loop.run(Duration.ofSeconds(1));
        delete(loop);

        loop.run(Duration.ofSeconds(30));
        assertThat(loop.released()).isFalse();
        loop.run(Duration.ofMinutes(1));
        assertThat(loop.released()).isTrue();
    }
}
