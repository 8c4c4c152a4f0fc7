package io.enidirect.operator.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ObjectNamesTest {

    @Test
    void areReadable() {
        assertThat(ObjectNames.ofService("shop", "web")).isEqualTo("service.shop.web");
    }

    @Test
    void areShortenedPastWhatKubernetesTakes() {
        String name = ObjectNames.fit("ingress.shop." + "a".repeat(202) + "." + "b".repeat(200));

        assertThat(name)
                .hasSizeLessThanOrEqualTo(253)
                .matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    }

    @Test
    void stayDistinctWhenTheyAreShortened() {
        assertThat(ObjectNames.fit("a".repeat(300) + "x")).isNotEqualTo(ObjectNames.fit("a".repeat(300) + "y"));
    }
}
