package io.enidirect.operator.apply;

import io.enidirect.cloud.BackendId;
import io.enidirect.cloud.Binding;
import io.enidirect.cloud.Domain;
import io.enidirect.cloud.FakeLoadBalancers;
import io.enidirect.cloud.Listener;
import io.enidirect.cloud.LoadBalancer;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.ManualClock;
import io.enidirect.cloud.Quotas;
import io.enidirect.cloud.Rewrite;
import io.enidirect.cloud.Rule;
import io.enidirect.cloud.RuleKey;
import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.crd.RuleRecord;
import io.enidirect.crd.TkeServiceConfig;
import io.enidirect.operator.record.RecordKeys;
import io.enidirect.operator.snapshot.AddressRange;
import io.enidirect.operator.snapshot.Attachment;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.HostNetworkTargets;
import io.enidirect.operator.snapshot.Limits;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.enidirect.operator.snapshot.Settings;
import io.enidirect.operator.snapshot.Source;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Drives the pure core against the fake cloud, with what is to be seen of that. */
public final class Loop extends CoreLoop {
    public static final String NAME = "service.default.web";

    public final FakeLoadBalancers cloud;
    public final Cluster cluster;

    public Loop(Cluster cluster, CloudLoadBalancerSpec spec, Duration driftInterval) {
        this(cluster, spec, driftInterval, new ManualClock(START));
    }

    private Loop(Cluster cluster, CloudLoadBalancerSpec spec, Duration driftInterval, ManualClock clock) {
        this(cluster, spec, driftInterval, clock, new FakeLoadBalancers(clock));
    }

    private Loop(
            Cluster cluster,
            CloudLoadBalancerSpec spec,
            Duration driftInterval,
            ManualClock clock,
            FakeLoadBalancers cloud) {
        super(
                object(spec),
                new Settings(
                        "cls-1",
                        "vpc-1",
                        true,
                        List.of(AddressRange.parse("10.0.0.0/8")),
                        List.of(),
                        HostNetworkTargets.DECLARED,
                        driftInterval),
                clock,
                cloud);
        this.cloud = cloud;
        this.cluster = cluster;
    }

    /** The own load balancer of the Ingress or Service {@code web}, which has to be there. */
    public static Loop ofWeb(Cluster cluster) {
        return new Loop(
                cluster,
                CloudLoadBalancerSpec.own(cluster.ref("web"), NetworkSpec.internet(), Map.of()),
                Duration.ZERO);
    }

    /** A load balancer that an administrator made for several Services. */
    public static Loop shared(Cluster cluster) {
        return new Loop(
                cluster,
                new CloudLoadBalancerSpec(
                        null, null, NetworkSpec.internet(), Map.of(), null, null, null, null, null, null),
                Duration.ZERO);
    }

    private static CloudLoadBalancer object(CloudLoadBalancerSpec spec) {
        CloudLoadBalancer made = new CloudLoadBalancer();
        made.setMetadata(new ObjectMetaBuilder()
                .withName(NAME)
                .withUid("11111111-1111-1111-1111-111111111111")
                .build());
        made.setSpec(spec);
        return made;
    }

    /** What the account may have from now on, and that it is heard at once. */
    void limits(Limits limits) {
        heard(limits);
        cloud.console().quotas(new Quotas(limits.listeners(), limits.rulesPerListener(), null));
    }

    @Override
    protected List<Source> sources() {
        return cluster.sources();
    }

    @Override
    protected Map<String, ServiceEndpoints> endpoints() {
        return cluster.endpoints();
    }

    @Override
    protected Map<String, TkeServiceConfig> configs() {
        return cluster.configs();
    }

    // ---- the cloud as it is, looked at past the wire

    public List<LoadBalancer> loadBalancers() {
        return cloud.find(Map.of(Settings.CLUSTER_TAG, "cls-1"), 0)
                .value()
                .orElseThrow()
                .items();
    }

    public LoadBalancerId id() {
        return loadBalancers().get(0).id();
    }

    public Map<String, Listener> listeners() {
        Map<String, Listener> listeners = new TreeMap<>();
        cloud.listeners(id()).value().orElseThrow().forEach(each -> listeners.put(each.key() + "", each));
        return listeners;
    }

    public Listener listener(String key) {
        return Objects.requireNonNull(listeners().get(key), key);
    }

    /** The number of the recorded order. */
    public int attempt() {
        return Objects.requireNonNull(record().creation()).attempt();
    }

    /** By {@code a.test /x}, of the HTTP listener. */
    public Map<String, Rule> rules() {
        Map<String, Rule> rules = new TreeMap<>();
        listener("HTTP:80").rules().forEach(rule -> rules.put(rule.key().toString(), rule));
        return rules;
    }

    /** Where each rule leads that forwards to nobody, with its code. */
    public Map<String, String> redirects() {
        Map<BackendId, Backend> places = backends();
        Map<String, String> redirects = new TreeMap<>();
        for (Listener listener : listeners().values()) {
            listener.rules().forEach(rule -> {
                Rewrite rewrite = rule.rewrite();
                if (rewrite != null) {
                    redirects.put(
                            new Backend(listener.key(), rule.key()).toString(),
                            places.get(BackendId.of(rewrite.listener(), rewrite.rule())) + " " + rewrite.code());
                }
            });
        }
        return redirects;
    }

    /** The domains that unknown hosts fall to. */
    public Set<String> defaultDomains() {
        return listeners().values().stream()
                .flatMap(listener -> listener.domains().stream())
                .filter(domain -> domain.settings().defaultServer())
                .map(Domain::name)
                .collect(Collectors.toSet());
    }

    /** All rules of the record. */
    public SortedMap<RuleKey, RuleRecord> recordedRules() {
        SortedMap<RuleKey, RuleRecord> rules = new TreeMap<>();
        record().listeners().forEach(listener -> rules.putAll(RecordKeys.rules(listener)));
        return rules;
    }

    private Map<BackendId, Backend> backends() {
        Map<BackendId, Backend> backends = new HashMap<>();
        listeners().values().forEach(listener -> {
            backends.put(BackendId.of(listener.id()), Backend.of(listener.key()));
            listener.rules()
                    .forEach(rule -> backends.put(
                            BackendId.of(listener.id(), rule.id()), new Backend(listener.key(), rule.key())));
        });
        return backends;
    }

    /** Weights by {@code TCP:80 10.0.0.1:8080} and {@code HTTP:80 a.test /x 10.0.0.1:8080}. */
    public Map<String, Integer> targets() {
        Map<BackendId, Backend> backends = backends();
        Map<String, Integer> targets = new TreeMap<>();
        cloud.targets(id())
                .value()
                .orElseThrow()
                .forEach((binding, weight) ->
                        targets.put(backends.get(binding.backend()) + " " + binding.target(), weight));
        return targets;
    }

    /** What is desired, in the words of {@link #targets}. */
    public Map<String, Integer> wantedTargets() {
        Map<String, Integer> wanted = new TreeMap<>();
        Map<String, Integer> there = targets();
        desired()
                .state()
                .parts()
                .forEach(part -> part.targets().forEach((target, wish) -> {
                    String key = part.backend() + " " + target;
                    if (!wish.onlyIfRegistered() || there.containsKey(key)) {
                        wanted.put(key, wish.weight());
                    }
                }));
        return wanted;
    }

    public @Nullable Binding binding(Attachment attachment) {
        return backends().entrySet().stream()
                .filter(each -> each.getValue().equals(attachment.backend()))
                .map(each -> new Binding(each.getKey(), attachment.target()))
                .findFirst()
                .orElse(null);
    }
}
