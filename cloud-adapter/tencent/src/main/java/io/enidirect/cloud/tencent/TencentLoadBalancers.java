package io.enidirect.cloud.tencent;

import io.enidirect.cloud.Answer;
import io.enidirect.cloud.BackendId;
import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.BatchResult;
import io.enidirect.cloud.Binding;
import io.enidirect.cloud.CertificateId;
import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.DomainSettings;
import io.enidirect.cloud.Health;
import io.enidirect.cloud.Listener;
import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.ListenerSettings;
import io.enidirect.cloud.LoadBalancer;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.LoadBalancerSettings;
import io.enidirect.cloud.LoadBalancers;
import io.enidirect.cloud.NewCertificate;
import io.enidirect.cloud.NewListeners;
import io.enidirect.cloud.NewLoadBalancer;
import io.enidirect.cloud.NewRewrite;
import io.enidirect.cloud.NewRule;
import io.enidirect.cloud.Nothing;
import io.enidirect.cloud.Page;
import io.enidirect.cloud.Quotas;
import io.enidirect.cloud.Rewrite;
import io.enidirect.cloud.RuleId;
import io.enidirect.cloud.RuleKey;
import io.enidirect.cloud.Share;
import io.enidirect.cloud.TaskId;
import io.enidirect.cloud.TaskState;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.OkHttpClient;

/**
 * The load balancers of one region of Tencent Cloud, over its SDK.
 *
 * <p>Thread-safe, without threads of its own. Sends nothing before the first call, credentials included.
 */
public final class TencentLoadBalancers implements LoadBalancers {
    private final Calls calls;
    private final Splits splits;
    private final KnownListeners known;
    private final Instances instances;
    private final InstanceWrites writes;
    private final Listeners listeners;
    private final Rules rules;
    private final Rewrites rewrites;
    private final Targets targets;
    private final BatchSender batches;
    private final Tags tags;
    private final Certificates certificates;

    private TencentLoadBalancers(Calls calls, String region, Splits splits, KnownListeners known) {
        this.calls = calls;
        this.splits = splits;
        this.known = known;
        this.instances = new Instances(calls);
        this.writes = new InstanceWrites(calls);
        this.listeners = new Listeners(calls, known);
        this.rules = new Rules(calls);
        this.rewrites = new Rewrites(calls);
        this.targets = new Targets(calls, known);
        this.batches = new BatchSender(calls, splits);
        this.tags = new Tags(calls, region);
        this.certificates = new Certificates(calls);
    }

    /** The load balancers that these options mean. One for each region and account: it keeps their rate limit. */
    public static TencentLoadBalancers connect(TencentOptions options, CallObserver observer) {
        return connect(options, observer, HttpEngine.create(options.proxies()));
    }

    static TencentLoadBalancers connect(TencentOptions options, CallObserver observer, OkHttpClient engine) {
        Clock clock = options.clock();
        Errors errors = new Errors(clock);
        Sdk sdk = new Sdk(engine, options.region(), options.endpoint(), options.rootDomain(), errors);
        sdk.warmUp();
        Calls calls = new Calls(
                new CredentialsCache(options.credentials(), sdk, clock, Calls.HEAD_START),
                errors,
                new RateLimits(options.ratePerSecond(), System::nanoTime, clock),
                Calls.breaker(options.region(), clock),
                observer,
                Share.FULL);
        return new TencentLoadBalancers(calls, options.region(), new Splits(), new KnownListeners());
    }

    /**
     * Names who is told when credentials are had after they could not be: what was {@link CloudException.Denied} for want
     * of them may be tried at once. It is told by a thread that calls the port, so it must not block.
     */
    public void whenCredentialsReturn(Runnable told) {
        calls.credentials().whenRegained(told);
    }

    @Override
    public LoadBalancers within(Share share) {
        return new TencentLoadBalancers(calls.within(share), tags.region(), splits, known);
    }

    @Override
    public Answer<Page<LoadBalancer>> find(Map<String, String> wanted, int offset) {
        return instances.find(wanted, offset);
    }

    @Override
    public Answer<List<LoadBalancer>> describe(Set<LoadBalancerId> ids) {
        return instances.describe(ids);
    }

    @Override
    public Answer<Optional<LoadBalancerId>> create(NewLoadBalancer wanted) {
        return writes.create(wanted);
    }

    @Override
    public Answer<Nothing> delete(LoadBalancerId loadBalancer) {
        Answer<Nothing> answer = writes.delete(loadBalancer);
        if (answer.retryAt().isEmpty()) {
            // not before: of one that stays it would be believed that it has nothing
            known.forget(loadBalancer);
            splits.forget(loadBalancer);
        }
        return answer;
    }

    @Override
    public Answer<Nothing> modify(LoadBalancerId loadBalancer, LoadBalancerSettings wanted) {
        return writes.modify(loadBalancer, wanted);
    }

    @Override
    public Answer<Nothing> setSecurityGroups(LoadBalancerId loadBalancer, List<String> groups) {
        return writes.setSecurityGroups(loadBalancer, groups);
    }

    @Override
    public Answer<List<Listener>> listeners(LoadBalancerId loadBalancer) {
        return listeners.all(loadBalancer);
    }

    @Override
    public Answer<List<ListenerId>> createListeners(LoadBalancerId loadBalancer, NewListeners wanted) {
        return listeners.create(loadBalancer, wanted);
    }

    @Override
    public Answer<Nothing> modifyListener(LoadBalancerId loadBalancer, ListenerId listener, ListenerSettings wanted) {
        return listeners.modify(loadBalancer, listener, wanted);
    }

    @Override
    public Answer<Nothing> deleteListeners(LoadBalancerId loadBalancer, Set<ListenerId> some) {
        return listeners.delete(loadBalancer, some);
    }

    @Override
    public Answer<List<RuleId>> createRules(LoadBalancerId loadBalancer, ListenerId listener, List<NewRule> wanted) {
        return rules.create(loadBalancer, listener, wanted);
    }

    @Override
    public Answer<Nothing> modifyRule(
            LoadBalancerId loadBalancer, ListenerId listener, RuleId rule, RuleKey key, BackendSettings wanted) {
        return rules.modify(loadBalancer, listener, rule, key, wanted);
    }

    @Override
    public Answer<Nothing> modifyDomain(
            LoadBalancerId loadBalancer, ListenerId listener, String domain, DomainSettings wanted) {
        return rules.modifyDomain(loadBalancer, listener, domain, wanted);
    }

    @Override
    public Answer<Nothing> deleteRules(LoadBalancerId loadBalancer, ListenerId listener, Set<RuleId> some) {
        return rules.delete(loadBalancer, listener, some);
    }

    @Override
    public Answer<Nothing> createRewrites(LoadBalancerId loadBalancer, ListenerId source, List<NewRewrite> wanted) {
        return rewrites.create(loadBalancer, source, wanted);
    }

    @Override
    public Answer<Nothing> deleteRewrites(LoadBalancerId loadBalancer, ListenerId source, Map<RuleId, Rewrite> some) {
        return rewrites.delete(loadBalancer, source, some);
    }

    @Override
    public Answer<Map<BackendId, Rewrite>> rewrites(LoadBalancerId loadBalancer) {
        return rewrites.all(loadBalancer);
    }

    @Override
    public Answer<Map<Binding, Integer>> targets(LoadBalancerId loadBalancer) {
        return targets.all(loadBalancer);
    }

    @Override
    public Answer<BatchResult> register(LoadBalancerId loadBalancer, Map<Binding, Integer> weights) {
        weights.values().forEach(Binding::requireWeight);
        return batches.send(loadBalancer, weights.keySet(), new TargetBatches.Register(weights));
    }

    @Override
    public Answer<BatchResult> deregister(LoadBalancerId loadBalancer, Set<Binding> bindings) {
        return batches.send(loadBalancer, bindings, new TargetBatches.Deregister());
    }

    @Override
    public Answer<BatchResult> setWeights(LoadBalancerId loadBalancer, Map<Binding, Integer> weights) {
        weights.values().forEach(Binding::requireWeight);
        return batches.send(loadBalancer, weights.keySet(), new TargetBatches.SetWeights(weights));
    }

    @Override
    public Answer<Map<LoadBalancerId, Map<Binding, Health>>> health(Set<LoadBalancerId> loadBalancers) {
        return targets.health(loadBalancers);
    }

    @Override
    public Answer<TaskState> task(TaskId task) {
        return instances.task(task);
    }

    @Override
    public Answer<Nothing> tag(LoadBalancerId loadBalancer, Map<String, String> wanted) {
        return tags.put(loadBalancer, wanted);
    }

    @Override
    public Answer<Nothing> untag(LoadBalancerId loadBalancer, Set<String> keys) {
        return tags.remove(loadBalancer, keys);
    }

    @Override
    public Answer<Quotas> quotas() {
        return instances.quotas();
    }

    @Override
    public Answer<List<CertificateId>> findCertificates(String alias) {
        return certificates.find(alias);
    }

    @Override
    public Answer<CertificateId> uploadCertificate(NewCertificate wanted) {
        return certificates.upload(wanted);
    }

    @Override
    public Answer<Nothing> deleteCertificate(CertificateId certificate) {
        return certificates.delete(certificate);
    }
}
