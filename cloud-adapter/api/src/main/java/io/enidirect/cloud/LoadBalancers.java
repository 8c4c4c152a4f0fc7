package io.enidirect.cloud;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The load balancers of one region.
 *
 * <p>Every method sends at most one call to the cloud and answers at once: with what the call answered, with the task that
 * the cloud accepted, or with the time before which it will not be sent. None sleeps, polls or sends a call again; each
 * ends within its deadline (8 s). All are safe to use from several threads.
 *
 * <p>Every method throws {@link CloudException}: each of its kinds, unless said otherwise. A method's Javadoc names the
 * cloud's action; limits and codes are those of the CLB API, version 2018-03-17.
 *
 * <p>A range in brackets after ids, keys or tags is how many one call takes. Outside of it nothing is sent: {@link
 * IllegalArgumentException}. Of none at all the cloud would often make "all of the region".
 *
 * <p>Ownership is not checked here: callers write only to what is theirs.
 */
public interface LoadBalancers {
    /** The same load balancers, with calls from another share of the rate limit. */
    LoadBalancers within(Share share);

    // ---- load balancers

    /** Those that bear all these tags (1–10), newest first, 100 a page. DescribeLoadBalancers. */
    Answer<Page<LoadBalancer>> find(Map<String, String> tags, int offset);

    /** Those of these (1–20) that are there; one that is missing may also not be listed yet. DescribeLoadBalancers. */
    Answer<List<LoadBalancer>> describe(Set<LoadBalancerId> ids);

    /**
     * Creates one load balancer. The id may be missing from the accepted answer: the task knows it at its end. A token
     * whose order failed before is {@link CloudException.Rejected} with code {@code
     * InvalidParameter.ClientTokenLimitExceeded}. CreateLoadBalancer.
     */
    Answer<Optional<LoadBalancerId>> create(NewLoadBalancer wanted);

    /**
     * Deletes the load balancer with its listeners, rules and bindings; never by force. The cloud refuses it while it is
     * protected ({@code FailedOperation}), with 20 targets or more ({@code FailedOperation.TargetNumCheckRisk}) or with
     * traffic ({@code TrafficCheckRisk}): {@link CloudException.Rejected}. After 30 deletions in 5 minutes in the region all are {@link CloudException.Throttled}
     * for 5 minutes. DeleteLoadBalancer.
     */
    Answer<Nothing> delete(LoadBalancerId loadBalancer);

    /**
     * Changes what the wish says, and leaves the rest. {@link CloudException.Rejected} for a bandwidth of an internal one, and
     * for {@link LoadBalancerSettings#passToTarget} of an IPv6 one. Of how it is paid nothing is said.
     *
     * @throws IllegalArgumentException for a wish that says nothing, or a bandwidth outside of 1–2048 Mbps.
     *     ModifyLoadBalancerAttributes.
     */
    Answer<Nothing> modify(LoadBalancerId loadBalancer, LoadBalancerSettings wanted);

    /**
     * Gives it these security groups (0–5; the first decides first) and no others; none at all takes all away, and then it
     * admits everybody. {@link CloudException.Rejected} for one that is none. SetLoadBalancerSecurityGroups.
     */
    Answer<Nothing> setSecurityGroups(LoadBalancerId loadBalancer, List<String> groups);

    // ---- listeners

    /** All its listeners with all their domains, rules and redirects. DescribeListeners. */
    Answer<List<Listener>> listeners(LoadBalancerId loadBalancer);

    /** Creates all or none; ids in the order of the ports, usable once the task has succeeded. CreateListener. */
    Answer<List<ListenerId>> createListeners(LoadBalancerId loadBalancer, NewListeners wanted);

    /** Changes what the wish says, and leaves the rest. ModifyListener. */
    Answer<Nothing> modifyListener(LoadBalancerId loadBalancer, ListenerId listener, ListenerSettings wanted);

    /**
     * Deletes these (1–20): all or none, {@link CloudException.NotFound} if one is missing, {@link
     * CloudException.Rejected} while one has a rule that redirects or is redirected to.
     *
     * @throws IllegalArgumentException for an empty set, which the cloud would take for "all".
     *     DeleteLoadBalancerListeners.
     */
    Answer<Nothing> deleteListeners(LoadBalancerId loadBalancer, Set<ListenerId> listeners);

    // ---- rules

    /** Creates these (1–20) on an L7 listener, all or none; ids in their order. CreateRule. */
    Answer<List<RuleId>> createRules(LoadBalancerId loadBalancer, ListenerId listener, List<NewRule> wanted);

    /** Changes what the wish says; the key is the rule's own and stays. ModifyRule. */
    Answer<Nothing> modifyRule(
            LoadBalancerId loadBalancer, ListenerId listener, RuleId rule, RuleKey key, BackendSettings wanted);

    /**
     * Changes what the wish says of a domain; {@link CloudException.NotFound} if no rule has it. Made the default server, it
     * takes that from the one that was. ModifyDomainAttributes.
     */
    Answer<Nothing> modifyDomain(
            LoadBalancerId loadBalancer, ListenerId listener, String domain, DomainSettings wanted);

    /**
     * Deletes these (1–20); {@link CloudException.NotFound} if one is missing. When the last rule of the default domain
     * goes, the oldest domain left takes its place. {@link CloudException.Rejected} while one of them redirects or is
     * redirected to.
     *
     * @throws IllegalArgumentException for an empty set. DeleteRule.
     */
    Answer<Nothing> deleteRules(LoadBalancerId loadBalancer, ListenerId listener, Set<RuleId> rules);

    // ---- redirects

    /**
     * Lets these rules (1–20) of one listener redirect to rules of one listener, which may be the same; all or none. {@link
     * CloudException.Conflict} ({@code InvalidParameter.RewriteAlreadyExist}) if one redirects already; {@link
     * CloudException.Rejected} where one would lead to a rule that redirects itself, or come from one that is redirected to.
     *
     * @throws IllegalArgumentException for targets on several listeners. ManualRewrite.
     */
    Answer<Nothing> createRewrites(LoadBalancerId loadBalancer, ListenerId source, List<NewRewrite> wanted);

    /**
     * Takes the redirects of these rules (1–20) of one listener away, all or none: they forward again. {@link
     * CloudException.NotFound} ({@code InvalidParameter.SomeRewriteNotFound}) if one is missing.
     *
     * @param rewrites what each rule has
     * @throws IllegalArgumentException for targets on several listeners. DeleteRewrite.
     */
    Answer<Nothing> deleteRewrites(LoadBalancerId loadBalancer, ListenerId source, Map<RuleId, Rewrite> rewrites);

    /**
     * The redirects of a load balancer, by the rule that they are of. {@link #listeners} tells them as well. DescribeRewrite.
     */
    Answer<Map<BackendId, Rewrite>> rewrites(LoadBalancerId loadBalancer);

    // ---- targets

    /** All its bindings with their weights (0–100). DescribeTargets. */
    Answer<Map<Binding, Integer>> targets(LoadBalancerId loadBalancer);

    /**
     * Registers targets with their weights (0–100), at most {@link CallLimits#TARGETS} in this call; the rest is {@link BatchResult#unsent}.
     * What is already registered must not be among them. Refused is an address behind a second L4 listener of one port
     * class, while rules may share it (CLB documentation 214/6151). A success is not yet a proof: a bind can fail without an error,
     * so read {@link #targets} before you tell anybody. BatchRegisterTargets, synchronous.
     */
    Answer<BatchResult> register(LoadBalancerId loadBalancer, Map<Binding, Integer> weights);

    /** Deregisters targets, at most {@link CallLimits#TARGETS} in this call. One that was not registered is done. BatchDeregisterTargets. */
    Answer<BatchResult> deregister(LoadBalancerId loadBalancer, Set<Binding> bindings);

    /**
     * Sets the weights (0–100) of registered targets, at most {@link CallLimits#TARGETS} in this call. One that is not registered is refused.
     * BatchModifyTargetWeight.
     */
    Answer<BatchResult> setWeights(LoadBalancerId loadBalancer, Map<Binding, Integer> weights);

    /** What the cloud's probes say of the targets of these (1–30) load balancers. DescribeTargetHealth. */
    Answer<Map<LoadBalancerId, Map<Binding, Health>>> health(Set<LoadBalancerId> loadBalancers);

    // ---- tasks

    /** How far a task is; {@link CloudException.NotFound} also shortly after it was accepted. DescribeTaskStatus. */
    Answer<TaskState> task(TaskId task);

    // ---- tags

    /** Adds or replaces these tags (1–9), also while a task runs. TagResources of the tag product. */
    Answer<Nothing> tag(LoadBalancerId loadBalancer, Map<String, String> tags);

    /** Takes these tag keys (1–9) away. UnTagResources of the tag product. */
    Answer<Nothing> untag(LoadBalancerId loadBalancer, Set<String> keys);

    // ---- the account

    /** How much it may have in this region. DescribeQuota. */
    Answer<Quotas> quotas();

    // ---- certificates

    /** The server certificates whose alias is exactly this. DescribeCertificates of the SSL product. */
    Answer<List<CertificateId>> findCertificates(String alias);

    /** Uploads a certificate; one of the same content that is already there is answered instead. UploadCertificate. */
    Answer<CertificateId> uploadCertificate(NewCertificate wanted);

    /** Deletes a certificate; {@link CloudException.Rejected} while a listener uses it. DeleteCertificate. */
    Answer<Nothing> deleteCertificate(CertificateId certificate);
}
