package io.enidirect.cloud.tencent;

import com.tencentcloudapi.tag.v20180813.models.FailedResource;
import com.tencentcloudapi.tag.v20180813.models.Tag;
import com.tencentcloudapi.tag.v20180813.models.TagResourcesRequest;
import com.tencentcloudapi.tag.v20180813.models.UnTagResourcesRequest;
import io.enidirect.cloud.Answer;
import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.Nothing;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Calls of the tag product, which applies them at once. */
record Tags(Calls calls, String region) {
    private static final int MOST = 9;

    Answer<Nothing> put(LoadBalancerId loadBalancer, Map<String, String> tags) {
        Ids.requireCount(tags.keySet(), MOST);
        TagResourcesRequest request = new TagResourcesRequest();
        request.setResourceList(new String[] {resource(loadBalancer)});
        request.setTags(new TreeMap<>(tags)
                .entrySet().stream()
                        .map(tag -> tag(tag.getKey(), tag.getValue()))
                        .toArray(Tag[]::new));
        return calls.ask(
                Action.TAG,
                loadBalancer.value(),
                clients -> clients.tag().TagResources(request),
                answer -> done(Action.TAG, answer.getRequestId(), answer.getFailedResources()));
    }

    Answer<Nothing> remove(LoadBalancerId loadBalancer, Set<String> keys) {
        Ids.requireCount(keys, MOST);
        UnTagResourcesRequest request = new UnTagResourcesRequest();
        request.setResourceList(new String[] {resource(loadBalancer)});
        request.setTagKeys(Ids.values(keys));
        return calls.ask(
                Action.UNTAG,
                loadBalancer.value(),
                clients -> clients.tag().UnTagResources(request),
                answer -> done(Action.UNTAG, answer.getRequestId(), answer.getFailedResources()));
    }

    /** The account's own number may be left out between the slashes. */
    private String resource(LoadBalancerId loadBalancer) {
        return "qcs::clb:" + region + ":uin/:clb/" + loadBalancer.value();
    }

    private static Nothing done(Action action, @Nullable String requestId, FailedResource @Nullable [] failed) {
        action.require(requestId, "RequestId");
        action.optional(failed).findFirst().ifPresent(first -> {
            throw new CloudException.Rejected(
                    action.title(), String.valueOf(first.getCode()), String.valueOf(first.getMessage()), requestId);
        });
        return Nothing.NOTHING;
    }

    private static Tag tag(String key, String value) {
        Tag tag = new Tag();
        tag.setTagKey(key);
        tag.setTagValue(value);
        return tag;
    }
}
