package io.enidirect.operator.plan.targets;

import io.enidirect.operator.snapshot.Attachment;
import io.enidirect.operator.snapshot.ExternalEndpoints;
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

    private final Snapshot seen;
    private final Settings settings;
    private @Nullable Map<Place, List<Pod>> pods;

    LivingPods(Snapshot seen) {
        this.seen = seen;
        this.settings = seen.settings();
    }

    /** Whether the address is that of a pod of this namespace that lives and may be a target. */
    boolean live(String namespace, Attachment attachment) {
        String portClass =
                attachment.backend().listener().protocol().portClass().name();
        return all().getOrDefault(new Place(namespace, attachment.target().ip()), List.of()).stream()
                .anyMatch(pod -> settings.allowsPort(pod, attachment.target().port(), portClass));
    }

    /** Looked through once, and only where somebody asks: mostly nothing is there that is not wanted. */
    private Map<Place, List<Pod>> all() {
        Map<Place, List<Pod>> all = pods;
        if (all == null) {
            all = new HashMap<>();
            for (ServiceEndpoints origin : seen.endpoints().values()) {
                add(all, origin);
            }
            for (ExternalEndpoints origin : seen.externals().values()) {
                add(all, origin.before());
            }
            pods = all;
        }
        return all;
    }

    private void add(Map<Place, List<Pod>> all, ServiceEndpoints origin) {
        origin.pods().values().stream()
                .filter(ServiceEndpoints::living)
                .forEach(pod -> ServiceEndpoints.addresses(pod).stream()
                        .filter(ip -> settings.allowsTarget(ip) && !origin.elsewhere(pod, ip))
                        .forEach(ip -> all.computeIfAbsent(
                                        new Place(pod.getMetadata().getNamespace(), ip), place -> new ArrayList<>())
                                .add(pod)));
    }
}
