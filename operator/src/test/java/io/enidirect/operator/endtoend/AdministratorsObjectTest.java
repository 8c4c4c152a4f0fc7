package io.enidirect.operator.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.ProblemStatus;
import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A CloudLoadBalancer that an administrator made, with nobody's Service or Ingress on it, says itself what stops it. */
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AdministratorsObjectTest {
    private Rig rig;

    @BeforeAll
    void start(Cluster cluster) {
        rig = Rig.start(cluster);
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    private Resource<CloudLoadBalancer> object(String name) {
        return rig.client().resources(CloudLoadBalancer.class).withName(name);
    }

    private List<String> conditions(String name) {
        return object(name).get().recorded().conditions().stream()
                .map(condition -> condition.getType() + " " + condition.getStatus() + " " + condition.getReason())
                .toList();
    }

    @Test
    void itsConditionsProblemsAndAnEventNameTheLoadBalancerThatIsNotThere() {
        create("edge", "{loadBalancerId: lb-nowhere}");

        await().atMost(LiveSource.PATIENCE)
                .untilAsserted(() -> assertThat(conditions("edge"))
                        .containsExactly(
                                "Accepted False LoadBalancerGone",
                                "Programmed False LoadBalancerGone",
                                "Ready False LoadBalancerGone"));
        assertThat(object("edge").get().recorded().problems())
                .singleElement()
                .extracting(ProblemStatus::message)
                .asString()
                .contains("CloudLoadBalancer edge", "lb-nowhere", "not there any more");
        await().atMost(LiveSource.PATIENCE)
                .untilAsserted(() ->
                        assertThat(events("edge")).extracting(Event::getReason).contains("SyncFailed"));
    }

    @Test
    void whatItAsksForIsGivenAndWhatHasNoEffectYetIsTold() {
        create(
                "wide",
                "{network: {type: Public, ipVersion: NAT64, slaType: clb.c2.medium}, internetMaxBandwidthOut: 50,"
                        + " securityGroups: [sg-b, sg-a], deletionProtection: true, namespaces: {names: [shop]}}");

        await().atMost(LiveSource.PATIENCE).untilAsserted(() -> {
            String id = object("wide").get().recorded().loadBalancerId();
            assertThat(id).isNotNull();
            var there = rig.cloud().state().loadBalancer(id).orElseThrow();
            assertThat(there.securityGroups()).containsExactly("sg-b", "sg-a");
            assertThat(there.attributes().path("DeleteProtect").asBoolean()).isTrue();
            assertThat(there.attributes().path("AddressIPVersion").asText()).isEqualToIgnoringCase("IPV6");
            assertThat(there.attributes().path("SlaType").asText()).isEqualTo("clb.c2.medium");
            assertThat(there.attributes()
                            .path("InternetAccessible")
                            .path("InternetMaxBandwidthOut")
                            .asInt())
                    .isEqualTo(50);
        });
        await().atMost(LiveSource.PATIENCE)
                .untilAsserted(() -> assertThat(conditions("wide")).contains("Accepted True Accepted"));
        await().atMost(LiveSource.PATIENCE)
                .untilAsserted(() -> assertThat(events("wide"))
                        .extracting(Event::getNote)
                        .anyMatch(note -> note.contains("spec.namespaces is \"shop\"")));
    }

    private void create(String name, String spec) {
        rig.client()
                .resource(Serialization.unmarshal(
                        "metadata: {name: " + name + "}\nspec: " + spec, CloudLoadBalancer.class))
                .create();
    }

    private List<Event> events(String name) {
        return rig.client().events().v1().events().inAnyNamespace().list().getItems().stream()
                .filter(event -> name.equals(event.getRegarding().getName()))
                .toList();
    }
}
