package io.enidirect.cloud;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** All that the fake cloud holds. Everything in it is guarded by its own monitor. */
final class FakeRegion {
    private static final int PAGE = 100;
    private static final int DELETIONS = 30;
    private static final Duration DELETION_WINDOW = Duration.ofMinutes(5);

    /** What a client token stands for. */
    private record Order(NewLoadBalancer wanted, Answer.Accepted<Optional<LoadBalancerId>> answer) {}

    private final Clock clock;
    private final FakeTasks tasks;
    private final FakeCertificates certificates = new FakeCertificates();
    private final Map<LoadBalancerId, FakeLoadBalancer> loadBalancers = new LinkedHashMap<>();
    private final Map<String, Order> orders = new HashMap<>();
    private final Set<String> failedTokens = new HashSet<>();
    private final Deque<Instant> deletions = new ArrayDeque<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private Quotas quotas = new Quotas(50, 50, 200);
    private boolean hidesNewIds;

    FakeRegion(Clock clock) {
        this.clock = clock;
        this.tasks = new FakeTasks(clock);
    }

    FakeTasks tasks() {
        return tasks;
    }

    FakeCertificates certificates() {
        return certificates;
    }

    Quotas quotas() {
        return quotas;
    }

    void allow(Quotas wanted) {
        quotas = wanted;
    }

    void hideNewIds(boolean wanted) {
        hidesNewIds = wanted;
    }

    ListenerId newListenerId() {
        return new ListenerId(next("lbl"));
    }

    RuleId newRuleId() {
        return new RuleId(next("loc"));
    }

    private String next(String prefix) {
        return "%s-%08d".formatted(prefix, ids.merge(prefix, 1, Integer::sum));
    }

    FakeLoadBalancer require(String action, LoadBalancerId id) {
        return Optional.ofNullable(loadBalancers.get(id)).orElseThrow(() -> Failures.noLoadBalancer(action, id));
    }

    FakeLoadBalancer requireIdle(String action, LoadBalancerId id) {
        FakeLoadBalancer found = require(action, id);
        if (tasks.busy(id)) {
            throw Failures.busy(action, id);
        }
        return found;
    }

    <T> Answer<T> accept(LoadBalancerId id, FakeChange<T> change) {
        return new Answer.Accepted<>(tasks.accept(id, change, false), change.early());
    }

    List<LoadBalancer> all() {
        return describe(loadBalancers.keySet());
    }

    Page<LoadBalancer> find(Map<String, String> tags, int offset) {
        List<LoadBalancer> found = new ArrayList<>(loadBalancers.values().stream()
                .map(FakeLoadBalancer::describe)
                .filter(each -> each.tags().entrySet().containsAll(tags.entrySet()))
                .toList());
        Collections.reverse(found);
        return new Page<>(found.stream().skip(offset).limit(PAGE).toList(), found.size());
    }

    List<LoadBalancer> describe(Collection<LoadBalancerId> wanted) {
        return loadBalancers.values().stream()
                .filter(each -> wanted.contains(each.id()))
                .map(FakeLoadBalancer::describe)
                .toList();
    }

    Answer<Optional<LoadBalancerId>> create(NewLoadBalancer wanted) {
        String action = "CreateLoadBalancer";
        String token = wanted.clientToken();
        if (failedTokens.contains(token)) {
            throw Failures.rejected(
                    action, "InvalidParameter.ClientTokenLimitExceeded", "The token's order has failed");
        }
        Order first = orders.get(token);
        if (first != null && !first.wanted().equals(wanted)) {
            throw Failures.rejected(action, "InvalidParameter", "The token's order had other parameters");
        }
        if (first != null) {
            return first.answer();
        }
        FakeOrders.check(wanted);
        String vip = wanted.network().vip();
        if (loadBalancers.values().stream().anyMatch(each -> vip != null && vip.equals(each.wantedAddress()))) {
            throw Failures.rejected(action, "InvalidParameterValue", vip + " is taken");
        }
        FakeLoadBalancer made = add(wanted);
        FakeChange<Optional<LoadBalancerId>> change = new FakeChange<>(
                hidesNewIds ? Optional.empty() : Optional.of(made.id()), () -> run(made), () -> giveUp(made, token));
        Order order = new Order(wanted, new Answer.Accepted<>(tasks.accept(made.id(), change, true), change.early()));
        orders.put(token, order);
        return order.answer();
    }

    FakeLoadBalancer add(NewLoadBalancer wanted) {
        FakeLoadBalancer made = new FakeLoadBalancer(new LoadBalancerId(next("lb")), wanted, this::quotas);
        loadBalancers.put(made.id(), made);
        return made;
    }

    void run(FakeLoadBalancer loadBalancer) {
        int number = ids.merge("address", 1, Integer::sum);
        String own = loadBalancer.ipv6()
                ? "2402:4e00::%x".formatted(number)
                : "127.200.%d.%d".formatted(number / 250, number % 250 + 1);
        loadBalancer.run(Objects.requireNonNullElse(loadBalancer.wantedAddress(), own));
    }

    private void giveUp(FakeLoadBalancer loadBalancer, String token) {
        failedTokens.add(token);
        if (!loadBalancer.running()) {
            remove(loadBalancer.id());
        }
    }

    Answer<Nothing> delete(LoadBalancerId id) {
        requireIdle("DeleteLoadBalancer", id).requireDeletable();
        Instant now = clock.instant();
        deletions.removeIf(each -> !each.plus(DELETION_WINDOW).isAfter(now));
        if (deletions.size() >= DELETIONS) {
            throw new CloudException.Throttled(
                    "DeleteLoadBalancer",
                    "FailedOperation.FrequencyCheckRisk",
                    "30 load balancers were deleted in 5 minutes",
                    null,
                    now.plus(DELETION_WINDOW));
        }
        deletions.add(now);
        return accept(id, FakeChange.of(() -> remove(id)));
    }

    void remove(LoadBalancerId id) {
        loadBalancers.remove(id);
    }

    void deleteCertificate(CertificateId id) {
        if (loadBalancers.values().stream().anyMatch(each -> each.uses(id))) {
            throw Failures.rejected("DeleteCertificate", "FailedOperation", id + " is in use");
        }
        certificates.delete(id);
    }
}
