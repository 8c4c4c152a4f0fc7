package io.enidirect.operator.kinds.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.operator.annotations.Cut;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPathBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRuleBuilder;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedRulesTest {
    @Test
    void keepsAsManyPathsAsCouldFitAndNoneLongerThanAUrl() {
        IngressRule one = rule(400, "/a");
        assertThat(BoundedRules.of(List.of(one))).isEqualTo(new BoundedRules(List.of(one), false));

        BoundedRules kept = BoundedRules.of(List.of(one, rule(400, "/" + "b".repeat(1_000)), one));
        assertThat(kept.more()).isTrue();
        assertThat(kept.rules()).hasSize(2);
        assertThat(kept.rules().get(1).getHttp().getPaths())
                .hasSize(Cut.PATHS - 400)
                .allMatch(path -> path.getPath().length() == 256);
    }

    private static IngressRule rule(int paths, String path) {
        return new IngressRuleBuilder()
                .withNewHttp()
                .withPaths(Collections.nCopies(
                        paths, new HTTPIngressPathBuilder().withPath(path).build()))
                .endHttp()
                .build();
    }
}
