package io.enidirect.operator.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.operator.kinds.registry.House;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TkeMarksTest {
    private static final TkeKeys SERVICE = House.SERVICES.tkeKeys().orElseThrow();
    private static final TkeKeys INGRESS = House.INGRESSES.tkeKeys().orElseThrow();

    private static CloudLoadBalancer object(String spec, String status) {
        CloudLoadBalancer object = new CloudLoadBalancer();
        object.setSpec(Serialization.unmarshal("---\n" + spec, CloudLoadBalancerSpec.class));
        object.setStatus(Serialization.unmarshal("---\n" + status, CloudLoadBalancerStatus.class));
        return object;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{type: Public}                                          | OPEN     | ''",
                "{type: Internal, subnetId: subnet-1}                    | INTERNAL | ''",
                "{type: Public, ipVersion: NAT64}                        | OPEN     | ingress.cloud.tencent.com/loadbalance-nat-ipv6",
                "{type: Public, ipVersion: IPv6FullChain, subnetId: s-1} | OPEN     | ingress.cloud.tencent.com/loadbalance-ipv6",
            })
    void tellWhatTheLoadBalancerIs(String network, String type, String ipv6Key) {
        CloudLoadBalancer object = object("{network: " + network + "}", "{loadBalancerId: lb-a1}");
        List<String> addresses = List.of("1.2.3.4", "2402:4e00::1");

        TkeMarks service = TkeMarks.of(SERVICE, object, addresses);
        TkeMarks ingress = TkeMarks.of(INGRESS, object, addresses);

        assertThat(service.labels()).isEqualTo(Map.of("service.cloud.tencent.com/loadbalance-type", type));
        assertThat(service.annotations()).containsEntry("service.kubernetes.io/loadbalance-id", "lb-a1");
        assertThat(ingress.labels()).isEmpty();
        assertThat(ingress.annotations())
                .isEqualTo(
                        ipv6Key.isEmpty()
                                ? Map.of("kubernetes.io/ingress.qcloud-loadbalance-id", "lb-a1")
                                : Map.of(
                                        "kubernetes.io/ingress.qcloud-loadbalance-id",
                                        "lb-a1",
                                        ipv6Key,
                                        "2402:4e00::1"));
    }

    @Test
    void tellNothingUntilThereIsOneAndOfAnExistingOneItsIdAlone() {
        assertThat(TkeMarks.of(SERVICE, object("{network: {type: Public}}", "{}"), List.of("1.2.3.4")))
                .isEqualTo(TkeMarks.NONE);
        assertThat(TkeMarks.of(SERVICE, object("{}", "{loadBalancerId: lb-a1}"), List.of("1.2.3.4")))
                .isEqualTo(new TkeMarks(Map.of("service.kubernetes.io/loadbalance-id", "lb-a1"), Map.of()));
    }
}
