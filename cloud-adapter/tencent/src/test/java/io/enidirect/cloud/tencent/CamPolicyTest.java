package io.enidirect.cloud.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.GsonBuilder;
import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.LoadBalancers;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The policy that an administrator gives to the controller allows exactly the actions that it was seen to call. {@code
 * -Dpolicy.update} writes it anew.
 */
final class CamPolicyTest {
    private static final Path POLICY = Path.of("../../deploy/cam-policy.json");
    /** By what a call tells of its product: its version. */
    private static final Map<String, String> PRODUCTS =
            Map.of("2018-03-17", "clb", "2019-12-05", "ssl", "2018-08-13", "tag");

    /** A load balancer costs money, and to order one takes the right to pay for it. */
    private static final Map<String, Object> PAYMENT = statement(List.of("finance:*"), List.of("qcs::clb:::*"));

    @Test
    void allowsExactlyTheActionsThatAreCalled() throws IOException {
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("version", "2.0");
        policy.put("statement", List.of(statement(List.copyOf(called()), List.of("*")), PAYMENT));
        String wanted = new GsonBuilder().setPrettyPrinting().create().toJson(policy) + "\n";
        if (System.getProperty("policy.update") != null) {
            Files.writeString(POLICY, wanted);
        }

        assertThat(Files.readString(POLICY)).isEqualTo(wanted);
    }

    /** Else an action could be called that is not seen here. */
    @Test
    void seesACallOfEachMethodOfThePort() {
        Set<String> seen = new TreeSet<>();
        LoadBalancers noting = (LoadBalancers) Proxy.newProxyInstance(
                LoadBalancers.class.getClassLoader(),
                new Class<?>[] {LoadBalancers.class},
                (proxy, method, arguments) -> {
                    seen.add(method.getName());
                    return null;
                });
        for (PortCall call : PortCall.values()) {
            call.on(noting);
        }

        assertThat(Arrays.stream(LoadBalancers.class.getMethods())
                        .map(method -> method.getName())
                        .filter(name -> !name.equals("within"))
                        .collect(Collectors.toSet()))
                .isEqualTo(seen);
    }

    private static Set<String> called() throws IOException {
        try (LoopbackServer server = new LoopbackServer(request -> Reply.error("InvalidParameter", "no"))) {
            for (PortCall call : PortCall.values()) {
                try {
                    call.on(Adapters.at(server.endpoint()));
                } catch (CloudException e) {
                    // only what is sent counts
                }
            }
            return server.received().stream()
                    .map(each -> PRODUCTS.get(each.headers().get("x-tc-version")) + ":" + each.action())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Map<String, Object> statement(List<String> actions, List<String> resources) {
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("effect", "allow");
        statement.put("action", actions);
        statement.put("resource", resources);
        return statement;
    }
}
