package io.enidirect.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.LoadBalancerSettings;
import io.enidirect.cloud.Network;
import io.enidirect.operator.desired.model.LoadBalancerWish;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OrderHashTest {
    private static final Network PUBLIC = new Network(Network.Type.PUBLIC, "vpc-1", null, Network.IpVersion.IPV4);

    private static String hash(String name, Network network, Map<String, String> tags) {
        return OrderHash.of(wish(name, network, tags, null));
    }

    private static LoadBalancerWish wish(
            String name, Network network, Map<String, String> tags, @Nullable Boolean passToTarget) {
        return new LoadBalancerWish(
                name, network, tags, new LoadBalancerSettings(passToTarget, null, null), null, Set.of());
    }

    /** It stands in records: to change it makes every order that is under way another one. */
    @Test
    void staysWhatItIs() {
        assertThat(hash("web", PUBLIC, Map.of("a", "1", "b", "2"))).isEqualTo("c3dad49fdddacb2817e2a3b47c9f3680");
    }

    @Test
    void isAnothersWhereTheSecurityGroupsArePassedOrNot() {
        assertThat(new String[] {
                    hash("web", PUBLIC, Map.of()),
                    OrderHash.of(wish("web", PUBLIC, Map.of(), true)),
                    OrderHash.of(wish("web", PUBLIC, Map.of(), false))
                })
                .doesNotHaveDuplicates();
    }

    @Test
    void isAnothersForAnythingElse() {
        Network internal = new Network(Network.Type.INTERNAL, "vpc-1", "subnet-1", Network.IpVersion.IPV4);

        assertThat(new String[] {
                    hash("web", PUBLIC, Map.of()),
                    hash("api", PUBLIC, Map.of()),
                    hash("web", internal, Map.of()),
                    hash("web", PUBLIC, Map.of("a", "1")),
                    hash("web", PUBLIC, Map.of("a", "")),
                    hash("web", PUBLIC, Map.of("a1", ""))
                })
                .doesNotHaveDuplicates();
    }
}
