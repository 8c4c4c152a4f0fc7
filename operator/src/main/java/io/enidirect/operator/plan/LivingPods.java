package io.enidirect.operator.plan;

import io.enidirect.operator.snapshot.Attachment;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.enidirect.operator.snapshot.Settings;
import io.enidirect.operator.snapshot.Snapshot;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pods that live, by namespace and address: an address that was reused is no target of whom it was before. */
final class LivingPods {
    private record Place(String namespace, String ip) {}

    private final Settings settings;
    private final Map<Place, List<Pod>> pods = new HashMap<>();

    LivingPods(Snapshot seen) {
        settings = seen.settings();
        seen.endpoints().values().forEach(this::add);
    }

    private void add(ServiceEndpoints origin) {
        origin.pods().values().stream()
                .filter(ServiceEndpoints::living)
                .forEach(pod -> ServiceEndpoints.addresses(pod).stream()
                        .filter(ip -> settings.allowsTarget(ip) && !origin.elsewhere(pod, ip))
                        .forEach(ip -> pods.computeIfAbsent(
                                        new Place(pod.getMetadata().getNamespace(), ip), place -> new ArrayList<>())
                                .add(pod)));
    }

    /** @param namespace whose pods may stand there, null: nobody's */
    boolean lives(@Nullable String namespace, Attachment attachment) {
        return namespace != null
                && pods.getOrDefault(new Place(namespace, attachment.target().ip()), List.of()).stream()
                        .anyMatch(pod -> settings.allowsPort(
                                pod,
                                attachment.target().port(),
                                attachment
                                        .backend()
                                        .listener()
                                        .protocol()
                                        .portClass()
                                        .name()));
    }
}
