package io.enidirect.operator.observe;

import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.enidirect.operator.snapshot.ServiceEndpoints.PodAddress;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * One address, one owner: pods of several namespaces may say that they have it, since one is past its end, its node is lost,
 * or somebody wrote it into a status. HostNetwork pods share that of their node.
 */
final class AddressOwners {
    private final ClusterCache cache;
    private final BiPredicate<Pod, String> registered;

    /** @param registered whether this address stands behind a load balancer of the pod's namespace, as far as was read */
    AddressOwners(ClusterCache cache, BiPredicate<Pod, String> registered) {
        this.cache = cache;
        this.registered = registered;
    }

    /** Those addresses of these pods that are another namespace's pod's. */
    Set<PodAddress> elsewhere(Collection<Pod> pods) {
        Set<PodAddress> elsewhere = new HashSet<>();
        pods.forEach(pod -> addElsewhere(pod, false, elsewhere));
        return elsewhere;
    }

    /**
     * Adds those addresses of the pod that are another namespace's pod's.
     *
     * @param cached it is as the cache has it
     */
    void addElsewhere(Pod pod, boolean cached, Set<PodAddress> elsewhere) {
        for (String address : cached ? ClusterAddresses.kept(pod) : ServiceEndpoints.addresses(pod)) {
            // of nearly all nobody else says that he has it
            if (!(cached && onlyOne(address)) && !owns(pod, address)) {
                elsewhere.add(new PodAddress(pod.getMetadata().getName(), address));
            }
        }
    }

    private boolean onlyOne(String address) {
        return !cache.severalAt(address) && !cache.isNode(address);
    }

    private boolean owns(Pod pod, String ip) {
        if (cache.isNode(ip)) {
            return hostNetwork(pod); // another one has it by its status alone
        }
        List<Pod> rivals = cache.podsAt(ip);
        if (rivals.stream().allMatch(rival -> shares(pod, rival))) {
            return true;
        }
        return rivals.stream()
                .min(Comparator.comparing((Pod rival) -> !ServiceEndpoints.living(rival))
                        .thenComparing(rival -> !registered.test(rival, ip))
                        .thenComparing(rival -> orEmpty(rival.getMetadata().getCreationTimestamp()))
                        .thenComparing(rival -> orEmpty(rival.getMetadata().getUid())))
                .filter(owner -> shares(pod, owner))
                .isPresent();
    }

    private static boolean shares(Pod one, Pod other) {
        return one.getMetadata().getNamespace().equals(other.getMetadata().getNamespace())
                || (hostNetwork(one) && hostNetwork(other));
    }

    static boolean hostNetwork(Pod pod) {
        return pod.getSpec() != null && Boolean.TRUE.equals(pod.getSpec().getHostNetwork());
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
