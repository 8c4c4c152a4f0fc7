package io.enidirect.operator.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.ProblemStatus;
import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A CloudLoadBalancer that an administrator made, with nobody's Service or Ingress on it, says itself what stops it. */
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AdministratorsObjectTest {
    private static final String NAME = "edge";

    private Rig rig;

    @BeforeAll
    void start(Cluster cluster) {
        rig = Rig.start(cluster);
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    private Resource<CloudLoadBalancer> object() {
        return rig.client().resources(CloudLoadBalancer.class).withName(NAME);
    }

    private List<String> conditions() {
        return object().get().recorded().conditions().stream()
                .map(condition -> condition.getType() + " " + condition.getStatus() + " " + condition.getReason())
                .toList();
    }

    @Test
    void itsConditionsProblemsAndAnEventNameTheLoadBalancerThatIsNotThere() {
        CloudLoadBalancer edge = new CloudLoadBalancer();
        edge.setMetadata(new ObjectMetaBuilder().withName(NAME).build());
        edge.setSpec(new CloudLoadBalancerSpec(
                null, "lb-nowhere", null, Map.of(), null, List.of("*"), List.of(), null, null, null));

        rig.client().resource(edge).create();

        await().atMost(LiveSource.PATIENCE)
                .untilAsserted(() -> assertThat(conditions())
                        .containsExactly(
                                "Accepted False LoadBalancerGone",
                                "Programmed False LoadBalancerGone",
                                "Ready False LoadBalancerGone"));
        assertThat(object().get().recorded().problems())
                .singleElement()
                .extracting(ProblemStatus::message)
                .asString()
                .contains("CloudLoadBalancer edge", "lb-nowhere", "not there any more");
        await().atMost(LiveSource.PATIENCE)
                .untilAsserted(() -> assertThat(rig.client()
                                .events()
                                .v1()
                                .events()
                                .inAnyNamespace()
                                .list()
                                .getItems())
                        .filteredOn(event -> NAME.equals(event.getRegarding().getName()))
                        .extracting(Event::getReason)
                        .contains("SyncFailed"));
    }
}
