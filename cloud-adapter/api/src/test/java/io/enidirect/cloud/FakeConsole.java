package io.enidirect.cloud;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What somebody else does to the load balancers of {@link FakeLoadBalancers}: at once, whether a task runs or not, and not
 * in the log of calls. A load balancer or listener that is not there is a mistake of the test: {@link
 * CloudException.NotFound}.
 */
public final class FakeConsole {
    private static final String ACTION = "Console";

    private final FakeRegion region;

    FakeConsole(FakeRegion region) {
        this.region = region;
    }

    /** Makes a load balancer that is running at once. */
    public LoadBalancerId addLoadBalancer(NewLoadBalancer wanted) {
        synchronized (region) {
            FakeLoadBalancer made = region.add(wanted);
            region.run(made);
            return made.id();
        }
    }

    /** All that there are, whoever made them. */
    public List<LoadBalancer> loadBalancers() {
        synchronized (region) {
            return region.all();
        }
    }

    public void deleteLoadBalancer(LoadBalancerId id) {
        onLoadBalancer(id, found -> region.remove(id));
    }

    public void setTag(LoadBalancerId id, String key, String value) {
        onLoadBalancer(id, found -> found.tags().put(key, value));
    }

    public void removeTag(LoadBalancerId id, String key) {
        onLoadBalancer(id, found -> found.tags().remove(key));
    }

    public void isolate(LoadBalancerId id, boolean wanted) {
        onLoadBalancer(id, found -> found.isolate(wanted));
    }

    public void protectFromDeletion(LoadBalancerId id, boolean wanted) {
        onLoadBalancer(id, found -> found.change(new LoadBalancerSettings(null, wanted, null)));
    }

    public void passToTarget(LoadBalancerId id, boolean wanted) {
        modify(id, new LoadBalancerSettings(wanted, null, null));
    }

    public void modify(LoadBalancerId id, LoadBalancerSettings wanted) {
        onLoadBalancer(id, found -> found.change(wanted));
    }

    public void setSecurityGroups(LoadBalancerId id, List<String> groups) {
        onLoadBalancer(id, found -> found.changeSecurityGroups(List.copyOf(groups)));
    }

    /** What the account may have from now on; null in it is no limit. */
    public void quotas(Quotas wanted) {
        synchronized (region) {
            region.allow(wanted);
        }
    }

    public ListenerId addListener(LoadBalancerId id, ListenerKey key, String name) {
        synchronized (region) {
            ListenerId listener = region.newListenerId();
            FakeLoadBalancer found = region.require(ACTION, id);
            found.add(found.newListener(listener, key, ListenerSettings.UNSPECIFIED.named(name)));
            return listener;
        }
    }

    public void modifyListener(LoadBalancerId id, ListenerId listener, ListenerSettings wanted) {
        onLoadBalancer(id, found -> found.listener(ACTION, listener).modify(wanted));
    }

    public void modifyRule(LoadBalancerId id, ListenerId listener, RuleId rule, BackendSettings wanted) {
        onLoadBalancer(id, found -> found.listener(ACTION, listener).modifyRule(rule, wanted));
    }

    public void modifyDomain(LoadBalancerId id, ListenerId listener, String domain, DomainSettings wanted) {
        onLoadBalancer(
                id,
                found -> found.listener(ACTION, listener)
                        .modifyDomain(domain, wanted)
                        .effect()
                        .run());
    }

    public void deleteListener(LoadBalancerId id, ListenerId listener) {
        onLoadBalancer(
                id,
                found -> found.remove(Set.of(found.listener(ACTION, listener).id())));
    }

    public RuleId addRule(LoadBalancerId id, ListenerId listener, NewRule wanted) {
        synchronized (region) {
            FakeChange<List<RuleId>> change = region.require(ACTION, id)
                    .listener(ACTION, listener)
                    .createRules(List.of(wanted), region::newRuleId);
            change.effect().run();
            return change.early().get(0);
        }
    }

    /** Redirects a rule, whatever it did before. */
    public void setRewrite(LoadBalancerId id, ListenerId listener, RuleId rule, Rewrite rewrite) {
        onLoadBalancer(id, found -> found.listener(ACTION, listener).rewrite(rule, rewrite));
    }

    public void removeRewrite(LoadBalancerId id, ListenerId listener, RuleId rule) {
        onLoadBalancer(id, found -> found.listener(ACTION, listener).rewrite(rule, null));
    }

    /** Binds a target, or gives it another weight. */
    public void setWeight(LoadBalancerId id, Binding binding, int weight) {
        onLoadBalancer(id, found -> found.targets().put(binding, Binding.requireWeight(weight)));
    }

    public void removeTarget(LoadBalancerId id, Binding binding) {
        onLoadBalancer(id, found -> found.targets().remove(binding));
    }

    /** What the probes say of a target from now on; without it, it is alive. */
    public void setHealth(LoadBalancerId id, Binding binding, Health health) {
        onLoadBalancer(id, found -> found.targets().report(binding, health));
    }

    /** Lets the next registration of this target answer with success and have no effect. */
    public void forgetTarget(LoadBalancerId id, Binding binding) {
        onLoadBalancer(id, found -> found.targets().forget(binding));
    }

    /** Refuses every registration of this address on this load balancer, as of one that is no ENI's. */
    public void refuseTarget(LoadBalancerId id, Target target, CloudException refusal) {
        onLoadBalancer(id, found -> found.targets().refuse(target, refusal));
    }

    public void refuseTargetNoMore(LoadBalancerId id, Target target) {
        onLoadBalancer(id, found -> found.targets().refuseNoMore(target));
    }

    /** A certificate that was not uploaded through the port. */
    public void addCertificate(CertificateId id, NewCertificate certificate) {
        synchronized (region) {
            region.certificates().add(id, certificate);
        }
    }

    private void onLoadBalancer(LoadBalancerId id, Consumer<FakeLoadBalancer> change) {
        synchronized (region) {
            change.accept(region.require(ACTION, id));
        }
    }
}
