package io.enidirect.operator.metrics;

import io.enidirect.cloud.Answer;
import io.enidirect.cloud.BatchResult;
import io.enidirect.cloud.Binding;
import io.enidirect.cloud.CertificateId;
import io.enidirect.cloud.Health;
import io.enidirect.cloud.Listener;
import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.ListenerSettings;
import io.enidirect.cloud.LoadBalancer;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.LoadBalancers;
import io.enidirect.cloud.NewCertificate;
import io.enidirect.cloud.NewListeners;
import io.enidirect.cloud.NewLoadBalancer;
import io.enidirect.cloud.NewRule;
import io.enidirect.cloud.Nothing;
import io.enidirect.cloud.Page;
import io.enidirect.cloud.RuleId;
import io.enidirect.cloud.RuleSettings;
import io.enidirect.cloud.Share;
import io.enidirect.cloud.TaskId;
import io.enidirect.cloud.TaskState;
import io.enidirect.operator.metrics.Metrics.Access;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Counts and times every call that is made through it, by the cloud's name of the call and by what became of it. */
public final class MeteredLoadBalancers implements LoadBalancers {
    private final LoadBalancers next;
    private final Metrics metrics;

    public MeteredLoadBalancers(LoadBalancers next, Metrics metrics) {
        this.next = next;
        this.metrics = metrics;
    }

    @Override
    public LoadBalancers within(Share share) {
        return new MeteredLoadBalancers(next.within(share), metrics);
    }

    @Override
    public Answer<Page<LoadBalancer>> find(Map<String, String> tags, int offset) {
        return read("DescribeLoadBalancers", () -> next.find(tags, offset));
    }

    @Override
    public Answer<List<LoadBalancer>> describe(Set<LoadBalancerId> ids) {
        return read("DescribeLoadBalancers", () -> next.describe(ids));
    }

    @Override
    public Answer<Optional<LoadBalancerId>> create(NewLoadBalancer wanted) {
        return write("CreateLoadBalancer", () -> next.create(wanted));
    }

    @Override
    public Answer<Nothing> delete(LoadBalancerId loadBalancer) {
        return write("DeleteLoadBalancer", () -> next.delete(loadBalancer));
    }

    @Override
    public Answer<List<Listener>> listeners(LoadBalancerId loadBalancer) {
        return read("DescribeListeners", () -> next.listeners(loadBalancer));
    }

    @Override
    public Answer<List<ListenerId>> createListeners(LoadBalancerId loadBalancer, NewListeners wanted) {
        return write("CreateListener", () -> next.createListeners(loadBalancer, wanted));
    }

    @Override
    public Answer<Nothing> modifyListener(LoadBalancerId loadBalancer, ListenerId listener, ListenerSettings wanted) {
        return write("ModifyListener", () -> next.modifyListener(loadBalancer, listener, wanted));
    }

    @Override
    public Answer<Nothing> renameListener(LoadBalancerId loadBalancer, ListenerId listener, String name) {
        return write("ModifyListener", () -> next.renameListener(loadBalancer, listener, name));
    }

    @Override
    public Answer<Nothing> deleteListeners(LoadBalancerId loadBalancer, Set<ListenerId> listeners) {
        return write("DeleteLoadBalancerListeners", () -> next.deleteListeners(loadBalancer, listeners));
    }

    @Override
    public Answer<List<RuleId>> createRules(LoadBalancerId loadBalancer, ListenerId listener, List<NewRule> wanted) {
        return write("CreateRule", () -> next.createRules(loadBalancer, listener, wanted));
    }

    @Override
    public Answer<Nothing> modifyRule(
            LoadBalancerId loadBalancer, ListenerId listener, RuleId rule, RuleSettings wanted) {
        return write("ModifyRule", () -> next.modifyRule(loadBalancer, listener, rule, wanted));
    }

    @Override
    public Answer<Nothing> setCertificates(
            LoadBalancerId loadBalancer, ListenerId listener, String domain, List<CertificateId> certificates) {
        return write(
                "ModifyDomainAttributes", () -> next.setCertificates(loadBalancer, listener, domain, certificates));
    }

    @Override
    public Answer<Nothing> setDefaultDomain(LoadBalancerId loadBalancer, ListenerId listener, String domain) {
        return write("ModifyDomainAttributes", () -> next.setDefaultDomain(loadBalancer, listener, domain));
    }

    @Override
    public Answer<Nothing> deleteRules(LoadBalancerId loadBalancer, ListenerId listener, Set<RuleId> rules) {
        return write("DeleteRule", () -> next.deleteRules(loadBalancer, listener, rules));
    }

    @Override
    public Answer<Map<Binding, Integer>> targets(LoadBalancerId loadBalancer) {
        return read("DescribeTargets", () -> next.targets(loadBalancer));
    }

    @Override
    public Answer<BatchResult> register(LoadBalancerId loadBalancer, Map<Binding, Integer> weights) {
        return write("BatchRegisterTargets", () -> next.register(loadBalancer, weights));
    }

    @Override
    public Answer<BatchResult> deregister(LoadBalancerId loadBalancer, Set<Binding> bindings) {
        return write("BatchDeregisterTargets", () -> next.deregister(loadBalancer, bindings));
    }

    @Override
    public Answer<BatchResult> setWeights(LoadBalancerId loadBalancer, Map<Binding, Integer> weights) {
        return write("BatchModifyTargetWeight", () -> next.setWeights(loadBalancer, weights));
    }

    @Override
    public Answer<Map<LoadBalancerId, Map<Binding, Health>>> health(Set<LoadBalancerId> loadBalancers) {
        return read("DescribeTargetHealth", () -> next.health(loadBalancers));
    }

    @Override
    public Answer<TaskState> task(TaskId task) {
        return read("DescribeTaskStatus", () -> next.task(task));
    }

    @Override
    public Answer<Nothing> tag(LoadBalancerId loadBalancer, Map<String, String> tags) {
        return write("TagResources", () -> next.tag(loadBalancer, tags));
    }

    @Override
    public Answer<Nothing> untag(LoadBalancerId loadBalancer, Set<String> keys) {
        return write("UnTagResources", () -> next.untag(loadBalancer, keys));
    }

    @Override
    public Answer<List<CertificateId>> findCertificates(String alias) {
        return read("DescribeCertificates", () -> next.findCertificates(alias));
    }

    @Override
    public Answer<CertificateId> uploadCertificate(NewCertificate wanted) {
        return write("UploadCertificate", () -> next.uploadCertificate(wanted));
    }

    @Override
    public Answer<Nothing> deleteCertificate(CertificateId certificate) {
        return write("DeleteCertificate", () -> next.deleteCertificate(certificate));
    }

    private <T> Answer<T> read(String action, Supplier<Answer<T>> call) {
        return metrics.call(action, Access.READ, call);
    }

    private <T> Answer<T> write(String action, Supplier<Answer<T>> call) {
        return metrics.call(action, Access.WRITE, call);
    }
}
