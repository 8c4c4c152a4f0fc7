package io.enidirect.cloud.tencent;

import static java.util.Objects.requireNonNullElse;

import com.tencentcloudapi.clb.v20180317.models.CreateLoadBalancerRequest;
import com.tencentcloudapi.clb.v20180317.models.CreateLoadBalancerResponse;
import com.tencentcloudapi.clb.v20180317.models.DeleteLoadBalancerRequest;
import com.tencentcloudapi.clb.v20180317.models.DeleteLoadBalancerResponse;
import com.tencentcloudapi.clb.v20180317.models.DescribeLoadBalancersRequest;
import com.tencentcloudapi.clb.v20180317.models.DescribeLoadBalancersResponse;
import com.tencentcloudapi.clb.v20180317.models.DescribeTaskStatusRequest;
import com.tencentcloudapi.clb.v20180317.models.DescribeTaskStatusResponse;
import com.tencentcloudapi.clb.v20180317.models.Filter;
import com.tencentcloudapi.clb.v20180317.models.ModifyLoadBalancerAttributesRequest;
import com.tencentcloudapi.clb.v20180317.models.ModifyLoadBalancerAttributesResponse;
import com.tencentcloudapi.clb.v20180317.models.TagInfo;
import io.enidirect.cloud.Answer;
import io.enidirect.cloud.IpAddresses;
import io.enidirect.cloud.LoadBalancer;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.Network;
import io.enidirect.cloud.NewLoadBalancer;
import io.enidirect.cloud.Nothing;
import io.enidirect.cloud.Page;
import io.enidirect.cloud.TaskId;
import io.enidirect.cloud.TaskState;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Calls about whole load balancers, and about tasks. */
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

    Answer<Optional<LoadBalancerId>> create(NewLoadBalancer wanted) {
        CreateLoadBalancerRequest request = new CreateLoadBalancerRequest();
        Network network = wanted.network();
        request.setLoadBalancerType(network.type() == Network.Type.PUBLIC ? "OPEN" : "INTERNAL");
        request.setForward(1L);
        request.setNumber(1L);
        request.setLoadBalancerName(wanted.name());
        request.setVpcId(network.vpcId());
        request.setSubnetId(network.subnetId());
        if (network.type() == Network.Type.PUBLIC) {
            // the API takes it for public ones only
            request.setAddressIPVersion(network.ipVersion() == Network.IpVersion.IPV4 ? "IPV4" : "IPv6FullChain");
        }
        if (!wanted.tags().isEmpty()) {
            request.setTags(tags(wanted.tags()));
        }
        request.setClientToken(wanted.clientToken());
        request.setLoadBalancerPassToTarget(wanted.passToTarget());
        return calls.order(
                Action.CREATE_LOAD_BALANCER,
                wanted.clientToken(),
                clients -> clients.clb().CreateLoadBalancer(request),
                CreateLoadBalancerResponse::getRequestId,
                answer -> ids(Action.CREATE_LOAD_BALANCER, answer.getLoadBalancerIds()).stream()
                        .findFirst());
    }

    Answer<Nothing> setPassToTarget(LoadBalancerId loadBalancer, boolean wanted) {
        ModifyLoadBalancerAttributesRequest request = new ModifyLoadBalancerAttributesRequest();
        request.setLoadBalancerId(loadBalancer.value());
        request.setLoadBalancerPassToTarget(wanted);
        return calls.order(
                Action.MODIFY_LOAD_BALANCER,
                loadBalancer.value(),
                clients -> clients.clb().ModifyLoadBalancerAttributes(request),
                ModifyLoadBalancerAttributesResponse::getRequestId,
                answer -> Nothing.NOTHING);
    }

    Answer<Nothing> delete(LoadBalancerId loadBalancer) {
        DeleteLoadBalancerRequest request = new DeleteLoadBalancerRequest();
        request.setLoadBalancerIds(new String[] {loadBalancer.value()});
        return calls.order(
                Action.DELETE_LOAD_BALANCER,
                loadBalancer.value(),
                clients -> clients.clb().DeleteLoadBalancer(request),
                DeleteLoadBalancerResponse::getRequestId,
                answer -> Nothing.NOTHING);
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
                READ.optional(read.getAttributeFlags()).anyMatch("DeleteProtect"::equals),
                read.getLoadBalancerPassToTarget());
    }

    /** Where the cloud does not say it: one that has an address runs. */
    private static LoadBalancer.State state(@Nullable Long status, List<String> addresses) {
        boolean running = status == null ? !addresses.isEmpty() : status == 1;
        return running ? LoadBalancer.State.RUNNING : LoadBalancer.State.CREATING;
    }

    private static Network network(com.tencentcloudapi.clb.v20180317.models.LoadBalancer read) {
        boolean internal = "INTERNAL".equals(READ.require(read.getLoadBalancerType(), "LoadBalancerType"));
        boolean fullChain = "IPv6FullChain".equalsIgnoreCase(read.getIPv6Mode())
                || "IPv6FullChain".equalsIgnoreCase(read.getAddressIPVersion());
        String subnet = firstNonBlank(read.getSubnetId());
        return new Network(
                internal ? Network.Type.INTERNAL : Network.Type.PUBLIC,
                // "0" is the cloud's own word for the classic network, which has neither
                requireNonNullElse(firstNonBlank(read.getVpcId()), "0"),
                internal ? requireNonNullElse(subnet, "0") : subnet,
                fullChain ? Network.IpVersion.IPV6_FULL_CHAIN : Network.IpVersion.IPV4);
    }

    private static List<LoadBalancerId> ids(Action action, String @Nullable [] ids) {
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

    private static TagInfo[] tags(Map<String, String> tags) {
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .map(tag -> tag(tag.getKey(), tag.getValue()))
                        .toArray(TagInfo[]::new);
    }

    private static TagInfo tag(String key, String value) {
        TagInfo tag = new TagInfo();
        tag.setTagKey(key);
        tag.setTagValue(value);
        return tag;
    }
}
