package io.enidirect.operator.plan.step;

import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.Protocol;
import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.snapshot.HostNetworkTargets;
import io.enidirect.operator.snapshot.Memory;
import io.enidirect.operator.snapshot.Observed;
import io.enidirect.operator.snapshot.Settings;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.StepKey;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Plans in the making, over a load balancer of which nothing is known. */
final class Drafts {
    static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

    private Drafts() {}

    static Draft of(Map<StepKey, Memory.Entry> memory) {
        CloudLoadBalancer object = new CloudLoadBalancer();
        object.setMetadata(new ObjectMetaBuilder().withName("service.shop.web").build());
        object.setSpec(CloudLoadBalancerSpec.own(
                new SourceRef("Service", "shop", "web", "u1"), NetworkSpec.internet(), Map.of()));
        return new Draft(new Snapshot(
                NOW,
                new Settings("cls-1", "vpc-1", true, List.of(), List.of(), HostNetworkTargets.DECLARED, Duration.ZERO),
                object,
                List.of(),
                Map.of(),
                Map.of(),
                Observed.UNREAD,
                new Memory(memory)));
    }

    /** Of the listeners on these ports. */
    static ListenerStep.DeleteListeners deletion(List<Integer> ports) {
        TreeMap<ListenerKey, ListenerId> ids = new TreeMap<>();
        ports.forEach(port -> ids.put(new ListenerKey(Protocol.TCP, port), new ListenerId("lbl-%08d".formatted(port))));
        return new ListenerStep.DeleteListeners(ids);
    }

    /** Tried so often, and may be tried again then. */
    static Memory.Entry failed(Instant since, Instant notBefore) {
        return new Memory.Entry(
                since, 1, notBefore, new CloudException.Rejected("DeleteListeners", "InvalidParameter", "no", null));
    }
}
