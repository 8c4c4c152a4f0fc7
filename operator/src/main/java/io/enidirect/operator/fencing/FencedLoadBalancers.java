package io.enidirect.operator.fencing;

import io.enidirect.cloud.Answer;
import io.enidirect.cloud.BackendId;
import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.BatchResult;
import io.enidirect.cloud.Binding;
import io.enidirect.cloud.CertificateId;
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
import io.enidirect.operator.snapshot.Timing;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Load balancers that are written to only while the fence is open. A write that may not start is answered as throttled:
 * the lease may come back any moment, and where it does not, the process soon ends. Reads always pass.
 */
public final class FencedLoadBalancers implements LoadBalancers {
    private final LoadBalancers next;
    private final Fence fence;
    private final Clock clock;

    public FencedLoadBalancers(LoadBalancers next, Fence fence, Clock clock) {
        this.next = next;
        this.fence = fence;
        this.clock = clock;
    }

    @Override
    public LoadBalancers within(Share share) {
        return new FencedLoadBalancers(next.within(share), fence, clock);
    }

    @Override
    public Answer<Page<LoadBalancer>> find(Map<String, String> tags, int offset) {
        return next.find(tags, offset);
    }

    @Override
    public Answer<List<LoadBalancer>> describe(Set<LoadBalancerId> ids) {
        return next.describe(ids);
    }

    @Override
    public Answer<Optional<LoadBalancerId>> create(NewLoadBalancer wanted) {
        return write(() -> next.create(wanted));
    }

    @Override
    public Answer<Nothing> delete(LoadBalancerId loadBalancer) {
        return write(() -> next.delete(loadBalancer));
    }

    @Override
    public Answer<Nothing> modify(LoadBalancerId loadBalancer, LoadBalancerSettings wanted) {
        return write(() -> next.modify(loadBalancer, wanted));
    }

    @Override
    public Answer<Nothing> setSecurityGroups(LoadBalancerId loadBalancer, List<String> groups) {
        return write(() -> next.setSecurityGroups(loadBalancer, groups));
    }

    @Override
    public Answer<List<Listener>> listeners(LoadBalancerId loadBalancer) {
        return next.listeners(loadBalancer);
    }

    @Override
    public Answer<List<ListenerId>> createListeners(LoadBalancerId loadBalancer, NewListeners wanted) {
        return write(() -> next.createListeners(loadBalancer, wanted));
    }

    @Override
    public Answer<Nothing> modifyListener(LoadBalancerId loadBalancer, ListenerId listener, ListenerSettings wanted) {
        return write(() -> next.modifyListener(loadBalancer, listener, wanted));
    }

    @Override
    public Answer<Nothing> deleteListeners(LoadBalancerId loadBalancer, Set<ListenerId> listeners) {
        return write(() -> next.deleteListeners(loadBalancer, listeners));
    }

    @Override
    public Answer<List<RuleId>> createRules(LoadBalancerId loadBalancer, ListenerId listener, List<NewRule> wanted) {
        return write(() -> next.createRules(loadBalancer, listener, wanted));
    }

    @Override
    public Answer<Nothing> modifyRule(
            LoadBalancerId loadBalancer, ListenerId listener, RuleId rule, RuleKey key, BackendSettings wanted) {
        return write(() -> next.modifyRule(loadBalancer, listener, rule, key, wanted));
    }

    @Override
    public Answer<Nothing> modifyDomain(
            LoadBalancerId loadBalancer, ListenerId listener, String domain, DomainSettings wanted) {
        return write(() -> next.modifyDomain(loadBalancer, listener, domain, wanted));
    }

    @Override
    public Answer<Nothing> deleteRules(LoadBalancerId loadBalancer, ListenerId listener, Set<RuleId> rules) {
        return write(() -> next.deleteRules(loadBalancer, listener, rules));
    }

    @Override
    public Answer<Nothing> createRewrites(LoadBalancerId loadBalancer, ListenerId source, List<NewRewrite> wanted) {
        return write(() -> next.createRewrites(loadBalancer, source, wanted));
    }

    @Override
    public Answer<Nothing> deleteRewrites(
            LoadBalancerId loadBalancer, ListenerId source, Map<RuleId, Rewrite> rewrites) {
        return write(() -> next.deleteRewrites(loadBalancer, source, rewrites));
    }

    @Override
    public Answer<Map<BackendId, Rewrite>> rewrites(LoadBalancerId loadBalancer) {
        return next.rewrites(loadBalancer);
    }

    @Override
    public Answer<Map<Binding, Integer>> targets(LoadBalancerId loadBalancer) {
        return next.targets(loadBalancer);
    }

    @Override
    public Answer<BatchResult> register(LoadBalancerId loadBalancer, Map<Binding, Integer> weights) {
        return write(() -> next.register(loadBalancer, weights));
    }

    @Override
    public Answer<BatchResult> deregister(LoadBalancerId loadBalancer, Set<Binding> bindings) {
        return write(() -> next.deregister(loadBalancer, bindings));
    }

    @Override
    public Answer<BatchResult> setWeights(LoadBalancerId loadBalancer, Map<Binding, Integer> weights) {
        return write(() -> next.setWeights(loadBalancer, weights));
    }

    @Override
    public Answer<Map<LoadBalancerId, Map<Binding, Health>>> health(Set<LoadBalancerId> loadBalancers) {
        return next.health(loadBalancers);
    }

    @Override
    public Answer<TaskState> task(TaskId task) {
        return next.task(task);
    }

    @Override
    public Answer<Nothing> tag(LoadBalancerId loadBalancer, Map<String, String> tags) {
        return write(() -> next.tag(loadBalancer, tags));
    }

    @Override
    public Answer<Nothing> untag(LoadBalancerId loadBalancer, Set<String> keys) {
        return write(() -> next.untag(loadBalancer, keys));
    }

    @Override
    public Answer<Quotas> quotas() {
        return next.quotas();
    }

    @Override
    public Answer<List<CertificateId>> findCertificates(String alias) {
        return next.findCertificates(alias);
    }

    @Override
    public Answer<CertificateId> uploadCertificate(NewCertificate wanted) {
        return write(() -> next.uploadCertificate(wanted));
    }

    @Override
    public Answer<Nothing> deleteCertificate(CertificateId certificate) {
        return write(() -> next.deleteCertificate(certificate));
    }

    private <T> Answer<T> write(Supplier<Answer<T>> call) {
        return fence.within(call)
                .orElseGet(() -> new Answer.Throttled<>(
                        clock.instant().plus(Timing.HOUSE.lease().writeAgain())));
    }
}
