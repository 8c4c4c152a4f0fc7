package io.enidirect.operator.kinds.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.crd.SourceStatus;
import io.enidirect.operator.kinds.Publication;
import io.enidirect.operator.kinds.StatusView;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ServiceStatusViewTest {
    private static final StatusView<Service> VIEW = new ServiceStatusView();

    @Test
    void showsAddressesBeforeAHostname() {
        Publication publication = Publication.of(told(List.of("10.0.0.1", "10.0.0.2"), "lb.example"));

        assertThat(shown(publication))
                .extracting(one -> one.getIp() + " " + one.getIpMode() + " " + one.getHostname())
                .containsExactly("10.0.0.1 VIP null", "10.0.0.2 VIP null");
    }

    @Test
    void showsTheHostnameWhereThereIsNoAddress() {
        assertThat(shown(Publication.of(told(List.of(), "lb.example"))))
                .extracting(one -> one.getIp() + " " + one.getHostname())
                .containsExactly("null lb.example");
    }

    /** The API server refuses one there. */
    @Test
    void showsNoAddressOnAServiceThatIsNoLoadBalancerAnyMore() {
        assertThat(shown(Publication.of(told(List.of("10.0.0.1"), null)), "ClusterIP"))
                .isEmpty();
    }

    @Test
    void isEqualToWhatTheServerMakesOfIt() {
        Publication written =
                Publication.of(told(List.of("10.0.0.1"), null, condition("Ready", "2026-11-25T10:00:00.123456Z")));
        Service stored = new ServiceBuilder()
                .withNewMetadata()
                .endMetadata()
                .withNewSpec()
                .withType("LoadBalancer")
                .endSpec()
                .withNewStatus()
                .withNewLoadBalancer()
                .addNewIngress()
                .withIp("10.0.0.1")
                .withIpMode("VIP")
                .endIngress()
                .endLoadBalancer()
                .withConditions(
                        condition("Ready", "2026-11-25T10:00:00Z"), condition("Somebodys", "2026-11-25T10:00:00Z"))
                .endStatus()
                .build();

        assertThat(VIEW.shows(stored, written)).isTrue();
        assertThat(VIEW.shows(stored, Publication.NOTHING)).isFalse();
    }

    @Test
    void isForTheServiceAsItWasSeenOnly() {
        Service service = new ServiceBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("web")
                .withUid("u1")
                .withResourceVersion("5")
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .build();

        assertThat(VIEW.showing(service, Publication.NOTHING).getMetadata())
                .extracting(meta -> meta.getUid() + " " + meta.getResourceVersion())
                .isEqualTo("u1 5");
    }

    private static List<LoadBalancerIngress> shown(Publication publication) {
        return shown(publication, "LoadBalancer");
    }

    private static List<LoadBalancerIngress> shown(Publication publication, String type) {
        Service service = new ServiceBuilder()
                .withNewMetadata()
                .endMetadata()
                .withNewSpec()
                .withType(type)
                .endSpec()
                .build();
        return VIEW.showing(service, publication).getStatus().getLoadBalancer().getIngress();
    }

    private static Condition condition(String type, String since) {
        return new ConditionBuilder()
                .withType(type)
                .withStatus("True")
                .withReason("Synced")
                .withMessage("")
                .withLastTransitionTime(since)
                .build();
    }

    private static SourceStatus told(List<String> addresses, @Nullable String hostname, Condition... conditions) {
        return new SourceStatus(
                "k", "Service", "shop", "web", "u1", addresses, hostname, null, List.of(conditions), List.of());
    }
}
