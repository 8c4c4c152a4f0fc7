package io.enidirect.operator.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.operator.kinds.service.ServiceClaims;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DeparturesTest {
    private final Departures<Service> left =
            new Departures<>(service -> ServiceClaims.of(service, true, false).holds());

    @Test
    void whatWasSaidInBetweenIsKnownWhenTheSourceIsLookedAtAndNotAgain() {
        left.changed(service("ClusterIP", SourcePlan.FINALIZER));
        Service back = service("LoadBalancer", SourcePlan.FINALIZER);
        left.changed(back);

        assertThat(left.take(back)).isTrue();
        assertThat(left.take(back)).isFalse();
    }

    @Test
    void oneThatStaysOursHasNotLeft() {
        Service ours = service("LoadBalancer", SourcePlan.FINALIZER);
        left.changed(ours);

        assertThat(left.take(ours)).isFalse();
    }

    @Test
    void oneOfWhichNothingIsOursIsNotRemembered() {
        Service theirs = service("ClusterIP", "example.com/theirs");
        left.changed(theirs);

        assertThat(left.take(theirs)).isFalse();
    }

    private static Service service(String type, String finalizer) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("web")
                .withUid("u1")
                .withFinalizers(List.of(finalizer))
                .endMetadata()
                .withNewSpec()
                .withType(type)
                .withLoadBalancerClass(ServiceClaims.CLASS)
                .endSpec()
                .build();
    }
}
