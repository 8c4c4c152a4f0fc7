package io.enidirect.operator.loadbalancer;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.operator.observe.ClusterWatch;
import io.enidirect.operator.observe.Watched;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;

/** How the main reconciler is registered with the framework. */
final class Registration {
    /** Its name is the field manager of every status, too. */
    private static final String NAME = "eni-direct";

    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    /** After the last fault everything converges within 30 s: no retry may be further away than this. */
    private static final Duration LAST_RETRY = Duration.ofSeconds(15);

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
                        .setInitialInterval(FIRST_RETRY)
                        .setMaxInterval(LAST_RETRY.toMillis()));
    }
}
