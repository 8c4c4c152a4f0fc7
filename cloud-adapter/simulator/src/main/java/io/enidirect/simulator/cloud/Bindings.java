package io.enidirect.simulator.cloud;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Binds, unbinds and weighs targets of one load balancer by the cloud's rules. */
final class Bindings {
    private final Account account;

    Bindings(Account account) {
        this.account = account;
    }

    LoadBalancer register(LoadBalancer loadBalancer, List<Binding> wanted) {
        LoadBalancer changed = loadBalancer;
        for (Binding binding : wanted) {
            changed = register(changed, binding);
        }
        return changed;
    }

    private LoadBalancer register(LoadBalancer loadBalancer, Binding wanted) {
        Settings settings = account.settings();
        Set<String> known = settings.eniAddresses();
        if (!known.isEmpty() && !known.contains(wanted.ip())) {
            throw new BindingRefused("The address " + wanted.ip() + " is not one of an ENI of this VPC.");
        }
        if (wanted.ip().contains(":") != loadBalancer.fullChain()) {
            throw new BindingRefused(
                    "The address " + wanted.ip() + " is not of the family of the load balancer's targets.");
        }
        Listener listener = Ordered.require(loadBalancer.listeners(), wanted.listener());
        List<Target> there = listener.targetsOf(wanted.rule());
        if (there.stream().anyMatch(target -> target.at(wanted.ip(), wanted.port()))) {
            return switch (settings.existing()) {
                case IGNORE -> loadBalancer;
                case OVERWRITE -> weigh(loadBalancer, List.of(wanted), true);
                case ERROR -> throw new BindingRefused("The target " + wanted + " is bound already.");
            };
        }
        checkUnique(loadBalancer, listener, wanted);
        if (there.size() >= settings.quota(Settings.TARGET_QUOTA)) {
            throw new BindingRefused("The quota " + Settings.TARGET_QUOTA + " is exceeded.");
        }
        Target target = new Target(wanted.ip(), wanted.port(), wanted.weight(), wanted.tag(), account.now());
        return loadBalancer.withListener(
                wanted.listener(), old -> old.withTargetsOf(wanted.rule(), targets -> plus(targets, target)));
    }

    /** CLB documentation 214/6151: VIP, protocol, address and port are unique over the L4 listeners of a load balancer. */
    private static void checkUnique(LoadBalancer loadBalancer, Listener listener, Binding wanted) {
        if (listener.protocol().layer7()) {
            return;
        }
        loadBalancer.listeners().values().stream()
                .filter(other -> !other.protocol().layer7())
                .filter(other -> other.protocol().udp() == listener.protocol().udp())
                .filter(other -> other.targets().stream().anyMatch(target -> target.at(wanted.ip(), wanted.port())))
                .findFirst()
                .ifPresent(other -> {
                    throw new BindingRefused(
                            "The target " + wanted + " is bound to the listener " + other.id() + " already.");
                });
    }

    private static List<Target> plus(List<Target> targets, Target target) {
        List<Target> all = new ArrayList<>(targets);
        all.add(target);
        return all;
    }

    LoadBalancer deregister(LoadBalancer loadBalancer, List<Binding> wanted) {
        LoadBalancer changed = loadBalancer;
        for (Binding binding : wanted) {
            if (isBound(changed, binding)) {
                changed = changed.withListener(
                        binding.listener(),
                        old -> old.withTargetsOf(
                                binding.rule(),
                                targets -> targets.stream()
                                        .filter(target -> !target.at(binding.ip(), binding.port()))
                                        .toList()));
            } else {
                unbound(binding);
            }
        }
        return changed;
    }

    private void unbound(Binding binding) {
        String message = "The target " + binding + " is not bound.";
        switch (account.settings().unbound()) {
            case ERROR -> throw new ApiError("InvalidParameter", message);
            case FAIL_LISTENER -> throw new BindingRefused(message);
            case IGNORE -> {}
        }
    }

    /**
     * Sets weights.
     *
     * @param lenient whether what has gone since the call was checked is passed over
     */
    static LoadBalancer weigh(LoadBalancer loadBalancer, List<Binding> wanted, boolean lenient) {
        LoadBalancer changed = loadBalancer;
        for (Binding binding : wanted) {
            if (isBound(changed, binding)) {
                changed = changed.withListener(
                        binding.listener(),
                        old -> old.withTargetsOf(
                                binding.rule(),
                                targets -> targets.stream()
                                        .map(target -> target.at(binding.ip(), binding.port())
                                                ? target.withWeight(binding.weight())
                                                : target)
                                        .toList()));
            } else if (!lenient) {
                throw new BindingRefused("The target " + binding + " is not bound.");
            }
        }
        return changed;
    }

    private static boolean isBound(LoadBalancer loadBalancer, Binding binding) {
        Listener listener = loadBalancer.listeners().get(binding.listener());
        if (listener == null) {
            return false;
        }
        if (binding.rule() != null && !listener.rules().containsKey(binding.rule())) {
            return false;
        }
        return listener.targetsOf(binding.rule()).stream().anyMatch(target -> target.at(binding.ip(), binding.port()));
    }
}
