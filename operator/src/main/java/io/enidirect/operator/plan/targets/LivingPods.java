package io.enidirect.operator.plan.targets;

import io.enidirect.operator.snapshot.Attachment;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.enidirect.operator.snapshot.Settings;
import io.enidirect.operator.snapshot.Snapshot;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The pods that live at some addresses: an address that was reused is no target of whom it was before. */
final class LivingPods {
    private final Set<String> addresses;
    private final Settings settings;
    private final Map<String, List<Pod>> pods = new HashMap<>();

    /** @param addresses those that are asked for: of a large load balancer mostly none, and never all */
    LivingPods(Snapshot seen, Set<String> addresses) {
        this.addresses = addresses;
        this.settings = seen.settings();
        if (!addresses.isEmpty()) {
            seen.endpoints().values().forEach(this::add);
            seen.externals().values().forEach(origin -> add(origin.before()));
        }
    }

    /** Whether the address is that of a pod of this namespace that lives and may be a target. */
    boolean live(String namespace, Attachment attachment) {
        String portClass =
                attachment.backend().listener().protocol().portClass().name();
        return pods.getOrDefault(attachment.target().ip(), List.of()).stream()
                .filter(pod -> namespace.equals(pod.getMetadata().getNamespace()))
                .anyMatch(pod -> settings.allowsPort(pod, attachment.target().port(), portClass));
    }

    private void add(ServiceEndpoints origin) {
        for (Pod pod : origin.pods().values()) {
            for (String ip : ServiceEndpoints.addresses(pod)) {
                if (addresses.contains(ip)
                        && ServiceEndpoints.living(pod)
                        && settings.allowsTarget(ip)
                        && !origin.elsewhere(pod, ip)) {
                    pods.computeIfAbsent(ip, at -> new ArrayList<>(1)).add(pod);
                }
            }
        }
    }
}
