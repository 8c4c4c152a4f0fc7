package io.enidirect.simulator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.enidirect.simulator.dataplane.DataPlane;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The cloud of one account, call by call. Thread-safe: calls are executed one after the other. */
public final class Cloud implements AutoCloseable {
    private interface Action {
        Object run(Invocation call);
    }

    private final Account account;
    private final FieldTrees fields = new FieldTrees("fields.json");
    private final FieldTrees answers = new FieldTrees("answers.json");
    private final Map<String, Action> actions = new HashMap<>();

    /**
     * Makes an empty one.
     *
     * @param plane relays traffic and probes targets; without one, health follows the clock
     */
    public Cloud(Clock clock, @Nullable DataPlane plane, Settings settings) {
        account = new Account(clock, new Frontends(plane, clock), settings);
        LoadBalancerActions loadBalancers = new LoadBalancerActions(account);
        actions.put("CreateLoadBalancer", loadBalancers::create);
        actions.put("DescribeLoadBalancers", new LoadBalancerReads(account)::describe);
        actions.put("ModifyLoadBalancerAttributes", loadBalancers::modify);
        actions.put("DeleteLoadBalancer", loadBalancers::delete);
        actions.put("SetLoadBalancerSecurityGroups", loadBalancers::setSecurityGroups);
        actions.put("DescribeQuota", loadBalancers::quota);
        ListenerActions listeners = new ListenerActions(account);
        actions.put("CreateListener", listeners::create);
        actions.put("DescribeListeners", listeners::describe);
        actions.put("ModifyListener", listeners::modify);
        actions.put("DeleteListener", listeners::delete);
        actions.put("DeleteLoadBalancerListeners", listeners::deleteAll);
        RuleActions rules = new RuleActions(account);
        actions.put("CreateRule", rules::create);
        actions.put("ModifyRule", rules::modify);
        actions.put("ModifyDomainAttributes", rules::modifyDomain);
        actions.put("DeleteRule", rules::delete);
        RewriteActions rewrites = new RewriteActions(account);
        actions.put("AutoRewrite", new AutoRewrites(account)::create);
        actions.put("ManualRewrite", rewrites::create);
        actions.put("DeleteRewrite", rewrites::delete);
        actions.put("DescribeRewrite", rewrites::describe);
        TargetActions targets = new TargetActions(account);
        actions.put("BatchRegisterTargets", targets::batchRegister);
        actions.put("BatchDeregisterTargets", targets::batchDeregister);
        actions.put("RegisterTargets", targets::register);
        actions.put("DeregisterTargets", targets::deregister);
        actions.put("BatchModifyTargetWeight", targets::batchWeights);
        actions.put("ModifyTargetWeight", targets::weight);
        actions.put("DescribeTargets", targets::describe);
        actions.put("DescribeTargetHealth", targets::health);
        actions.put("DescribeTaskStatus", new TaskActions(account)::status);
        TagActions tags = new TagActions(account);
        actions.put("TagResources", tags::tag);
        actions.put("UnTagResources", tags::untag);
        actions.put("DescribeResourceTagsByResourceIds", tags::describe);
        CertificateActions certificates = new CertificateActions(account);
        actions.put("UploadCertificate", certificates::upload);
        actions.put("DescribeCertificates", certificates::describe);
        actions.put("DeleteCertificate", certificates::delete);
    }

    /** Refuses a version or an action that no product of this cloud has. */
    public void requireAction(String version, String action) {
        if (!fields.hasVersion(version)) {
            throw new ApiError("NoSuchVersion", "The request version " + version + " does not exist.");
        }
        if (!fields.hasAction(version, action)) {
            throw new ApiError("InvalidAction", "The request action=`" + action + "` does not exist.");
        }
    }

    public void requireRegion(String region) {
        Set<String> regions = account.settings().regions();
        if (region.isEmpty()) {
            throw ApiError.missing("Region");
        }
        if (!regions.isEmpty() && !regions.contains(region)) {
            throw new ApiError("UnsupportedRegion", "The region " + region + " is not supported.");
        }
    }

    /**
     * Executes a call, or refuses it without an effect.
     *
     * @return the answer, with the request id, which is the task's id as well
     * @throws ApiError the refusal
     */
    public ObjectNode call(String version, String action, JsonNode body, String requestId, Twist twist) {
        requireAction(version, action);
        Action known = actions.get(action);
        if (known == null) {
            throw new ApiError("UnsupportedOperation", "This simulator does not have " + action + ".");
        }
        fields.check(version, action, body);
        synchronized (account) {
            account.settle();
            Params params = new Params((ObjectNode) body);
            ObjectNode answer = Wire.write(run(action, known, new Invocation(requestId, params, twist)));
            answers.complete(version, action, answer, account.settings().emptyListsAreNull());
            return answer.put("RequestId", requestId);
        }
    }

    private Object run(String name, Action action, Invocation call) {
        try {
            if (!name.startsWith("Describe")) {
                requireUnlocked(call.params());
            }
            return action.run(call);
        } catch (ApiError refusal) {
            // the one code for it that the API documents of them (CLB API, ManualRewrite)
            if (refusal.code().equals(ApiError.BUSY)
                    && name.endsWith("Rewrite")
                    && account.settings().follows(Reading.REDIRECTS_SAY_INVALID_STATUS)) {
                throw new ApiError("FailedOperation.InvalidLBStatus", "The load balancer's status is not valid.");
            }
            throw refusal;
        }
    }

    /** A lock is seen before anything that is wrong with the call, unless the settings say otherwise. */
    private void requireUnlocked(Params params) {
        params.optionalText("LoadBalancerId")
                .filter(id -> account.world().loadBalancer(id).isPresent())
                .ifPresent(account::writable);
    }

    /**
     * What faults can name of this call: {@code lb-id} and {@code lb-id/port} of each load balancer and listener in it.
     */
    public Set<String> objects(JsonNode body) {
        synchronized (account) {
            account.settle();
            return NamedObjects.of(account, body);
        }
    }

    public Settings settings() {
        synchronized (account) {
            return account.settings();
        }
    }

    public void settings(UnaryOperator<Settings> change) {
        synchronized (account) {
            account.settings(change.apply(account.settings()));
        }
    }

    /** Ends one running task, or all with null: what they change is there when this returns. */
    public void endTasks(@Nullable String taskId) {
        account.endTasks(taskId);
    }

    public List<String> runningTasks() {
        account.settle();
        return account.runningTasks();
    }

    /**
     * Changes something by hand.
     *
     * @return the id of what was added, or an empty text
     * @throws IllegalArgumentException if what it names isn't there, or a field is missing
     */
    public String drift(Drift drift) {
        synchronized (account) {
            account.settle();
            return new Drifts(account).apply(drift);
        }
    }

    /** Everything there is at this moment. */
    public State state() {
        synchronized (account) {
            account.settle();
            return State.of(account.world(), account.runningTasks());
        }
    }

    /** Where each listener of the data plane is really reached. */
    public Map<String, InetSocketAddress> addresses() {
        return account.frontends().addresses();
    }

    @Override
    public void close() {
        account.close();
    }
}
