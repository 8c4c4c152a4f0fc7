package io.enidirect.operator.fencing;

import io.enidirect.operator.snapshot.Timing;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The Lease whose holder writes. A write lasts at most 8 s and starts within {@link Timing.Lease#writable} of a renewal: 2 s
 * of the Lease are left for clocks that differ before another may hold it.
 *
 * @param identity of this process, as it stands in the Lease
 */
public record LeaseSettings(String namespace, String identity) {
    public static final String NAME = "eni-direct";

    /**
     * A pod is named by {@code POD_NAME}, so that a restarted container goes on with its own Lease. Elsewhere a host may
     * run two processes, and each must be somebody else.
     *
     * @param kubeconfigNamespace counts where {@code POD_NAMESPACE} is not set
     */
    public static LeaseSettings of(Map<String, String> environment, @Nullable String kubeconfigNamespace) {
        return new LeaseSettings(
                given(environment, "POD_NAMESPACE")
                        .or(() -> Optional.ofNullable(kubeconfigNamespace))
                        .orElse("default"),
                given(environment, "POD_NAME")
                        .orElseGet(() -> given(environment, "HOSTNAME").orElse(NAME) + "_" + UUID.randomUUID()));
    }

    private static Optional<String> given(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
    }
}
