package io.enidirect.operator.apply;

import static io.enidirect.operator.apply.Cluster.State.READY;
import static io.enidirect.operator.apply.Path.exact;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.crd.RuleRecord;
import io.enidirect.operator.desired.DefaultDomain;
import io.enidirect.operator.plan.Planned;
import io.enidirect.operator.plan.Step;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Design §10.4 for Ingresses: the calls of each change, no more. */
class IngressCallCountTest extends LoopFixture {

    /** The placeholder of the default domain is one of the rules. */
    private static Path[] paths(int rules) {
        return IntStream.range(1, rules)
                .mapToObj(i -> exact("h%02d.test".formatted(i % 5), "/p%02d".formatted(i), "api"))
                .toArray(Path[]::new);
    }

    @ParameterizedTest
    @CsvSource({"3, 1, 4, 1", "21, 2, 30, 2", "45, 3, 30, 3", "50, 3, 9, 1"})
    void anIngressOnANewLoadBalancerTakesTheFewestWrites(int rules, int creations, int pods, int registrations) {
        Loop loop = settledIngress(pods, paths(rules));

        assertThat(loop.wire.writes())
                .startsWith("create", "createListeners")
                .hasSize(2 + creations + registrations)
                .filteredOn("createRules"::equals)
                .hasSize(creations);
        assertThat(loop.wire.writes()).filteredOn("register"::equals).hasSize(registrations);
        assertThat(loop.rules()).hasSize(rules).containsKey(DefaultDomain.PLACEHOLDER.toString());
        assertThat(loop.defaultDomains()).containsExactly(DefaultDomain.NAME);
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets()).hasSize((rules - 1) * pods);
        assertThat(loop.record().listeners().get(0).rules())
                .hasSize(rules)
                .extracting(RuleRecord::id)
                .doesNotContainNull();
        assertThat(loop.plan().steps()).isEmpty();
    }
}
