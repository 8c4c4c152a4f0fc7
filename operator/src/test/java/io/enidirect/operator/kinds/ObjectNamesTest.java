package io.enidirect.operator.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ObjectNamesTest {

    @Test
    void areReadable() {
        assertThat(ObjectNames.ofService("shop", "web")).isEqualTo("service.shop.web");
        assertThat(ObjectNames.ofIngress("shop", "web")).isEqualTo("ingress.shop.web");
    }

    @Test
    void areShortenedPastWhatKubernetesTakes() {
        String name = ObjectNames.ofIngress("shop", "a".repeat(202) + "." + "b".repeat(200));

        assertThat(name)
                .hasSizeLessThanOrEqualTo(253)
                .matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    }

    @Test
    void stayDistinctWhenTheyAreShortened() {
        assertThat(ObjectNames.ofIngress("shop", "a".repeat(250) + "x"))
                .isNotEqualTo(ObjectNames.ofIngress("shop", "a".repeat(250) + "y"));
    }
}
