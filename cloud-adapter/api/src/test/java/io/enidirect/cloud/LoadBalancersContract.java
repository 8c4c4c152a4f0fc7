package io.enidirect.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the port says of load balancers, listeners, tasks and tags. Targets: {@link TargetsContract}. */
public abstract class LoadBalancersContract extends TargetsContract {
    private static final ListenerSettings TCP_DEFAULTS = new ListenerSettings(
            "contract",
            new BackendSettings(
                    Scheduler.WRR,
                    0,
                    HealthCheck.DEFAULT.with(HealthCheck.Kind.TCP, HealthCheck.OWN_PORT, HealthCheck.Http.UNSPECIFIED),
                    900,
                    false,
                    null,
                    List.of()),
            null,
            false,
            null);

    private static ListenerSettings named(String name) {
        return ListenerSettings.UNSPECIFIED.named(name);
    }

    private static final LoadBalancerId MISSING = new LoadBalancerId("lb-ffffffff");

    // ---- load balancers

    @Test
    void findsALoadBalancerByItsTagsBeforeItRuns() {
        Map<String, String> tags = Map.of("contract", unique());
        holdTasks();
        Answer<?> answer = send(() -> loadBalancers().create(order(tags)));
        Page<LoadBalancer> found = end(() -> loadBalancers().find(tags, 0));
        releaseTasks();
        LoadBalancerId id = end(answer.task().orElseThrow()).loadBalancers().get(0);

        assertThat(found.total()).isEqualTo(1);
        assertThat(found.items()).singleElement().satisfies(each -> {
            assertThat(each.id()).isEqualTo(id);
            assertThat(each.state()).isEqualTo(LoadBalancer.State.CREATING);
            assertThat(each.addresses()).isEmpty();
            assertThat(each.tags()).containsAllEntriesOf(tags);
        });
    }

    @Test
    void runsWithAnAddressOnceItsTaskHasEnded() {
        Map<String, String> tags = Map.of("contract", unique());
        LoadBalancerId id = create(tags);

        assertThat(end(() -> loadBalancers().describe(Set.of(id))))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.addresses()).isNotEmpty();
                    assertThat(each)
                            .isEqualTo(new LoadBalancer(
                                    id,
                                    each.name(),
                                    network(),
                                    LoadBalancer.State.RUNNING,
                                    each.addresses(),
                                    each.hostname(),
                                    tags,
                                    false,
                                    new LoadBalancerSettings(false, false, 10),
                                    List.of()));
                });
    }

    @Test
    void answersARepeatedTokenWithTheFirstLoadBalancer() {
        Map<String, String> tags = Map.of("contract", unique());
        NewLoadBalancer order = order(tags);
        end(() -> loadBalancers().create(order));
        end(() -> loadBalancers().create(order));

        assertThat(end(() -> loadBalancers().find(tags, 0)).items()).hasSize(1);
    }

    @Test
    void findsOnlyThoseThatBearAllTagsNewestFirst() {
        String common = unique();
        LoadBalancerId older = create(Map.of("contract", common, "colour", "red"));
        LoadBalancerId newer = create(Map.of("contract", common, "colour", "blue"));

        assertThat(end(() -> loadBalancers().find(Map.of("contract", common), 0))
                        .items())
                .extracting(LoadBalancer::id)
                .containsExactly(newer, older);
        assertThat(end(() -> loadBalancers().find(Map.of("contract", common, "colour", "red"), 0))
                        .items())
                .extracting(LoadBalancer::id)
                .containsExactly(older);
        assertThat(end(() -> loadBalancers().find(Map.of("contract", common), 1))
                        .items())
                .extracting(LoadBalancer::id)
                .containsExactly(older);
    }

    @Test
    void describesOnlyThoseThatAreThere() {
        LoadBalancerId id = create();

        assertThat(end(() -> loadBalancers().describe(Set.of(id, MISSING))))
                .extracting(LoadBalancer::id)
                .containsExactly(id);
    }

    @Test
    void aDeletedLoadBalancerIsGoneWithAllItHad() {
        LoadBalancerId id = create();
        listen(id, Protocol.TCP, 80);
        end(() -> loadBalancers().delete(id));

        assertThat(end(() -> loadBalancers().describe(Set.of(id)))).isEmpty();
        refusal(CloudException.NotFound.class, () -> loadBalancers().delete(id));
        refusal(CloudException.NotFound.class, () -> loadBalancers().listeners(id));
        refusal(CloudException.NotFound.class, () -> loadBalancers().targets(id));
        refusal(CloudException.NotFound.class, () -> loadBalancers().health(Set.of(id)));
    }

    // ---- listeners

    @Test
    void createsListenersInTheOrderOfTheirPortsAndFillsInDefaults() {
        LoadBalancerId id = create();
        List<ListenerId> ids = listen(id, Protocol.TCP, 8443, 80, 443);

        assertThat(listeners(id))
                .containsExactlyInAnyOrder(
                        new Listener(ids.get(0), new ListenerKey(Protocol.TCP, 8443), TCP_DEFAULTS, List.of()),
                        new Listener(ids.get(1), new ListenerKey(Protocol.TCP, 80), TCP_DEFAULTS, List.of()),
                        new Listener(ids.get(2), new ListenerKey(Protocol.TCP, 443), TCP_DEFAULTS, List.of()));
    }

    @Test
    void keepsTheSettingsThatAListenerWasCreatedWith() {
        LoadBalancerId id = create();
        HealthCheck check = new HealthCheck(false, 3, 10, 2, 4, HealthCheck.Source.SHARED_SPACE)
                .with(HealthCheck.Kind.PING, HealthCheck.OWN_PORT, HealthCheck.Http.UNSPECIFIED);
        ListenerSettings settings = new ListenerSettings(
                "dns", new BackendSettings(Scheduler.WRR, 600, check, 60, true, null, List.of()), null, true, null);
        NewListeners wanted = new NewListeners(Protocol.UDP, List.of(53), settings);
        ListenerId listener =
                end(() -> loadBalancers().createListeners(id, wanted)).get(0);

        assertThat(listeners(id))
                .containsExactly(new Listener(listener, new ListenerKey(Protocol.UDP, 53), settings, List.of()));
    }

    @Test
    void createsNoneOfItsListenersWhenOnePortIsTakenInItsClass() {
        LoadBalancerId id = create();
        List<ListenerId> first = listen(id, Protocol.TCP, 80);
        NewListeners wanted = new NewListeners(Protocol.HTTP, List.of(8080, 80), CONTRACT);
        refusal(CloudException.Conflict.class, () -> loadBalancers().createListeners(id, wanted));

        assertThat(listeners(id)).extracting(Listener::id).containsExactlyElementsOf(first);
    }

    @Test
    void tcpAndUdpShareAPort() {
        LoadBalancerId id = create();
        listen(id, Protocol.TCP, 53);
        listen(id, Protocol.UDP, 53);

        assertThat(listeners(id))
                .extracting(Listener::key)
                .containsExactlyInAnyOrder(new ListenerKey(Protocol.TCP, 53), new ListenerKey(Protocol.UDP, 53));
    }

    @Test
    void refusesMoreListenersThanItsQuota() {
        LoadBalancerId id = create();
        Integer[] ports =
                IntStream.rangeClosed(1, NewListeners.MAX_PORTS).boxed().toArray(Integer[]::new);
        listen(id, Protocol.TCP, ports);
        NewListeners tooMany = new NewListeners(Protocol.UDP, List.of(1, 2), CONTRACT);

        refusal(CloudException.Quota.class, () -> loadBalancers().createListeners(id, tooMany));
        assertThat(listeners(id)).hasSize(NewListeners.MAX_PORTS);
    }

    @Test
    void modifiesOnlyWhatTheWishSays() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.TCP, 80).get(0);
        HealthCheck slow = new HealthCheck(true, 5, 30, 3, 3, HealthCheck.Source.SHARED_SPACE);
        end(() -> loadBalancers()
                .modifyListener(id, listener, ListenerSettings.of(new BackendSettings(null, null, slow))));
        end(() -> loadBalancers()
                .modifyListener(id, listener, ListenerSettings.of(new BackendSettings(null, 300, null))));

        assertThat(listener(id, listener).settings())
                .isEqualTo(ListenerSettings.of(new BackendSettings(null, 300, slow))
                        .over(TCP_DEFAULTS));
        refusal(
                CloudException.NotFound.class,
                () -> loadBalancers().modifyListener(id, new ListenerId("lbl-ffffffff"), ListenerSettings.UNSPECIFIED));
    }

    @Test
    void renamesAListener() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.TCP, 80).get(0);
        end(() -> loadBalancers().modifyListener(id, listener, named("web")));

        assertThat(listener(id, listener).name()).isEqualTo("web");
    }

    @Test
    void deletesAllOfTheListenersOrNone() {
        LoadBalancerId id = create();
        List<ListenerId> ids = listen(id, Protocol.TCP, 80, 81, 82);
        refusal(
                CloudException.NotFound.class,
                () -> loadBalancers().deleteListeners(id, Set.of(ids.get(0), new ListenerId("lbl-ffffffff"))));
        assertThat(listeners(id)).hasSize(3);

        end(() -> loadBalancers().deleteListeners(id, Set.of(ids.get(0), ids.get(2))));
        assertThat(listeners(id)).extracting(Listener::id).containsExactly(ids.get(1));
    }

    @Test
    void neverTakesNoneForAll() {
        LoadBalancerId id = create();
        listen(id, Protocol.TCP, 80);

        assertThatIllegalArgumentException().isThrownBy(() -> loadBalancers().deleteListeners(id, Set.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> loadBalancers().describe(Set.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> loadBalancers().health(Set.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> loadBalancers().find(Map.of(), 0));
        assertThat(listeners(id)).hasSize(1);
    }

    // ---- tasks

    @Test
    void otherWritesAreBusyWhileATaskRunsButReadsAndOtherLoadBalancersAreNot() {
        LoadBalancerId id = create();
        LoadBalancerId other = create();
        ListenerId listener = listen(id, Protocol.TCP, 80).get(0);
        ListenerId otherListener = listen(other, Protocol.TCP, 80).get(0);
        Target target = new Target("10.0.0.1", 80);
        holdTasks();
        Answer<Nothing> held = send(() -> loadBalancers().modifyListener(id, listener, named("held")));

        refusal(CloudException.Busy.class, () -> loadBalancers().modifyListener(id, listener, named("busy")));
        refusal(
                CloudException.Busy.class,
                () -> loadBalancers().register(id, Map.of(new Binding(BackendId.of(listener), target), 10)));
        refusal(CloudException.Busy.class, () -> loadBalancers().delete(id));
        assertThat(listeners(id)).extracting(Listener::id).containsExactly(listener);
        Binding elsewhere = new Binding(BackendId.of(otherListener), target);
        assertThat(end(() -> loadBalancers().register(other, Map.of(elsewhere, 10)))
                        .done())
                .containsExactly(elsewhere);

        releaseTasks();
        end(held.task().orElseThrow());
        assertThat(listener(id, listener).name()).isEqualTo("held");
    }

    @Test
    void tellsWhetherATaskStillRuns() {
        LoadBalancerId id = create();
        NewListeners wanted = new NewListeners(Protocol.TCP, List.of(80), CONTRACT);
        holdTasks();
        Answer<List<ListenerId>> held = send(() -> loadBalancers().createListeners(id, wanted));
        TaskState running = end(() -> loadBalancers().task(held.task().orElseThrow()));
        releaseTasks();
        end(held.task().orElseThrow());

        assertThat(running.phase()).isEqualTo(TaskState.Phase.RUNNING);
        assertThat(listeners(id))
                .extracting(Listener::id)
                .containsExactlyElementsOf(held.value().orElseThrow());
    }

    @Test
    void anUnknownTaskIsNotFound() {
        refusal(
                CloudException.NotFound.class,
                () -> loadBalancers().task(new TaskId("00000000-0000-0000-0000-000000000000")));
    }

    // ---- tags

    @Test
    void tagsAndUntagsAlsoWhileATaskRuns() {
        String mark = unique();
        LoadBalancerId id = create(Map.of("contract", mark, "old", "1"));
        ListenerId listener = listen(id, Protocol.TCP, 80).get(0);
        holdTasks();
        Answer<Nothing> held = send(() -> loadBalancers().modifyListener(id, listener, named("held")));
        end(() -> loadBalancers().tag(id, Map.of("contract", mark + "-2", "new", "2")));
        end(() -> loadBalancers().untag(id, Set.of("old")));
        releaseTasks();
        end(held.task().orElseThrow());

        assertThat(end(() -> loadBalancers().find(Map.of("contract", mark + "-2"), 0))
                        .items())
                .extracting(LoadBalancer::tags)
                .containsExactly(Map.of("contract", mark + "-2", "new", "2"));
        assertThat(end(() -> loadBalancers().find(Map.of("contract", mark), 0)).items())
                .isEmpty();
    }
}
