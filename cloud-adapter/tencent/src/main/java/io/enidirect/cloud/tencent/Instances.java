package io.enidirect.cloud.tencent;

import static java.util.Objects.requireNonNullElse;

import com.tencentcloudapi.clb.v20180317.models.DescribeLoadBalancersRequest;
import com.tencentcloudapi.clb.v20180317.models.DescribeLoadBalancersResponse;
import com.tencentcloudapi.clb.v20180317.models.DescribeQuotaRequest;
import com.tencentcloudapi.clb.v20180317.models.DescribeQuotaResponse;
import com.tencentcloudapi.clb.v20180317.models.DescribeTaskStatusRequest;
import com.tencentcloudapi.clb.v20180317.models.DescribeTaskStatusResponse;
import com.tencentcloudapi.clb.v20180317.models.Filter;
import com.tencentcloudapi.clb.v20180317.models.InternetAccessible;
import io.enidirect.cloud.Answer;
import io.enidirect.cloud.IpAddresses;
import io.enidirect.cloud.LoadBalancer;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.LoadBalancerSettings;
import io.enidirect.cloud.Network;
import io.enidirect.cloud.Network.IpVersion;
import io.enidirect.cloud.Page;
import io.enidirect.cloud.Quotas;
import io.enidirect.cloud.TaskId;
import io.enidirect.cloud.TaskState;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Calls that read of whole load balancers, of tasks and of the account. */
record Instances(Calls calls) {
    private static final long PAGE = 100;
    private static final Action READ = Action.DESCRIBE_LOAD_BALANCERS;

    Answer<Page<LoadBalancer>> find(Map<String, String> tags, int offset) {
        Ids.requireCount(tags.keySet(), 10);
        DescribeLoadBalancersRequest request = new DescribeLoadBalancersRequest();
        request.setFilters(new TreeMap<>(tags)
                .entrySet().stream()
                        .map(tag -> filter("tag:" + tag.getKey(), tag.getValue()))
                        .toArray(Filter[]::new));
        request.setOffset((long) offset);
        request.setLimit(PAGE);
        return describe(tags.toString(), request, answer -> page(answer, offset));
    }

    Answer<List<LoadBalancer>> describe(Set<LoadBalancerId> ids) {
        Ids.requireCount(ids, 20);
        DescribeLoadBalancersRequest request = new DescribeLoadBalancersRequest();
        request.setLoadBalancerIds(Ids.values(ids));
        request.setLimit(PAGE);
        String about = String.join(",", Ids.values(ids));
        return describe(about, request, answer -> {
            List<LoadBalancer> read = loadBalancers(answer);
            if (read.size() < total(answer)) {
                throw READ.lost("MalformedAnswer", "Fewer load balancers than it counts");
            }
            return read;
        });
    }

    private <T> Answer<T> describe(
            String about, DescribeLoadBalancersRequest request, Function<DescribeLoadBalancersResponse, T> read) {
        return calls.ask(READ, about, clients -> clients.clb().DescribeLoadBalancers(request), read);
    }

    Answer<TaskState> task(TaskId task) {
        DescribeTaskStatusRequest request = new DescribeTaskStatusRequest();
        request.setTaskId(task.value());
        return calls.ask(
                Action.DESCRIBE_TASK_STATUS,
                task.value(),
                clients -> clients.clb().DescribeTaskStatus(request),
                Instances::state);
    }

    Answer<Quotas> quotas() {
        return calls.ask(
                Action.DESCRIBE_QUOTA,
                "",
                clients -> clients.clb().DescribeQuota(new DescribeQuotaRequest()),
                Instances::quotas);
    }

    private static Quotas quotas(DescribeQuotaResponse answer) {
        Map<String, Integer> limits = new HashMap<>();
        Action.DESCRIBE_QUOTA
                .required(answer.getQuotaSet(), "QuotaSet")
                .filter(each -> each.getQuotaId() != null && each.getQuotaLimit() != null)
                .forEach(
                        each -> limits.put(each.getQuotaId(), (int) Math.min(each.getQuotaLimit(), Integer.MAX_VALUE)));
        return new Quotas(
                limits.get("TOTAL_LISTENER_QUOTA"),
                limits.get("TOTAL_LISTENER_RULE_QUOTA"),
                limits.get("TOTAL_TARGET_BIND_QUOTA"));
    }

    private static TaskState state(DescribeTaskStatusResponse answer) {
        Action action = Action.DESCRIBE_TASK_STATUS;
        long status = action.require(answer.getStatus(), "Status");
        TaskState.Phase phase = switch ((int) status) {
            case 0 -> TaskState.Phase.SUCCEEDED;
            case 1 -> TaskState.Phase.FAILED;
            case 2 -> TaskState.Phase.RUNNING;
            default -> throw action.lost("MalformedAnswer", "Status " + status + " is not documented");
        };
        return new TaskState(
                phase, requireNonNullElse(answer.getMessage(), ""), ids(action, answer.getLoadBalancerIds()));
    }

    private static List<LoadBalancer> loadBalancers(DescribeLoadBalancersResponse answer) {
        // null is how the cloud may say "none"
        var set = total(answer) == 0
                ? READ.optional(answer.getLoadBalancerSet())
                : READ.required(answer.getLoadBalancerSet(), "LoadBalancerSet");
        return set.map(Instances::loadBalancer).toList();
    }

    private static Page<LoadBalancer> page(DescribeLoadBalancersResponse answer, int offset) {
        Page<LoadBalancer> page = new Page<>(loadBalancers(answer), total(answer));
        if (page.items().isEmpty() && page.total() > offset) {
            throw READ.lost("MalformedAnswer", "No load balancers, though it counts some");
        }
        return page;
    }

    private static int total(DescribeLoadBalancersResponse answer) {
        return Math.toIntExact(READ.require(answer.getTotalCount(), "TotalCount"));
    }

    private static LoadBalancer loadBalancer(com.tencentcloudapi.clb.v20180317.models.LoadBalancer read) {
        Map<String, String> tags = new HashMap<>();
        READ.optional(read.getTags())
                .forEach(tag ->
                        tags.put(READ.require(tag.getTagKey(), "TagKey"), requireNonNullElse(tag.getTagValue(), "")));
        List<String> addresses = Stream.concat(
                        READ.optional(read.getLoadBalancerVips()), Stream.ofNullable(read.getAddressIPv6()))
                .filter(address -> !address.isBlank())
                .map(IpAddresses::canonical)
                .distinct()
                .toList();
        return new LoadBalancer(
                new LoadBalancerId(READ.require(read.getLoadBalancerId(), "LoadBalancerId")),
                requireNonNullElse(read.getLoadBalancerName(), ""),
                network(read),
                state(read.getStatus(), addresses),
                addresses,
                firstNonBlank(read.getLoadBalancerDomain(), read.getDomain()),
                tags,
                requireNonNullElse(read.getIsolation(), 0L) == 1,
                settings(read),
                READ.optional(read.getSecureGroups()).toList());
    }

    private static LoadBalancerSettings settings(com.tencentcloudapi.clb.v20180317.models.LoadBalancer read) {
        return new LoadBalancerSettings(
                read.getLoadBalancerPassToTarget(),
                READ.optional(read.getAttributeFlags()).anyMatch("DeleteProtect"::equals),
                bandwidth(read.getNetworkAttributes()));
    }

    /** One that has none to the internet may be said to have 0. */
    private static @Nullable Integer bandwidth(@Nullable InternetAccessible read) {
        Long mbps = read == null ? null : read.getInternetMaxBandwidthOut();
        return mbps == null || mbps < 1 ? null : Integer.valueOf(Math.toIntExact(mbps));
    }

    /** Where the cloud does not say it: one that has an address runs. */
    private static LoadBalancer.State state(@Nullable Long status, List<String> addresses) {
        boolean running = status == null ? !addresses.isEmpty() : status == 1;
        return running ? LoadBalancer.State.RUNNING : LoadBalancer.State.CREATING;
    }

    private static Network network(com.tencentcloudapi.clb.v20180317.models.LoadBalancer read) {
        boolean internal = "INTERNAL".equals(READ.require(read.getLoadBalancerType(), "LoadBalancerType"));
        String subnet = firstNonBlank(read.getSubnetId());
        return new Network(
                internal ? Network.Type.INTERNAL : Network.Type.PUBLIC,
                // "0" is the cloud's own word for the classic network, which has neither
                requireNonNullElse(firstNonBlank(read.getVpcId()), "0"),
                internal ? requireNonNullElse(subnet, "0") : subnet,
                ipVersion(read));
    }

    /** IPv6Mode tells the two of IPv6 apart, and means nothing of an IPv4 one (CLB API, LoadBalancer). */
    private static IpVersion ipVersion(com.tencentcloudapi.clb.v20180317.models.LoadBalancer read) {
        String version = read.getAddressIPVersion();
        if (Stream.of(read.getIPv6Mode(), version).anyMatch("IPv6FullChain"::equalsIgnoreCase)) {
            return IpVersion.IPV6_FULL_CHAIN;
        }
        boolean nat64 = "IPv6Nat64".equalsIgnoreCase(read.getIPv6Mode()) || "ipv6".equalsIgnoreCase(version);
        return nat64 ? IpVersion.NAT64 : IpVersion.IPV4;
    }

    static List<LoadBalancerId> ids(Action action, String @Nullable [] ids) {
        return action.optional(ids).map(LoadBalancerId::new).toList();
    }

    private static @Nullable String firstNonBlank(@Nullable String... values) {
        return Arrays.stream(values)
                .filter(value -> value != null && !value.isBlank())
                .findFirst()
                .orElse(null);
    }

    private static Filter filter(String name, String value) {
        Filter filter = new Filter();
        filter.setName(name);
        filter.setValues(new String[] {value});
        return filter;
    }
}
