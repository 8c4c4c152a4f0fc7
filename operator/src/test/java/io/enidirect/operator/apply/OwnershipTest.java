package io.enidirect.operator.apply;

import static io.enidirect.operator.apply.Cluster.Port.tcp;
import static io.enidirect.operator.apply.Cluster.Port.udp;
import static io.enidirect.operator.apply.Cluster.State.READY;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.CloudException.Denied.Ground;
import io.enidirect.cloud.FakeCloud.When;
import io.enidirect.cloud.HealthCheck;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.ListenerSettings;
import io.enidirect.cloud.Protocol;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.ListenerRecord;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.operator.TccliCommand;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.snapshot.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is ours, and what becomes of a load balancer that is lost. */
class OwnershipTest extends LoopFixture {
    @Test
    void vanishedLoadBalancerIsMadeAnewAfterTwoReadsWithTheNextAttempt() {
        Loop loop = settled(2, tcp(80, 8080));
        loop.cloud.console().deleteLoadBalancer(loop.id());
        cluster.pod("web-9", "web", "10.0.9.9", READY);

        loop.settle();

        assertThat(loop.loadBalancers()).hasSize(1);
        assertThat(loop.id().value()).isEqualTo("lb-00000002");
        assertThat(loop.attempt()).isEqualTo(2);
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
        assertThat(loop.attempt()).isBetween((int) tries, (int) tries + 1);
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
    void orderThatWasNotSentForWantOfCredentialsIsTheSameAttempt() {
        cluster.service("web", tcp(80, 8080));
        Loop loop = Loop.ofWeb(cluster);
        loop.wire.hook((number, what, when) -> {
            if (what.equals("create") && when == When.BEFORE) {
                throw new CloudException.Denied("Credentials", "RoleNotFound", "no role", null, Ground.CREDENTIALS);
            }
        });

        Plan plan = loop.run(Duration.ofMinutes(1));

        assertThat(loop.attempt()).isEqualTo(1);
        assertThat(codes(plan)).containsExactly("Denied");
        loop.wire.unhook();
        loop.run(Duration.ofSeconds(20));
        assertThat(loop.loadBalancers()).hasSize(1);
    }

    /** Who is in no record is told nothing. */
    @Test
    void newSourceWhoseFirstLookIsRefusedIsRecordedWithNothingElse() {
        cluster.service("web", tcp(80, 8080));
        Loop loop = Loop.ofWeb(cluster);
        loop.wire.hook((number, what, when) -> {
            if (what.equals("find") && when == When.BEFORE) {
                throw new CloudException.Denied("Credentials", "RoleNotFound", "no role", null, Ground.CREDENTIALS);
            }
        });

        Plan plan = loop.run(Duration.ofSeconds(10));

        assertThat(codes(plan)).containsExactly("Denied");
        assertThat(plan.record().sources()).extracting(source -> source.name()).containsExactly("web");
        assertThat(plan.record().withSources(List.of())).isEqualTo(CloudLoadBalancerStatus.EMPTY);
    }

    @Test
    void listenersMadeEarlierAreProbedAsNewOnesAre() {
        Loop loop = settled(1, tcp(80, 8080));
        loop.cloud
                .console()
                .modifyListener(
                        loop.id(),
                        loop.listener("TCP:80").id(),
                        ListenerSettings.of(new BackendSettings(null, null, HealthCheck.DEFAULT)));
        loop.crash();

        loop.settle();

        assertThat(loop.wire.writes()).containsExactly("modifyListener");
        assertThat(loop.listener("TCP:80").settings().backend().healthCheck())
                .matches(HealthCheck.DEFAULT.from(HealthCheck.Source.SHARED_SPACE)::satisfiedBy);
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

        Plan plan = loop.run(Duration.ofMinutes(10));

        assertThat(loop.released()).isTrue();
        assertThat(plan.released())
                .extracting(Problem::message)
                .containsExactly(
                        "CloudLoadBalancer service.default.web: load balancer lb-00000001 stays in the cloud as it is,"
                                + " with listener TCP:80, since load balancer lb-00000001 has lost the tags that prove it is this"
                                + " object's. When nobody needs it any more, delete it in the cloud's console, or with tccli clb"
                                + " DeleteLoadBalancer --LoadBalancerIds '[\"lb-00000001\"]'.");
        assertThat(loop.wire.writes()).isEmpty();
    }

    /** Nor is one deleted that is wanted no more: what becomes of it is told. */
    @Test
    void noListenerIsMadeOnALoadBalancerThatIsKnownToHaveLostItsTags() {
        Loop loop = settled(2, tcp(80, 8080), tcp(81, 8081));
        loop.cloud.console().removeTag(loop.id(), Settings.OWNER_TAG);
        String left = loop.listener("TCP:81").id().value();
        loop.crash();
        cluster.service("web", tcp(80, 8080), tcp(90, 9090));

        loop.run(Duration.ofMinutes(10));

        assertThat(loop.told())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .contains("listener TCP:81 of load balancer lb-00000001 stays in the cloud as it is", left)
                .satisfies(message -> assertThat(TccliCommand.wrongIn(message)).isEmpty());
        assertThat(loop.record().listeners()).extracting(ListenerRecord::port).containsExactly(80);
        assertThat(loop.wire.writes()).isEmpty();
    }

    /** Both are seen at the same drift check. */
    @Test
    void noListenerIsMadeAnewWhereItsTagsWentWithIt() {
        cluster.service("web", tcp(80, 8080));
        Loop loop = new Loop(
                cluster,
                CloudLoadBalancerSpec.own(cluster.ref("web"), NetworkSpec.internet(), Map.of()),
                Duration.ofMinutes(30));
        loop.settle();
        loop.crash();
        loop.run(Duration.ofMinutes(1));
        loop.wire.clear();
        loop.cloud.console().removeTag(loop.id(), Settings.OWNER_TAG);
        loop.cloud.console().deleteListener(loop.id(), loop.listener("TCP:80").id());

        Plan plan = loop.run(Duration.ofHours(2));

        assertThat(codes(plan)).containsExactly("OwnershipLost");
        assertThat(loop.wire.writes()).isEmpty();
    }

    /** Its tags went by our own hand: they can't be given back, and nothing of ours is on it. */
    @Test
    void oneWhoseDeletionHadTakenEverythingOffItIsReleasedAlthoughItIsWantedAgain() {
        Loop loop = settled(2, tcp(80, 8080));
        loop.cloud.console().addListener(loop.id(), new ListenerKey(Protocol.TCP, 99), "mine");
        loop.cloud.console().removeTag(loop.id(), Settings.OWNER_TAG);
        loop.cloud.console().deleteListener(loop.id(), loop.listener("TCP:80").id());
        loop.crash();
        loop.deleteObject();

        Plan plan = loop.run(Duration.ofMinutes(10));

        assertThat(loop.released()).isTrue();
        assertThat(plan.released()).hasSize(1);
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
}
