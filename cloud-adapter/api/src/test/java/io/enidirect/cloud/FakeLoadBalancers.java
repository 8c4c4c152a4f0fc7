package io.enidirect.cloud;

import static java.util.stream.Collectors.joining;

import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Load balancers in memory, for tests of whatever stands on the port. Ids count up from {@code lb-00000001}. A task ends
 * at once unless told otherwise: the next call sees its effect.
 *
 * <p>A call that is throttled is not sent and so not in the log; one that fails is.
 */
public final class FakeLoadBalancers extends FakeCloud implements LoadBalancers {
    public FakeLoadBalancers(Clock clock) {
        super(clock);
    }

    private FakeLoadBalancers(FakeLoadBalancers same, Share share) {
        super(same, share);
    }

    @Override
    public FakeLoadBalancers within(Share share) {
        return new FakeLoadBalancers(this, share);
    }

    @Override
    public Answer<Page<LoadBalancer>> find(Map<String, String> tags, int offset) {
        requireCount(tags.keySet(), 10);
        return done(Call.read("find", null, new TreeMap<>(tags) + " from " + offset), () -> region.find(tags, offset));
    }

    @Override
    public Answer<List<LoadBalancer>> describe(Set<LoadBalancerId> ids) {
        requireCount(ids, 20);
        return done(Call.read("describe", null, text(ids)), () -> region.describe(ids));
    }

    @Override
    public Answer<Optional<LoadBalancerId>> create(NewLoadBalancer wanted) {
        return send(Call.write("create", null, wanted.name()), () -> region.create(wanted));
    }

    @Override
    public Answer<Nothing> delete(LoadBalancerId id) {
        return send(Call.write("delete", id, ""), () -> region.delete(id));
    }

    @Override
    public Answer<Nothing> modify(LoadBalancerId id, LoadBalancerSettings wanted) {
        wanted.requireWish();
        return accepted(
                Call.write("modify", id, wanted.toString()), FakeOrders.MODIFY, id, found -> found.modify(wanted));
    }

    @Override
    public Answer<Nothing> setSecurityGroups(LoadBalancerId id, List<String> groups) {
        if (groups.size() > CallLimits.SECURITY_GROUPS) {
            throw new IllegalArgumentException("0–" + CallLimits.SECURITY_GROUPS + " groups, not " + groups.size());
        }
        return accepted(
                Call.write("setSecurityGroups", id, groups.toString()),
                FakeOrders.SET_GROUPS,
                id,
                found -> found.setSecurityGroups(List.copyOf(groups)));
    }

    @Override
    public Answer<List<Listener>> listeners(LoadBalancerId id) {
        return done(
                Call.read("listeners", id, ""),
                () -> region.require("DescribeListeners", id).listeners());
    }

    @Override
    public Answer<List<ListenerId>> createListeners(LoadBalancerId id, NewListeners wanted) {
        return accepted(
                Call.write("createListeners", id, wanted.protocol() + " " + wanted.ports()),
                "CreateListener",
                id,
                found -> {
                    region.certificates()
                            .require(
                                    "CreateListener",
                                    wanted.settings().backend().certificates());
                    return found.createListeners(wanted, region::newListenerId);
                });
    }

    @Override
    public Answer<Nothing> modifyListener(LoadBalancerId id, ListenerId listener, ListenerSettings wanted) {
        return accepted(Call.write("modifyListener", id, listener + " " + wanted), "ModifyListener", id, found -> {
            region.certificates().require("ModifyListener", wanted.backend().certificates());
            return found.modifyListener(listener, wanted);
        });
    }

    @Override
    public Answer<Nothing> deleteListeners(LoadBalancerId id, Set<ListenerId> listeners) {
        requireCount(listeners, 20);
        return accepted(
                Call.write("deleteListeners", id, text(listeners)),
                "DeleteLoadBalancerListeners",
                id,
                found -> found.deleteListeners(listeners));
    }

    @Override
    public Answer<List<RuleId>> createRules(LoadBalancerId id, ListenerId listener, List<NewRule> wanted) {
        requireCount(wanted, 20);
        String keys = wanted.stream().map(each -> each.key().toString()).collect(joining(", "));
        return accepted(Call.write("createRules", id, listener + " " + keys), "CreateRule", id, found -> {
            wanted.forEach(each ->
                    region.certificates().require("CreateRule", each.domain().certificates()));
            return found.listener("CreateRule", listener).createRules(List.copyOf(wanted), region::newRuleId);
        });
    }

    @Override
    public Answer<Nothing> modifyRule(
            LoadBalancerId id, ListenerId listener, RuleId rule, RuleKey key, BackendSettings wanted) {
        return accepted(
                Call.write("modifyRule", id, listener + "/" + rule + " " + key + " " + wanted),
                "ModifyRule",
                id,
                found -> found.modifyRule(listener, rule, wanted.requireOfRule()));
    }

    @Override
    public Answer<Nothing> modifyDomain(LoadBalancerId id, ListenerId listener, String domain, DomainSettings wanted) {
        String action = "ModifyDomainAttributes";
        return accepted(Call.write("modifyDomain", id, listener + " " + domain + " " + wanted), action, id, found -> {
            region.certificates().require(action, wanted.certificates());
            return found.listener(action, listener).modifyDomain(domain, wanted);
        });
    }

    @Override
    public Answer<Nothing> deleteRules(LoadBalancerId id, ListenerId listener, Set<RuleId> rules) {
        requireCount(rules, 20);
        return accepted(
                Call.write("deleteRules", id, listener + " " + text(rules)),
                "DeleteRule",
                id,
                found -> found.deleteRules(listener, rules));
    }

    @Override
    public Answer<Nothing> createRewrites(LoadBalancerId id, ListenerId source, List<NewRewrite> wanted) {
        requireCount(wanted, CallLimits.REWRITES);
        requireOneTarget(wanted.stream().map(NewRewrite::rewrite));
        String detail = wanted.stream()
                .map(each -> source + "/" + each.source() + " " + text(each.rewrite()))
                .collect(joining(", "));
        return accepted(
                Call.write("createRewrites", id, detail),
                "ManualRewrite",
                id,
                found -> found.rewrites().create(found.listener("ManualRewrite", source), List.copyOf(wanted)));
    }

    @Override
    public Answer<Nothing> deleteRewrites(LoadBalancerId id, ListenerId source, Map<RuleId, Rewrite> rewrites) {
        requireCount(rewrites.keySet(), CallLimits.REWRITES);
        requireOneTarget(rewrites.values().stream());
        String detail = rewrites.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> source + "/" + each.getKey() + " " + text(each.getValue()))
                .collect(joining(", "));
        return accepted(
                Call.write("deleteRewrites", id, detail),
                "DeleteRewrite",
                id,
                found -> found.rewrites().delete(found.listener("DeleteRewrite", source), Map.copyOf(rewrites)));
    }

    private static void requireOneTarget(Stream<Rewrite> rewrites) {
        List<ListenerId> targets = rewrites.map(Rewrite::listener).distinct().toList();
        if (targets.size() > 1) {
            throw new IllegalArgumentException("A call's redirects lead to one listener, not to " + targets);
        }
    }

    private static String text(Rewrite rewrite) {
        return "to %s/%s by %d%s"
                .formatted(
                        rewrite.listener(),
                        rewrite.rule(),
                        rewrite.code(),
                        rewrite.keepsPath() ? " with its path" : "");
    }

    @Override
    public Answer<Map<BackendId, Rewrite>> rewrites(LoadBalancerId id) {
        return done(
                Call.read("rewrites", id, ""),
                () -> Map.copyOf(
                        region.require("DescribeRewrite", id).rewrites().all()));
    }

    @Override
    public Answer<Map<Binding, Integer>> targets(LoadBalancerId id) {
        return done(
                Call.read("targets", id, ""),
                () -> region.require("DescribeTargets", id).targets().weights());
    }

    @Override
    public Answer<BatchResult> register(LoadBalancerId id, Map<Binding, Integer> weights) {
        weights.values().forEach(Binding::requireWeight);
        return done(
                Call.write("register", id, text(weights)),
                () -> region.requireIdle("BatchRegisterTargets", id).targets().register(weights));
    }

    @Override
    public Answer<BatchResult> deregister(LoadBalancerId id, Set<Binding> bindings) {
        String detail =
                FakeTargets.ordered(bindings).stream().map(Binding::toString).collect(joining(", "));
        return done(
                Call.write("deregister", id, detail),
                () -> region.requireIdle("BatchDeregisterTargets", id).targets().deregister(bindings));
    }

    @Override
    public Answer<BatchResult> setWeights(LoadBalancerId id, Map<Binding, Integer> weights) {
        return accepted(
                Call.write("setWeights", id, text(weights)),
                "BatchModifyTargetWeight",
                id,
                found -> found.targets().reweigh(Map.copyOf(weights)));
    }

    @Override
    public Answer<Map<LoadBalancerId, Map<Binding, Health>>> health(Set<LoadBalancerId> ids) {
        requireCount(ids, 30);
        return done(Call.read("health", null, text(ids)), () -> {
            Map<LoadBalancerId, Map<Binding, Health>> all = new HashMap<>();
            ids.forEach(id -> all.put(
                    id, region.require("DescribeTargetHealth", id).targets().health()));
            return all;
        });
    }

    @Override
    public Answer<TaskState> task(TaskId task) {
        return done(
                Call.read("task", null, task.value()),
                () -> region.tasks()
                        .state(task)
                        .orElseThrow(() -> new CloudException.NotFound(
                                "DescribeTaskStatus", "InvalidParameter", task + " not found", null)));
    }

    @Override
    public Answer<Nothing> tag(LoadBalancerId id, Map<String, String> tags) {
        requireCount(tags.keySet(), 9);
        return done(Call.write("tag", id, new TreeMap<>(tags).toString()), () -> {
            region.require("TagResources", id).tags().putAll(tags);
            return Nothing.NOTHING;
        });
    }

    @Override
    public Answer<Nothing> untag(LoadBalancerId id, Set<String> keys) {
        requireCount(keys, 9);
        return done(Call.write("untag", id, text(keys)), () -> {
            region.require("UnTagResources", id).tags().keySet().removeAll(keys);
            return Nothing.NOTHING;
        });
    }

    @Override
    public Answer<Quotas> quotas() {
        return done(Call.read("quotas", null, ""), region::quotas);
    }

    @Override
    public Answer<List<CertificateId>> findCertificates(String alias) {
        return done(
                Call.read("findCertificates", null, alias),
                () -> region.certificates().find(alias));
    }

    @Override
    public Answer<CertificateId> uploadCertificate(NewCertificate wanted) {
        return done(
                Call.write("uploadCertificate", null, wanted.alias()),
                () -> region.certificates().upload(wanted));
    }

    @Override
    public Answer<Nothing> deleteCertificate(CertificateId certificate) {
        return done(Call.write("deleteCertificate", null, certificate.value()), () -> {
            region.deleteCertificate(certificate);
            return Nothing.NOTHING;
        });
    }

    private static void requireCount(Collection<?> items, int most) {
        if (items.isEmpty() || items.size() > most) {
            throw new IllegalArgumentException("1–" + most + " are named in a call, not " + items.size());
        }
    }

    private static <T extends Comparable<T>> String text(Set<T> values) {
        return new TreeSet<>(values).toString();
    }

    private static String text(Map<Binding, Integer> weights) {
        return FakeTargets.ordered(weights.keySet()).stream()
                .map(each -> each + " weight " + weights.get(each))
                .collect(joining(", "));
    }
}
