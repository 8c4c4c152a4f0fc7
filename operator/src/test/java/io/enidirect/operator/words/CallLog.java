package io.enidirect.operator.words;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.enidirect.cloud.Answer;
import io.enidirect.cloud.LoadBalancers;
import io.enidirect.cloud.Share;
import io.enidirect.cloud.tencent.CredentialsSource;
import io.enidirect.cloud.tencent.TencentLoadBalancers;
import io.enidirect.cloud.tencent.TencentOptions;
import io.enidirect.simulator.Call;
import io.enidirect.simulator.Simulator;
import io.enidirect.simulator.SimulatorOptions;
import io.enidirect.simulator.cloud.Settings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A simulated cloud behind the real adapter, and what arrived there. */
final class CallLog implements AutoCloseable {
    private static final Pattern OF_ONE_LIFE =
            Pattern.compile("lb-[a-z0-9]{8}|lbl-[a-z0-9]{8}|loc-[a-z0-9]{8}|0{8}-0000-0000-0000-[0-9]{12}");

    private final Simulator simulator = Simulator.start(SimulatorOptions.of("id", "key")
            .withSettings(Settings.DEFAULT.withRate(0).withTaskMillis(0).withDeletionsIn5Minutes(1_000)));
    private final LoadBalancers cloud = patient(TencentLoadBalancers.connect(
            new TencentOptions(
                    "ap-guangzhou",
                    URI.create(simulator.endpoint()),
                    TencentOptions.ROOT_DOMAIN,
                    CredentialsSource.env(Map.of("TENCENTCLOUD_SECRET_ID", "id", "TENCENTCLOUD_SECRET_KEY", "key")),
                    1_000,
                    Clock.systemUTC()),
            (action, outcome, took) -> {}));
    private final Map<String, String> names = new TreeMap<>();

    LoadBalancers cloud() {
        return cloud;
    }

    /** A call is sent again when its time comes: here the budget has a clock of its own, which goes by itself. */
    private static LoadBalancers patient(LoadBalancers cloud) {
        return (LoadBalancers) Proxy.newProxyInstance(
                LoadBalancers.class.getClassLoader(), new Class<?>[] {LoadBalancers.class}, (proxy, method, given) -> {
                    if (method.getName().equals("within")) {
                        return patient(cloud.within((Share) given[0]));
                    }
                    while (true) {
                        try {
                            Object answer = method.invoke(cloud, given);
                            if (!(answer instanceof Answer.Throttled)) {
                                return answer;
                            }
                            LockSupport.parkNanos(200_000);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }
                });
    }

    /** The writes since it was last asked, with what tells one life from another left out. */
    List<Written> take(Household household) {
        if (household.stands()) {
            name(household);
        }
        List<Written> writes = simulator.control().calls().stream()
                .filter(Call::mutating)
                .map(call -> new Written(call.action(), masked(call.request()), call.result()))
                .toList();
        simulator.control().clearCalls();
        return writes;
    }

    private void name(Household household) {
        household.main().record().listeners().forEach(listener -> {
            String key = listener.protocol() + ":" + listener.port();
            if (listener.id() != null) {
                names.put(listener.id(), key);
            }
            listener.domains()
                    .forEach(domain -> domain.rules().forEach(rule -> {
                        if (rule.id() != null) {
                            names.put(rule.id(), key + " " + domain.domain() + " " + rule.url());
                        }
                    }));
        });
    }

    private static JsonNode inOrder(JsonNode items) {
        return World.YAML
                .createArrayNode()
                .addAll(items.valueStream()
                        .sorted(Comparator.comparing(JsonNode::toString))
                        .toList());
    }

    /** Without what is another one in each life. Lists of objects, such as targets, and of ids come in any order. */
    private JsonNode masked(JsonNode node) {
        if (node.isTextual()) {
            return TextNode.valueOf(OF_ONE_LIFE
                    .matcher(node.asText())
                    .replaceAll(id -> Matcher.quoteReplacement(
                            names.getOrDefault(id.group(), "(" + id.group().replaceFirst("-.*", "") + ")"))));
        }
        if (node.isObject()) {
            ObjectNode masked = World.YAML.createObjectNode();
            node.properties()
                    .forEach(field -> masked.set(
                            field.getKey(),
                            field.getKey().equals("ClientToken")
                                    ? TextNode.valueOf("(token)")
                                    : field.getKey().endsWith("Ids")
                                            ? inOrder(masked(field.getValue()))
                                            : masked(field.getValue())));
            return masked;
        }
        if (node.isArray()) {
            ArrayNode items = World.YAML
                    .createArrayNode()
                    .addAll(node.valueStream().map(this::masked).toList());
            return node.path(0).isObject() ? inOrder(items) : items;
        }
        return node;
    }

    /**
     * A call.
     *
     * @param request its parameters
     */
    record Written(String action, JsonNode request, String result) {

        /** As one line. */
        String line() {
            return action + " " + request.toString().replace("\"", "") + (result.equals("OK") ? "" : " " + result);
        }

        /** A line for each parameter. */
        List<String> parameters() {
            List<String> lines = new ArrayList<>();
            lines.add(action);
            parameters(action + " ", request, lines);
            return lines;
        }

        private static void parameters(String path, JsonNode at, List<String> lines) {
            if (at.isObject()) {
                at.properties()
                        .forEach(field -> parameters(
                                path + (path.endsWith(" ") ? "" : ".") + field.getKey(), field.getValue(), lines));
            } else if (at.path(0).isObject()) {
                // in no order that would mean something
                at.forEach(each -> lines.add(path + " has " + each.toString().replace("\"", "")));
            } else {
                lines.add(path + "=" + at.toString().replace("\"", ""));
            }
        }
    }

    @Override
    public void close() {
        simulator.close();
    }
}
