package io.enidirect.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a test can see of the fake and make happen there. */
final class FakeControlsTest {
    private static final Network NETWORK = new Network(Network.Type.PUBLIC, "vpc-1", null, Network.IpVersion.IPV4);
    private static final NewLoadBalancer ORDER = new NewLoadBalancer("web", NETWORK, Map.of("owner", "u1"), "u1-1");
    private static final NewListeners WEB =
            new NewListeners(Protocol.TCP, List.of(80), ListenerSettings.UNSPECIFIED.named("web"));
    private static final LoadBalancerId FIRST = new LoadBalancerId("lb-00000001");
    private static final ListenerId LISTENER = new ListenerId("lbl-00000001");
    private static final Binding BINDING = new Binding(BackendId.of(LISTENER), new Target("10.0.0.1", 8080));

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final FakeLoadBalancers fake = new FakeLoadBalancers(clock);

    @Test
    void countsItsIdsUpAndLogsItsCalls() {
        assertThat(fake.create(ORDER)).isEqualTo(new Answer.Accepted<>(task(1), Optional.of(FIRST)));
        assertThat(fake.createListeners(FIRST, WEB)).isEqualTo(new Answer.Accepted<>(task(2), List.of(LISTENER)));
        fake.register(FIRST, Map.of(BINDING, 10));
        fake.targets(FIRST);

        Call created = new Call("create", null, "web", true);
        Call listened = new Call("createListeners", FIRST, "TCP [80]", true);
        Call registered = new Call("register", FIRST, "10.0.0.1:8080 behind lbl-00000001 weight 10", true);
        assertThat(fake.calls()).containsExactly(created, listened, registered, new Call("targets", FIRST, "", false));
        assertThat(fake.writes()).containsExactly(created, listened, registered);
        assertThat(fake.count("register")).isEqualTo(1);
        fake.clearCalls();
        assertThat(fake.calls()).isEmpty();
    }

    @Test
    void aCallThatFailsOnItsWayIsLoggedButNotExecuted() {
        CloudException.Unavailable unreachable = new CloudException.Unavailable("CreateLoadBalancer", "io", "", null);
        fake.failNext("create", unreachable, FakeCloud.When.BEFORE);

        assertThatThrownBy(() -> fake.create(ORDER)).isSameAs(unreachable);
        assertThat(fake.count("create")).isEqualTo(1);
        assertThat(fake.find(ORDER.tags(), 0)).isEqualTo(new Answer.Done<>(new Page<>(List.of(), 0)));
    }

    @Test
    void aCallWhoseAnswerIsLostIsExecutedOnce() {
        CloudException.UnknownOutcome lost = new CloudException.UnknownOutcome("CreateLoadBalancer", "io", "", null);
        fake.failNext("create", lost, FakeCloud.When.AFTER);

        assertThatThrownBy(() -> fake.create(ORDER)).isSameAs(lost);
        assertThat(fake.create(ORDER).value()).contains(Optional.of(FIRST));
        assertThat(found()).extracting(LoadBalancer::id).containsExactly(FIRST);
    }

    @Test
    void refusesToFailAMethodThatThePortDoesNotHave() {
        CloudException.Busy busy = new CloudException.Busy("CreateListener", "busy", "", null);

        assertThatThrownBy(() -> fake.failNext("createListener", busy, FakeCloud.When.BEFORE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sendsNothingWhileItIsThrottled() {
        Instant until = Instant.EPOCH.plusSeconds(1);
        fake.throttleUntil(until);

        assertThat(fake.create(ORDER)).isEqualTo(new Answer.Throttled<>(until));
        assertThat(fake.calls()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(fake.create(ORDER).value()).contains(Optional.of(FIRST));
    }

    @Test
    void eachShareIsThrottledAndCountedByItself() {
        Instant until = Instant.EPOCH.plusSeconds(1);
        fake.throttleUntil(Share.DRIFT, until);

        assertThat(fake.within(Share.DRIFT).describe(Set.of(FIRST))).isEqualTo(new Answer.Throttled<>(until));
        assertThat(fake.within(Share.REPEAT).describe(Set.of(FIRST))).isEqualTo(new Answer.Done<>(List.of()));
        fake.listeners(fake.console().addLoadBalancer(ORDER));
        assertThat(fake.calls(Share.REPEAT)).containsExactly(new Call("describe", null, "[lb-00000001]", false));
        assertThat(fake.calls(Share.FULL)).containsExactly(new Call("listeners", FIRST, "", false));
        assertThat(fake.calls(Share.DRIFT)).isEmpty();
    }

    @Test
    void aTaskEndsByTheClock() {
        fake.taskTime(Duration.ofSeconds(3));
        fake.create(ORDER);
        clock.advance(Duration.ofMillis(2999));

        assertThat(found()).extracting(LoadBalancer::state).containsExactly(LoadBalancer.State.CREATING);
        assertThatThrownBy(() -> fake.createListeners(FIRST, WEB)).isInstanceOf(CloudException.Busy.class);
        clock.advance(Duration.ofMillis(1));
        assertThat(found()).extracting(LoadBalancer::state).containsExactly(LoadBalancer.State.RUNNING);
        assertThat(found()).extracting(LoadBalancer::addresses).containsExactly(List.of("127.200.0.2"));
    }

    @Test
    void aTaskEndsByHand() {
        fake.manualTasks(true);
        fake.create(ORDER);
        clock.advance(Duration.ofDays(1));

        assertThat(phase(1)).isEqualTo(TaskState.Phase.RUNNING);
        fake.endTasks();
        assertThat(phase(1)).isEqualTo(TaskState.Phase.SUCCEEDED);
    }

    @Test
    void aFailedCreationLeavesNothingAndItsTokenIsSpent() {
        fake.failNextTask("no stock", false);
        fake.create(ORDER);

        assertThat(fake.task(task(1)))
                .isEqualTo(new Answer.Done<>(new TaskState(TaskState.Phase.FAILED, "no stock", List.of())));
        assertThat(found()).isEmpty();
        assertThatThrownBy(() -> fake.create(ORDER))
                .isInstanceOfSatisfying(
                        CloudException.Rejected.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("InvalidParameter.ClientTokenLimitExceeded"));
    }

    @Test
    void aFailedTaskMayHaveHadItsEffect() {
        fake.create(ORDER);
        fake.listeners(FIRST);
        fake.failNextTask("late", true);
        fake.createListeners(FIRST, WEB);

        assertThat(phase(2)).isEqualTo(TaskState.Phase.FAILED);
        assertThat(fake.listeners(FIRST).value().orElseThrow())
                .extracting(Listener::id)
                .containsExactly(LISTENER);
    }

    @Test
    void onlyTheTaskTellsAHiddenId() {
        fake.hideNewIds(true);

        assertThat(fake.create(ORDER)).isEqualTo(new Answer.Accepted<>(task(1), Optional.empty()));
        assertThat(fake.task(task(1)))
                .isEqualTo(new Answer.Done<>(new TaskState(TaskState.Phase.SUCCEEDED, "", List.of(FIRST))));
    }

    @Test
    void somebodyElseChangesThingsWithoutACall() {
        LoadBalancerId id = fake.console().addLoadBalancer(ORDER);
        ListenerId listener = fake.console().addListener(id, new ListenerKey(Protocol.TCP, 80), "theirs");
        fake.console().setWeight(id, BINDING, 3);
        fake.console().setTag(id, "owner", "u2");
        fake.console().setHealth(id, BINDING, Health.DEAD);
        assertThat(fake.calls()).isEmpty();

        assertThat(fake.targets(id).value()).contains(Map.of(BINDING, 3));
        assertThat(fake.health(Set.of(id)).value()).contains(Map.of(id, Map.of(BINDING, Health.DEAD)));
        assertThat(fake.describe(Set.of(id)).value().orElseThrow())
                .extracting(LoadBalancer::tags)
                .containsExactly(Map.of("owner", "u2"));
        fake.console().deleteListener(id, listener);
        fake.console().removeTag(id, "owner");
        assertThat(fake.listeners(id).value()).contains(List.of());
        assertThat(fake.targets(id).value()).contains(Map.of());
        fake.console().deleteLoadBalancer(id);
        assertThat(fake.describe(Set.of(id)).value()).contains(List.of());
    }

    @Test
    void somebodyElseChangesDomainsAndRedirects() {
        LoadBalancerId id = fake.console().addLoadBalancer(ORDER);
        ListenerId source = fake.console().addListener(id, new ListenerKey(Protocol.HTTP, 80), "from");
        ListenerId target = fake.console().addListener(id, new ListenerKey(Protocol.HTTP, 81), "to");
        NewRule first =
                new NewRule(new RuleKey("a.test", "/"), BackendSettings.UNSPECIFIED, DomainSettings.UNSPECIFIED);
        NewRule second =
                new NewRule(new RuleKey("b.test", "/"), BackendSettings.UNSPECIFIED, DomainSettings.UNSPECIFIED);
        RuleId from = fake.console().addRule(id, source, first);
        fake.console().addRule(id, source, second);
        RuleId to = fake.console().addRule(id, target, first);
        fake.console().modifyDomain(id, source, "b.test", DomainSettings.DEFAULT_SERVER);
        fake.console().modifyListener(id, source, ListenerSettings.UNSPECIFIED.named("theirs"));
        Rewrite rewrite = new Rewrite(target, to, 302, false);
        fake.console().setRewrite(id, source, from, rewrite);
        assertThat(fake.calls()).isEmpty();

        Listener read = fake.listeners(id).value().orElseThrow().get(0);
        assertThat(read.name()).isEqualTo("theirs");
        assertThat(read.defaultDomain()).map(Domain::name).contains("b.test");
        assertThat(fake.rewrites(id).value()).contains(Map.of(BackendId.of(source, from), rewrite));
        fake.console().removeRewrite(id, source, from);
        assertThat(fake.rewrites(id).value()).contains(Map.of());
        fake.console().setRewrite(id, source, from, rewrite);
        fake.console().deleteListener(id, target);
        assertThat(fake.rewrites(id).value()).contains(Map.of());
    }

    @Test
    void logsWhatIsRedirected() {
        LoadBalancerId id = fake.console().addLoadBalancer(ORDER);
        Map<RuleId, Rewrite> gone = Map.of(
                new RuleId("loc-2"), new Rewrite(LISTENER, new RuleId("loc-9"), 302, false),
                new RuleId("loc-1"), new Rewrite(LISTENER, new RuleId("loc-9"), 301, true));

        assertThatThrownBy(() -> fake.deleteRewrites(id, LISTENER, gone)).isInstanceOf(CloudException.NotFound.class);
        assertThat(fake.writes())
                .containsExactly(new Call(
                        "deleteRewrites",
                        id,
                        "lbl-00000001/loc-1 to lbl-00000001/loc-9 by 301 with its path, "
                                + "lbl-00000001/loc-2 to lbl-00000001/loc-9 by 302",
                        true));
    }

    @Test
    void aRegistrationMayHaveNoEffectOnce() {
        listening();
        fake.console().forgetTarget(FIRST, BINDING);

        assertThat(fake.register(FIRST, Map.of(BINDING, 10)).value())
                .contains(new BatchResult(Set.of(BINDING), Map.of(), Set.of()));
        assertThat(fake.targets(FIRST).value()).contains(Map.of());
        fake.register(FIRST, Map.of(BINDING, 10));
        assertThat(fake.targets(FIRST).value()).contains(Map.of(BINDING, 10));
    }

    @Test
    void refusesAnAddressAsLongAsItIsTold() {
        listening();
        CloudException.Rejected noEni = new CloudException.Rejected("BatchRegisterTargets", "no ENI", "", null);
        fake.console().refuseTarget(FIRST, BINDING.target(), noEni);

        assertThat(fake.register(FIRST, Map.of(BINDING, 10)).value())
                .contains(new BatchResult(Set.of(), Map.of(BINDING, noEni), Set.of()));
        fake.console().refuseTargetNoMore(FIRST, BINDING.target());
        assertThat(fake.register(FIRST, Map.of(BINDING, 10)).value())
                .contains(new BatchResult(Set.of(BINDING), Map.of(), Set.of()));
    }

    @Test
    void bindsTwoHundredTargetsToABackendAndRefusesTheNext() {
        listening();
        Map<Binding, Integer> wanted = IntStream.range(0, 201)
                .mapToObj(i -> new Binding(BackendId.of(LISTENER), new Target("10.1.0." + i % 100, 8000 + i / 100)))
                .collect(Collectors.toMap(each -> each, each -> 10));
        BatchResult result = fake.register(FIRST, wanted).value().orElseThrow();

        assertThat(result.done()).hasSize(200);
        assertThat(result.refused().values()).singleElement().isInstanceOf(CloudException.Quota.class);
    }

    @Test
    void refusesTheThirtyFirstDeletionInFiveMinutes() {
        List<LoadBalancerId> ids = IntStream.rangeClosed(0, 30)
                .mapToObj(i -> fake.console().addLoadBalancer(ORDER))
                .toList();
        ids.subList(0, 30).forEach(fake::delete);

        assertThatThrownBy(() -> fake.delete(ids.get(30)))
                .isInstanceOfSatisfying(
                        CloudException.Throttled.class,
                        refusal -> assertThat(refusal.until()).isEqualTo(Instant.EPOCH.plusSeconds(300)));
        clock.advance(Duration.ofMinutes(5));
        fake.delete(ids.get(30));
        assertThat(found()).isEmpty();
    }

    @Test
    void refusesToDeleteAProtectedLoadBalancer() {
        LoadBalancerId id = fake.console().addLoadBalancer(ORDER);
        fake.console().protectFromDeletion(id, true);

        assertThatThrownBy(() -> fake.delete(id)).isInstanceOf(CloudException.Rejected.class);
        assertThat(found()).extracting(LoadBalancer::deletionProtected).containsExactly(true);
    }

    @Test
    void aTlsListenerNeedsACertificateThatIsThere() {
        fake.create(ORDER);
        NewListeners none = new NewListeners(Protocol.TCP_SSL, List.of(443), ListenerSettings.UNSPECIFIED);
        CertificateId certificate = new CertificateId("cert-1");
        BackendSettings certified = new BackendSettings(null, null, null, null, null, null, List.of(certificate));
        NewListeners wanted = new NewListeners(Protocol.TCP_SSL, List.of(443), ListenerSettings.of(certified));

        assertThatThrownBy(() -> fake.createListeners(FIRST, none)).isInstanceOf(CloudException.Rejected.class);
        assertThatThrownBy(() -> fake.createListeners(FIRST, wanted)).isInstanceOf(CloudException.Rejected.class);
        fake.console().addCertificate(certificate, new NewCertificate("by hand", "chain", "key"));
        fake.createListeners(FIRST, wanted);
        assertThat(fake.listeners(FIRST).value().orElseThrow())
                .extracting(each -> each.settings().backend().certificates())
                .containsExactly(List.of(certificate));
    }

    private void listening() {
        fake.create(ORDER);
        fake.createListeners(FIRST, WEB);
    }

    private List<LoadBalancer> found() {
        Map<String, String> tags = ORDER.tags();
        return fake.find(tags, 0).value().orElseThrow().items();
    }

    private TaskState.Phase phase(int number) {
        return fake.task(task(number)).value().orElseThrow().phase();
    }

    private static TaskId task(int number) {
        return new TaskId("task-%08d".formatted(number));
    }
}
