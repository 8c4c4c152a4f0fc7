package io.enidirect.operator.kinds.ingress;

import io.enidirect.operator.annotations.Cut;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPathBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRuleBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * As many of an Ingress's rules as could ever be programmed, and far more.
 *
 * @param rules the first of them
 * @param more whether that is not all
 */
record BoundedRules(List<IngressRule> rules, boolean more) {
    /** A URL has 200 characters: what is cut here is refused as it would be uncut. */
    private static final int PATH = 256;

    BoundedRules {
        rules = List.copyOf(rules);
    }

    static BoundedRules of(@Nullable List<IngressRule> all) {
        List<IngressRule> kept = new ArrayList<>();
        int left = Cut.PATHS;
        for (IngressRule rule : all == null ? List.<IngressRule>of() : all) {
            List<HTTPIngressPath> paths = paths(rule);
            if (left <= 0) {
                return new BoundedRules(kept, true);
            }
            kept.add(bounded(rule, paths, left));
            if (paths.size() > left) {
                return new BoundedRules(kept, true);
            }
            // a host without paths is one rule, too
            left -= Math.max(1, paths.size());
        }
        return new BoundedRules(kept, false);
    }

    private static IngressRule bounded(IngressRule rule, List<HTTPIngressPath> paths, int most) {
        boolean asItIs = paths.size() <= most && paths.stream().noneMatch(BoundedRules::isLong);
        return asItIs
                ? rule
                : new IngressRuleBuilder(rule)
                        .editHttp()
                        .withPaths(paths.stream()
                                .limit(most)
                                .map(path -> isLong(path)
                                        ? new HTTPIngressPathBuilder(path)
                                                .withPath(path.getPath().substring(0, PATH))
                                                .build()
                                        : path)
                                .toList())
                        .endHttp()
                        .build();
    }

    private static boolean isLong(HTTPIngressPath path) {
        return path.getPath() != null && path.getPath().length() > PATH;
    }

    private static List<HTTPIngressPath> paths(IngressRule rule) {
        return rule.getHttp() == null || rule.getHttp().getPaths() == null
                ? List.of()
                : rule.getHttp().getPaths();
    }
}
