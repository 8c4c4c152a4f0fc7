package io.enidirect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the values make of the rights. That those of the controller are exactly what it needs is {@link RightsTest}'s. */
class RenderedRightsTest {

    @Test
    void givesNoRightThatOtherRightsFollowFrom() {
        assertThat(Chart.render(Chart.REQUIRED).rights()).isNotEmpty().allSatisfy(right -> {
            assertThat(List.of(right.group(), right.resource(), right.verb())).doesNotContain("*");
            assertThat(right.verb()).isNotIn("escalate", "bind", "impersonate", "deletecollection");
            assertThat(right.resource()).doesNotStartWith("secrets").doesNotContain("exec", "token");
        });
    }

    @Test
    void followWhoLeads() {
        assertThat(rights(ChartValues.ALONE))
                .isEqualTo(rights("{}").stream()
                        .filter(right -> !right.resource().equals("leases"))
                        .toList())
                .hasSizeLessThan(rights("{}").size());
    }

    @Test
    void followTheNamespace() {
        assertThat(rights("namespaceOverride: elsewhere"))
                .filteredOn(right -> right.resource().equals("leases"))
                .isNotEmpty()
                .allMatch(right -> right.namespace().equals("elsewhere"));
    }

    @Test
    void areSomebodyElsesToGiveWhereTheChartGivesNone() {
        assertThat(rights("rbac: {create: false}")).isEmpty();
    }

    /** None of them changes what the controller may do. */
    @Test
    void stayAsTheyAreOtherwise() {
        assertThat(Stream.of(
                        "hostNetwork: true",
                        "rbac: {aggregate: false}",
                        "options: {writeTkeAnnotations: never, claimBesideTke: true, ingressClasses: [qcloud]}",
                        "metrics: {serviceMonitor: {enabled: true}}",
                        "credentials: {mode: oidc}"))
                .allSatisfy(values -> assertThat(rights(values)).isEqualTo(rights("{}")));
    }

    /** What is cluster-scoped is no tenant's to write: whoever may edit a namespace writes what lies in it. */
    @Test
    void ofPeopleEndAtTheirNamespace() {
        List<ClusterRole> roles = Chart.render(Chart.REQUIRED).all(ClusterRole.class).stream()
                .filter(role -> role.getMetadata().getName().matches("eni-direct-(view|edit|admin)"))
                .toList();

        assertThat(roles).hasSize(3).allSatisfy(role -> {
            String name = role.getMetadata().getName().replace("eni-direct-", "");
            assertThat(role.getMetadata().getLabels())
                    .containsEntry("rbac.authorization.k8s.io/aggregate-to-" + name, "true");
            assertThat(role.getRules().stream().flatMap(rule -> rule.getResources().stream()))
                    .containsExactlyInAnyOrderElementsOf(Map.of(
                                    "view",
                                    List.of(
                                            "cloudloadbalancers",
                                            "loadbalancerprofiles",
                                            "externalbackends",
                                            "tkeserviceconfigs"),
                                    "edit",
                                    List.of("externalbackends", "tkeserviceconfigs"),
                                    "admin",
                                    List.of("cloudloadbalancers", "loadbalancerprofiles"))
                            .get(name));
        });
    }

    private static List<Right> rights(String values) {
        return Chart.render(Chart.REQUIRED, values).rights();
    }
}
