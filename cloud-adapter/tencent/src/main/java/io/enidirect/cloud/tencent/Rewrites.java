package io.enidirect.cloud.tencent;

import static java.util.stream.Collectors.toMap;

import com.tencentcloudapi.clb.v20180317.models.DeleteRewriteRequest;
import com.tencentcloudapi.clb.v20180317.models.DeleteRewriteResponse;
import com.tencentcloudapi.clb.v20180317.models.DescribeRewriteRequest;
import com.tencentcloudapi.clb.v20180317.models.DescribeRewriteResponse;
import com.tencentcloudapi.clb.v20180317.models.ManualRewriteRequest;
import com.tencentcloudapi.clb.v20180317.models.ManualRewriteResponse;
import com.tencentcloudapi.clb.v20180317.models.RewriteLocationMap;
import com.tencentcloudapi.clb.v20180317.models.RewriteTarget;
import com.tencentcloudapi.clb.v20180317.models.RuleOutput;
import io.enidirect.cloud.Answer;
import io.enidirect.cloud.BackendId;
import io.enidirect.cloud.CallLimits;
import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.NewRewrite;
import io.enidirect.cloud.Nothing;
import io.enidirect.cloud.Rewrite;
import io.enidirect.cloud.RuleId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls about redirects from rules to rules. */
record Rewrites(Calls calls) {
    private static final Action READ = Action.DESCRIBE_REWRITES;
    private static final int MOVED_PERMANENTLY = 301;

    Answer<Nothing> create(LoadBalancerId loadBalancer, ListenerId source, List<NewRewrite> wanted) {
        ManualRewriteRequest request = new ManualRewriteRequest();
        request.setLoadBalancerId(loadBalancer.value());
        request.setSourceListenerId(source.value());
        request.setTargetListenerId(
                target(wanted.stream().map(NewRewrite::rewrite).toList()));
        request.setRewriteInfos(wanted.stream().map(Rewrites::input).toArray(RewriteLocationMap[]::new));
        return calls.order(
                Action.CREATE_REWRITES,
                loadBalancer.value(),
                clients -> clients.clb().ManualRewrite(request),
                ManualRewriteResponse::getRequestId,
                answer -> Nothing.NOTHING);
    }

    Answer<Nothing> delete(LoadBalancerId loadBalancer, ListenerId source, Map<RuleId, Rewrite> rewrites) {
        DeleteRewriteRequest request = new DeleteRewriteRequest();
        request.setLoadBalancerId(loadBalancer.value());
        request.setSourceListenerId(source.value());
        request.setTargetListenerId(target(rewrites.values()));
        request.setRewriteInfos(rewrites.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> pair(each.getKey(), each.getValue()))
                .toArray(RewriteLocationMap[]::new));
        return calls.order(
                Action.DELETE_REWRITES,
                loadBalancer.value(),
                clients -> clients.clb().DeleteRewrite(request),
                DeleteRewriteResponse::getRequestId,
                answer -> Nothing.NOTHING);
    }

    Answer<Map<BackendId, Rewrite>> all(LoadBalancerId loadBalancer) {
        DescribeRewriteRequest request = new DescribeRewriteRequest();
        request.setLoadBalancerId(loadBalancer.value());
        return calls.ask(
                READ, loadBalancer.value(), clients -> clients.clb().DescribeRewrite(request), Rewrites::redirects);
    }

    private static Map<BackendId, Rewrite> redirects(DescribeRewriteResponse answer) {
        READ.require(answer.getRequestId(), "RequestId");
        return READ.optional(answer.getRewriteSet())
                .filter(each -> rewrite(each.getRewriteTarget()) != null)
                .collect(toMap(
                        Rewrites::source,
                        each -> READ.require(rewrite(each.getRewriteTarget()), "RewriteTarget"),
                        (one, same) -> one));
    }

    private static BackendId source(RuleOutput read) {
        return BackendId.of(
                new ListenerId(READ.require(read.getListenerId(), "ListenerId")),
                new RuleId(READ.require(read.getLocationId(), "LocationId")));
    }

    /** Null where there is no redirect: an empty target is one way of saying that (CLB API, RewriteTarget). */
    static @Nullable Rewrite rewrite(@Nullable RewriteTarget read) {
        if (read == null || isBlank(read.getTargetListenerId()) || isBlank(read.getTargetLocationId())) {
            return null;
        }
        Long code = read.getRewriteCode();
        return new Rewrite(
                new ListenerId(read.getTargetListenerId()),
                new RuleId(read.getTargetLocationId()),
                code == null ? MOVED_PERMANENTLY : Math.toIntExact(code),
                !Boolean.FALSE.equals(read.getTakeUrl()));
    }

    private static boolean isBlank(@Nullable String id) {
        return id == null || id.isBlank();
    }

    /** The one listener where all of them lead. */
    private static String target(Collection<Rewrite> rewrites) {
        Ids.requireCount(rewrites, CallLimits.REWRITES);
        List<ListenerId> targets =
                rewrites.stream().map(Rewrite::listener).distinct().toList();
        if (targets.size() > 1) {
            throw new IllegalArgumentException("A call's redirects lead to one listener, not to " + targets);
        }
        return targets.get(0).value();
    }

    private static RewriteLocationMap input(NewRewrite wanted) {
        RewriteLocationMap input = pair(wanted.source(), wanted.rewrite());
        input.setRewriteCode((long) wanted.rewrite().code());
        input.setTakeUrl(wanted.rewrite().keepsPath());
        input.setSourceDomain(wanted.domain());
        return input;
    }

    private static RewriteLocationMap pair(RuleId source, Rewrite rewrite) {
        RewriteLocationMap pair = new RewriteLocationMap();
        pair.setSourceLocationId(source.value());
        pair.setTargetLocationId(rewrite.rule().value());
        return pair;
    }
}
