package io.enidirect.simulator.cloud;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The tag product, for load balancers: {@code qcs::clb:<region>:uin/<uin>:clb/<id>}. It takes no notice of their tasks. */
final class TagActions {
    private static final int MOST = 10;

    private final Account account;

    TagActions(Account account) {
        this.account = account;
    }

    Object tag(Invocation call) {
        List<Params> tags = call.params().objects("Tags");
        require(tags, "Tags");
        distinct(tags.stream().map(tag -> tag.text("TagKey")).toList());
        return change(call, old -> {
            Map<String, String> changed = new LinkedHashMap<>(old);
            tags.forEach(tag -> changed.put(tag.text("TagKey"), tag.text("TagValue")));
            return changed;
        });
    }

    Object untag(Invocation call) {
        List<String> keys = call.params().texts("TagKeys");
        require(keys, "TagKeys");
        distinct(keys);
        return change(call, old -> Ordered.minus(old, keys));
    }

    private static void distinct(List<String> keys) {
        Set<String> seen = new HashSet<>();
        keys.forEach(key -> {
            if (!seen.add(key)) {
                throw new ApiError("InvalidParameterValue.TagKeyDuplicate", "The tag comes twice: " + key);
            }
        });
    }

    private Object change(Invocation call, UnaryOperator<Map<String, String>> change) {
        List<String> resources = call.params().texts("ResourceList");
        require(resources, "ResourceList");
        List<String> ids = resources.stream().map(this::loadBalancer).toList();
        ids.forEach(id -> account.apply(world -> world.change(id, old -> old.withTags(change.apply(old.tags())))));
        return new Wire.TagFailures(List.of());
    }

    private String loadBalancer(String resource) {
        String id = resource.substring(resource.lastIndexOf('/') + 1);
        if (!resource.matches("qcs::clb:[^:]*:uin/[^:]*:clb/.+")) {
            throw new ApiError("InvalidParameterValue.ResourceDescriptionError", "Not a resource: " + resource);
        }
        if (account.world().loadBalancer(id).isEmpty()) {
            throw new ApiError("FailedOperation", "The resource " + resource + " is not found.");
        }
        return id;
    }

    private static void require(List<?> items, String name) {
        if (items.isEmpty()) {
            throw ApiError.missing(name);
        }
        Checks.atMost(items, name, MOST);
    }

    Object describe(Invocation call) {
        List<String> ids = call.params().texts("ResourceIds");
        Checks.atMost(ids, "ResourceIds", 50);
        Checks.Page page = Checks.page(call.params(), 15, 200);
        List<Wire.ResourceTag> tags = new ArrayList<>();
        ids.forEach(id -> account.seen(call.twist())
                .loadBalancer(id)
                .ifPresent(loadBalancer ->
                        loadBalancer.tags().forEach((key, value) -> tags.add(new Wire.ResourceTag(key, value, id)))));
        return new Wire.ResourceTags(
                tags.size(), page.offset(), page.limit(), page.of(tags.stream()).toList());
    }
}
