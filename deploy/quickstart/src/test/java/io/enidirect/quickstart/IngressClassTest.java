package io.enidirect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class IngressClassTest {

    @Test
    void theQuickstartHasTheClassThatTheChartInstalls() {
        IngressClass installed = Chart.render(Chart.REQUIRED).only(IngressClass.class);
        IngressClass applied = Serialization.unmarshal(Quickstart.INGRESS_CLASS, IngressClass.class);

        assertThat(applied.getMetadata().getName())
                .isEqualTo(installed.getMetadata().getName());
        assertThat(applied.getSpec()).isEqualTo(installed.getSpec());
    }
}
