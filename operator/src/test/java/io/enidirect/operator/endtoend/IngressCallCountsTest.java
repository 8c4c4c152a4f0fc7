package io.enidirect.operator.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.enidirect.simulator.Call;
import io.enidirect.simulator.cloud.State;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What each change of an Ingress costs, by the cloud's own call log. */
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class IngressCallCountsTest {
    private static final String HOST = "counts.test";
    private static final String BATCH = "BatchRegisterTargets";
    /** Fewer than a load balancer needs to be emptied before it is deleted. */
    private static final int FEW_RULES = 3;
    /** With the default domain's rule two calls of at most 20. */
    private static final int MANY_RULES = 24;
    /** With so many rules more bindings than the 500 of one call. */
    private static final int MANY_PODS = 22;

    private Rig rig;
    private Shop shop;

    @BeforeAll
    void start(Cluster cluster) {
        rig = Rig.start(cluster);
        shop = Shop.open(rig, "counts");
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    @Test
    void aNewIngressCostsOneCallForTwentyRulesAndOneForFiveHundredBindings() {
        LiveIngress few = ingress("few", FEW_RULES, 2);
        LiveIngress many = ingress("many", MANY_RULES, 2);
        LiveIngress most = ingress("most", MANY_RULES, MANY_PODS);
        settled(few, FEW_RULES, 2);
        settled(many, MANY_RULES, 2);
        settled(most, MANY_RULES, MANY_PODS);

        assertThat(few.writes()).containsExactly("CreateLoadBalancer", "CreateListener", "CreateRule", BATCH);
        assertThat(many.writes())
                .containsExactly("CreateLoadBalancer", "CreateListener", "CreateRule", "CreateRule", BATCH);
        assertThat(most.writes())
                .containsExactly("CreateLoadBalancer", "CreateListener", "CreateRule", "CreateRule", BATCH, BATCH);
        assertThat(targetsOf(BATCH, most)).containsExactlyInAnyOrder(500, MANY_RULES * MANY_PODS - 500);
    }

    @Test
    void aPodChangeIsOneCallForAllRules() {
        LiveIngress web = ingress("web", FEW_RULES, 3);
        settled(web, FEW_RULES, 3);
        Map<String, String> rules = web.rules();

        rig.cloud().clearCalls();
        shop.pods("web").scale(4);
        settled(web, FEW_RULES, 4);
        assertThat(web.calls()).containsExactly(BATCH, "DescribeTargets");
        assertThat(targetsOf(BATCH, web)).containsExactly(FEW_RULES);

        rig.cloud().clearCalls();
        shop.pods("web").scale(3);
        settled(web, FEW_RULES, 3);
        assertThat(web.writes()).containsExactly("BatchModifyTargetWeight", "BatchDeregisterTargets");
        assertThat(targetsOf("BatchDeregisterTargets", web)).containsExactly(FEW_RULES);

        rig.cloud().clearCalls();
        String victim = shop.pods("web").names().get(0);
        rig.client().pods().inNamespace(shop.namespace()).withName(victim).delete();
        await().until(() -> !shop.pods("web").names().contains(victim));
        settled(web, FEW_RULES, 3);
        assertThat(web.writes()).containsExactlyInAnyOrder(BATCH, "BatchModifyTargetWeight", "BatchDeregisterTargets");
        assertThat(web.rules()).isEqualTo(rules);
    }

    @Test
    void aChangedPathCostsItsOwnRulesOnly() {
        LiveIngress web = ingress("path", FEW_RULES, 2);
        settled(web, FEW_RULES, 2);
        Map<String, String> others = new HashMap<>(web.rules());
        assertThat(others.remove(HOST + " =/p0")).isNotNull();

        rig.cloud().clearCalls();
        web.edit(ingress -> ingress.editSpec()
                .editFirstRule()
                .editHttp()
                .editFirstPath()
                .withPath("/changed")
                .endPath()
                .endHttp()
                .endRule()
                .endSpec());
        await().atMost(LiveSource.PATIENCE)
                .untilAsserted(() ->
                        assertThat(web.rules()).containsKey(HOST + " =/changed").doesNotContainKey(HOST + " =/p0"));
        settled(web, FEW_RULES, 2);
        assertThat(web.writes()).containsExactly("CreateRule", BATCH, "DeleteRule");
        assertThat(only("CreateRule", web).request().path("Rules")).hasSize(1);
        assertThat(targetsOf(BATCH, web)).containsExactly(2);
        assertThat(only("DeleteRule", web).request().path("LocationIds")).hasSize(1);
        assertThat(web.rules()).containsAllEntriesOf(others).hasSize(others.size() + 1);
    }

    @Test
    void whatChangesNothingCostsNothingAndARestartReadsOnce() {
        LiveIngress web = ingress("same", FEW_RULES, 2);
        settled(web, FEW_RULES, 2);

        rig.cloud().clearCalls();
        web.annotate("example.com/touched", "yes");
        web.edit(ingress -> ingress.editMetadata().addToLabels("touched", "yes").endMetadata());
        web.awaitQuiet();
        assertThat(web.calls()).isEmpty();

        rig.restartController();
        await().atMost(LiveSource.PATIENCE).until(() -> web.calls().contains("DescribeTargets"));
        web.awaitQuiet();
        assertThat(web.calls())
                .containsExactlyInAnyOrder("DescribeLoadBalancers", "DescribeListeners", "DescribeTargets");
        assertThat(rig.writes()).isEmpty();

        String id = web.loadBalancerId();
        web.delete();
        web.awaitGone(id);
        assertThat(web.writes(id)).containsExactly("DeleteLoadBalancer");
    }

    /** Of this many Exact paths, all to the pods of one Deployment; they need not answer. */
    private LiveIngress ingress(String name, int paths, int pods) {
        shop.service(name);
        rig.client()
                .resource(Manifests.deployment(shop.namespace(), name, pods))
                .create();
        rig.cluster().awaitReady(shop.namespace(), name);
        HTTPIngressPath[] exact = IntStream.range(0, paths)
                .mapToObj(i -> Shop.path("Exact", "/p" + i, name))
                .toArray(HTTPIngressPath[]::new);
        IngressRule rule = Shop.rule(HOST, exact);
        return LiveIngress.create(rig, shop.ingress(name, rule));
    }

    /** All its rules are there with all the pods, and nothing is sent any more. */
    private void settled(LiveIngress ingress, int rules, int pods) {
        ingress.awaitReady();
        List<String> ips = new ArrayList<>();
        await().atMost(LiveSource.PATIENCE).untilAsserted(() -> {
            ips.clear();
            ips.addAll(shop.pods(ingress.name).ips());
            assertThat(ips).hasSize(pods);
            assertThat(ingress.listener().rules())
                    .filteredOn(rule -> rule.domain().equals(HOST))
                    .hasSize(rules)
                    .allSatisfy(rule -> assertThat(rule.targets())
                            .extracting(State.Target::ip)
                            .containsExactlyInAnyOrderElementsOf(ips));
        });
        assertThat(ingress.listener().rules()).as("with the default domain's").hasSize(rules + 1);
        ingress.awaitQuiet();
    }

    private List<Call> sent(String action, LiveIngress ingress) {
        String id = ingress.loadBalancerId();
        return rig.cloud().executedWrites().stream()
                .filter(call -> call.action().equals(action) && id.equals(call.loadBalancer()))
                .toList();
    }

    private Call only(String action, LiveIngress ingress) {
        List<Call> calls = sent(action, ingress);
        assertThat(calls).hasSize(1);
        return calls.get(0);
    }

    /** How many targets each of these calls had. */
    private List<Integer> targetsOf(String action, LiveIngress ingress) {
        return sent(action, ingress).stream()
                .map(call -> call.request().path("Targets").size())
                .toList();
    }
}
