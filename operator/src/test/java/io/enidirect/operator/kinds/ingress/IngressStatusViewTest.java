package io.enidirect.operator.kinds.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.operator.annotations.Keys;
import io.enidirect.operator.front.FrontRig;
import io.enidirect.operator.kinds.Publication;
import io.enidirect.operator.kinds.StatusView;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IngressStatusViewTest {
    private static final StatusView<Ingress> VIEW = new IngressStatusView();
    private static final Ingress BARE = new IngressBuilder()
            .withNewMetadata()
            .withNamespace("shop")
            .withName("web")
            .withUid("u1")
            .withResourceVersion("5")
            .endMetadata()
            .build();

    @Test
    void isForTheIngressAsItWasSeenOnly() {
        assertThat(VIEW.showing(BARE, Publication.NOTHING).getMetadata())
                .extracting(meta -> meta.getUid() + " " + meta.getResourceVersion() + " " + meta.getAnnotations())
                .isEqualTo("u1 5 {}");
    }

    @Test
    void showsTheHostnameWhereThereIsNoAddress() {
        Ingress shown = VIEW.showing(BARE, new Publication(List.of(), "lb.example", List.of()));

        assertThat(shown.getStatus().getLoadBalancer().getIngress())
                .extracting(one -> one.getIp() + " " + one.getHostname())
                .containsExactly("null lb.example");
    }

    @Test
    void knowsWhatItShows() {
        Publication publication =
                new Publication(List.of("10.0.0.1"), null, List.of(FrontRig.condition("Programmed", "True")));
        Ingress shown = VIEW.showing(BARE, publication);

        assertThat(VIEW.shows(shown, publication)).isTrue();
        assertThat(VIEW.shows(shown, Publication.NOTHING)).isFalse();
        assertThat(VIEW.shows(BARE, publication)).isFalse();
        assertThat(VIEW.shows(BARE, Publication.NOTHING)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[",
                "null",
                "{}",
                "[1, null, {}]",
                "[{\"type\": \"Programmed\", \"status\": \"False\"}]",
                "[{\"type\": \"Ready\", \"status\": \"True\"}]"
            })
    void takesNoOtherTextForProgrammed(String text) {
        Ingress ingress = new IngressBuilder(BARE)
                .editMetadata()
                .withAnnotations(Map.of(Keys.INGRESS_CONDITIONS, text))
                .endMetadata()
                .build();

        assertThat(VIEW.shows(ingress, Publication.NOTHING)).isFalse();
    }
}
