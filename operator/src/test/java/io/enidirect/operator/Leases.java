package io.enidirect.operator;

import io.enidirect.operator.fencing.LeaseSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What another process does to our Lease. */
public final class Leases {
    private Leases() {}

    /** Takes it, whoever holds it and renews it at this moment: without a resourceVersion there is no conflict. */
    public static void take(KubernetesClient client, String namespace, String holder) {
        String now = Instant.now().truncatedTo(ChronoUnit.MICROS).toString();
        client.leases()
                .inNamespace(namespace)
                .withName(LeaseSettings.NAME)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"spec\":{\"holderIdentity\":\"" + holder + "\",\"renewTime\":\"" + now + "\"}}");
    }
}
