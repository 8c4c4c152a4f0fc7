package io.enidirect.cloud.tencent;

import com.tencentcloudapi.clb.v20180317.models.CreateLoadBalancerRequest;
import com.tencentcloudapi.clb.v20180317.models.CreateLoadBalancerResponse;
import com.tencentcloudapi.clb.v20180317.models.DeleteLoadBalancerRequest;
import com.tencentcloudapi.clb.v20180317.models.DeleteLoadBalancerResponse;
import com.tencentcloudapi.clb.v20180317.models.InternetAccessible;
import com.tencentcloudapi.clb.v20180317.models.ModifyLoadBalancerAttributesRequest;
import com.tencentcloudapi.clb.v20180317.models.ModifyLoadBalancerAttributesResponse;
import com.tencentcloudapi.clb.v20180317.models.SetLoadBalancerSecurityGroupsRequest;
import com.tencentcloudapi.clb.v20180317.models.SetLoadBalancerSecurityGroupsResponse;
import com.tencentcloudapi.clb.v20180317.models.TagInfo;
import io.enidirect.cloud.Answer;
import io.enidirect.cloud.CallLimits;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.LoadBalancerSettings;
import io.enidirect.cloud.Network;
import io.enidirect.cloud.NewLoadBalancer;
import io.enidirect.cloud.Nothing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Calls that make, change and delete whole load balancers. */
record InstanceWrites(Calls calls) {

    Answer<Optional<LoadBalancerId>> create(NewLoadBalancer wanted) {
        CreateLoadBalancerRequest request = new CreateLoadBalancerRequest();
        place(request, wanted.network());
        request.setForward(1L);
        request.setNumber(1L);
        request.setLoadBalancerName(wanted.name());
        request.setInternetAccessible(access(wanted));
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
                answer -> Instances.ids(Action.CREATE_LOAD_BALANCER, answer.getLoadBalancerIds()).stream()
                        .findFirst());
    }

    private static void place(CreateLoadBalancerRequest request, Network network) {
        request.setLoadBalancerType(network.type() == Network.Type.PUBLIC ? "OPEN" : "INTERNAL");
        request.setVpcId(network.vpcId());
        request.setSubnetId(network.subnetId());
        if (network.type() == Network.Type.PUBLIC) {
            // the API takes it for public ones only
            request.setAddressIPVersion(
                    switch (network.ipVersion()) {
                        case IPV4 -> "IPV4";
                        case NAT64 -> "IPV6";
                        case IPV6_FULL_CHAIN -> "IPv6FullChain";
                    });
        }
        request.setVip(network.vip());
        request.setVipIsp(network.isp() == null ? null : network.isp().name());
        if (network.zones() != null) {
            request.setZoneId(network.zones().single());
            request.setMasterZoneId(network.zones().primary());
            request.setSlaveZoneId(network.zones().backup());
        }
        request.setSlaType(network.slaType());
        request.setBandwidthPackageId(network.bandwidthPackageId());
    }

    private static @Nullable InternetAccessible access(NewLoadBalancer wanted) {
        Network network = wanted.network();
        // the API demands it beside a package
        String charge = network.bandwidthPackageId() == null
                ? Optional.ofNullable(network.chargeType()).map(Enum::name).orElse(null)
                : Network.ChargeType.BANDWIDTH_PACKAGE.name();
        if (charge == null && wanted.internetMaxBandwidthOut() == null) {
            return null;
        }
        InternetAccessible access = bandwidth(wanted.internetMaxBandwidthOut());
        access.setInternetChargeType(charge);
        return access;
    }

    Answer<Nothing> modify(LoadBalancerId loadBalancer, LoadBalancerSettings wanted) {
        wanted.requireWish();
        ModifyLoadBalancerAttributesRequest request = new ModifyLoadBalancerAttributesRequest();
        request.setLoadBalancerId(loadBalancer.value());
        request.setLoadBalancerPassToTarget(wanted.passToTarget());
        request.setDeleteProtect(wanted.deletionProtected());
        if (wanted.internetMaxBandwidthOut() != null) {
            request.setInternetChargeInfo(bandwidth(wanted.internetMaxBandwidthOut()));
        }
        return calls.order(
                Action.MODIFY_LOAD_BALANCER,
                loadBalancer.value(),
                clients -> clients.clb().ModifyLoadBalancerAttributes(request),
                ModifyLoadBalancerAttributesResponse::getRequestId,
                answer -> Nothing.NOTHING);
    }

    private static InternetAccessible bandwidth(@Nullable Integer mbps) {
        InternetAccessible access = new InternetAccessible();
        access.setInternetMaxBandwidthOut(mbps == null ? null : Long.valueOf(mbps));
        return access;
    }

    Answer<Nothing> setSecurityGroups(LoadBalancerId loadBalancer, List<String> groups) {
        if (groups.size() > CallLimits.SECURITY_GROUPS) {
            throw new IllegalArgumentException("0–" + CallLimits.SECURITY_GROUPS + " groups, not " + groups.size());
        }
        SetLoadBalancerSecurityGroupsRequest request = new SetLoadBalancerSecurityGroupsRequest();
        request.setLoadBalancerId(loadBalancer.value());
        // none is said as well, by an empty list; their order is that of their rules
        request.setSecurityGroups(groups.toArray(String[]::new));
        return calls.order(
                Action.SET_SECURITY_GROUPS,
                loadBalancer.value(),
                clients -> clients.clb().SetLoadBalancerSecurityGroups(request),
                SetLoadBalancerSecurityGroupsResponse::getRequestId,
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
