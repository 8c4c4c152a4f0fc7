package io.enidirect.operator.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.crd.CloudLoadBalancer;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class NotYetTest {
    @Test
    void answersWhatAMadeObjectAsksForInVain() {
        CloudLoadBalancer object = Serialization.unmarshal("""
                metadata: {name: service.shop.web}
                spec:
                  source: {kind: Service, namespace: shop, name: web, uid: u1}
                  securityGroups: [sg-1]
                  internetMaxBandwidthOut: 50
                """, CloudLoadBalancer.class);

        assertThat(NotYet.in(object))
                .extracting(problem -> problem.code() + " " + problem.field() + " " + problem.value())
                .containsExactly("UNSUPPORTED spec.securityGroups sg-1", "UNSUPPORTED spec.internetMaxBandwidthOut 50");
    }
}
