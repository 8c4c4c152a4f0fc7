package io.enidirect.operator.endtoend;

import static io.enidirect.operator.endtoend.Manifests.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.enidirect.simulator.Call;
import io.enidirect.simulator.Fault;
import io.enidirect.simulator.cloud.State;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cloud did it, and its answer never came: each thing is there once, and all converges. */
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LostAnswersTest {
    private Rig rig;
    private String namespace;

    @BeforeAll
    void start(Cluster cluster) {
        rig = Rig.start(cluster);
        namespace = cluster.createNamespace("lost");
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    /** Each write on a Service of its own, all at the same time: a hanging call takes its 7.5 s. */
    @ParameterizedTest
    @ValueSource(strings = {"hang", "reset"})
    void makesEachThingOnceWhateverAnswerIsLost(String how) {
        LiveService listener = service("listener-" + how);
        LiveService register = service("register-" + how);
        LiveService deregister = service("deregister-" + how);
        LiveService delete = service("delete-" + how);
        List.of(listener, register, deregister, delete)
                .forEach(service -> service.awaitReady().awaitPods(2, 80));
        int before = rig.cloud().state().loadBalancers().size();
        String deleted = delete.loadBalancerId();
        rig.cloud().clearCalls();

        lose("CreateLoadBalancer", "*", how);
        lose("CreateListener", listener.loadBalancerId(), how);
        lose("BatchRegisterTargets", register.loadBalancerId(), how);
        lose("BatchDeregisterTargets", deregister.loadBalancerId(), how);
        lose("DeleteLoadBalancer", deleted, how);
        LiveService create = service("create-" + how);
        listener.ports(tcp(80, 8080), tcp(81, 8081));
        register.scale(3);
        deregister.scale(1);
        delete.delete();

        create.awaitReady().awaitPods(2, 80);
        listener.awaitPods(2, 80, 81);
        register.awaitPods(3, 80);
        deregister.awaitPods(1, 80);
        delete.awaitGone(deleted);
        assertThat(rig.cloud().calls())
                .filteredOn(call -> call.fault() != null)
                .as("the answers that were lost")
                .extracting(Call::action)
                .containsExactlyInAnyOrder(
                        "CreateLoadBalancer",
                        "CreateListener",
                        "BatchRegisterTargets",
                        "BatchDeregisterTargets",
                        "DeleteLoadBalancer");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(rig.cloud().state().loadBalancers()).hasSize(before));
        assertThat(rig.cloud().state().loadBalancers())
                .extracting(State.LoadBalancer::id)
                .doesNotContain(deleted);
        assertThat(create.writes())
                .containsOnlyOnce("CreateLoadBalancer")
                .containsOnlyOnce("CreateListener")
                .containsOnlyOnce("BatchRegisterTargets");
        assertThat(listener.writes()).containsExactly("CreateListener", "BatchRegisterTargets");
        assertThat(register.writes()).containsExactly("BatchRegisterTargets");
        assertThat(deregister.writes()).containsExactly("BatchModifyTargetWeight", "BatchDeregisterTargets");
        assertThat(delete.writes(deleted)).containsExactly("DeleteLoadBalancer");
    }

    private LiveService service(String name) {
        return LiveService.createOverReadyPods(rig, namespace, name, 2, tcp(80, 8080));
    }

    private void lose(String action, String object, String how) {
        rig.cloud()
                .fault(Fault.nth(Fault.Kind.TIMEOUT_AFTER_SUCCESS, action, object, 1)
                        .how(how));
    }
}
