package io.enidirect.operator.loadbalancer;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.operator.observe.ClusterWatch;
import io.enidirect.operator.observe.Watched;
import io.enidirect.operator.snapshot.Timing;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;

/** How the main reconciler is registered with the framework. */
final class Registration {
    /** Its name is the field manager of every status, too. */
    private static final String NAME = "eni-direct";

    private Registration() {}

    static void configure(
            ControllerConfigurationOverrider<CloudLoadBalancer> configuration, Watched<CloudLoadBalancer> primaries) {
        configuration
                .withName(NAME)
                .withFieldManager(NAME)
                .withItemStore(primaries.primaryStore())
                .withInformerListLimit(ClusterWatch.LIST_LIMIT)
                .withGenerationAware(false)
                // one that is being deleted goes on being reconciled
                .withTriggerReconcilerOnAllEvents(true)
                .withOnUpdateFilter((now, before) -> !primaries.store().same(before, now))
                .withRetry(new GenericRetry()
                        .withoutMaxAttempts()
                        .setInitialInterval(Timing.HOUSE.retries().first())
                        .setMaxInterval(Timing.HOUSE.retries().longest().toMillis()));
    }
}
