package io.enidirect.operator.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FragmentMergeTest {
    private static final String NOTHING_TO_DO = "as it is";

    /** As {@code TCP:80} and {@code HTTP:80 a.com /x}. */
    private static Fragment fragment(String text) {
        String[] words = text.strip().split(" ", -1);
        String[] listener = words[0].split(":");
        int port = Integer.parseInt(listener[1]);
        return words.length == 1
                ? new Fragment(listener[0], port, null, null)
                : new Fragment(listener[0], port, words[1].equals("-") ? "" : words[1], words[2]);
    }

    private static List<Fragment> fragments(String texts) {
        return texts.isBlank()
                ? List.of()
                : Stream.of(texts.split(",")).map(FragmentMergeTest::fragment).toList();
    }

    private static JsonNode yaml(String text) {
        // what begins with a brace would be taken for JSON
        return Serialization.unmarshal("---\n" + text, JsonNode.class);
    }

    private static ObjectNode spec(JsonNode tuning) {
        ObjectNode spec = JsonNodeFactory.instance.objectNode();
        spec.set("loadBalancer", tuning);
        return spec;
    }

    private static ObjectNode merged(JsonNode tuning, FragmentMerge.Result result) {
        ObjectNode after = tuning.isObject() ? tuning.deepCopy() : JsonNodeFactory.instance.objectNode();
        result.lists().forEach(after::set);
        return after;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a new part is added      | {}                                         | TCP:80 | {l4Listeners: [{protocol: TCP, port: 80}]}",
                "behind what is there     | {l4Listeners: [{protocol: TCP, port: 80}]} | TCP:80,UDP:53 | {l4Listeners: [{protocol: TCP, port: 80}, {protocol: UDP, port: 53}]}",
                "and goes with its part   | {l4Listeners: [{protocol: TCP, port: 80}, {protocol: UDP, port: 53}]} | UDP:53 | {l4Listeners: [{protocol: UDP, port: 53}]}",
                "all of them              | {l4Listeners: [{protocol: TCP, port: 80}]} | '' | {l4Listeners: []}",
                "what a user wrote in     | {l4Listeners: [{protocol: TCP, port: 80, scheduler: WRR}]} | '' | as it is",
                "or will, as nothing      | {l4Listeners: [{protocol: TCP, port: 80, scheduler: null}]} | '' | {l4Listeners: []}",
                "of a field of the future | {l4Listeners: [{protocol: TCP, port: 80, mood: {}}]} | '' | as it is",
                "beside his own no empty  | {l4Listeners: [{protocol: TCP, port: 80}, {protocol: tcp, port: 80, scheduler: WRR}]} | TCP:80 | {l4Listeners: [{protocol: tcp, port: 80, scheduler: WRR}]}",
                "nor two empty ones       | {l4Listeners: [{protocol: TCP, port: 80}, {protocol: TCP, port: 80}]} | TCP:80 | {l4Listeners: [{protocol: TCP, port: 80}]}",
                "the rest stays           | {internetMaxBandwidthOut: 10, l7Listeners: null} | TCP:80 | {internetMaxBandwidthOut: 10, l7Listeners: null, l4Listeners: [{protocol: TCP, port: 80}]}",
                "a rule is added whole    | {}                                         | HTTP:80 a.com /x | {l7Listeners: [{protocol: HTTP, port: 80, domains: [{domain: a.com, rules: [{url: /x}]}]}]}",
                "rules of a host together | {}                                         | HTTP:80 a.com /x,HTTP:80 a.com /y | {l7Listeners: [{protocol: HTTP, port: 80, domains: [{domain: a.com, rules: [{url: /x}, {url: /y}]}]}]}",
                "without a host           | {}                                         | HTTP:80 - / | {l7Listeners: [{protocol: HTTP, port: 80, domains: [{domain: '', rules: [{url: /}]}]}]}",
                "to its host              | {l7Listeners: [{protocol: HTTP, port: 80, domains: [{domain: a.com, rules: [{url: /x}]}]}]} | HTTP:80 a.com /x,HTTP:80 a.com /y | {l7Listeners: [{protocol: HTTP, port: 80, domains: [{domain: a.com, rules: [{url: /x}, {url: /y}]}]}]}",
                "a host to its listener   | {l7Listeners: [{protocol: HTTP, port: 80, keepaliveEnable: 0}]} | HTTP:80 b.com / | {l7Listeners: [{protocol: HTTP, port: 80, keepaliveEnable: 0, domains: [{domain: b.com, rules: [{url: /}]}]}]}",
                "a host goes empty        | {l7Listeners: [{protocol: HTTP, port: 80, domains: [{domain: a.com, rules: [{url: /x}]}, {domain: b.com, rules: [{url: /}]}]}]} | HTTP:80 b.com / | {l7Listeners: [{protocol: HTTP, port: 80, domains: [{domain: b.com, rules: [{url: /}]}]}]}",
                "and so does a listener   | {l7Listeners: [{protocol: HTTP, port: 80, domains: [{domain: a.com, rules: [{url: /x}]}]}]} | TCP:80 | {l7Listeners: [], l4Listeners: [{protocol: TCP, port: 80}]}",
                "not a user's host        | {l7Listeners: [{protocol: HTTP, port: 80, domains: [{domain: a.com, http2: true, rules: [{url: /x}]}]}]} | '' | {l7Listeners: [{protocol: HTTP, port: 80, domains: [{domain: a.com, http2: true, rules: []}]}]}",
                "nor one around his rule  | {l7Listeners: [{protocol: HTTP, port: 80, domains: [{domain: a.com, rules: [{url: /x}, {url: /y, scheduler: WRR}]}]}]} | '' | {l7Listeners: [{protocol: HTTP, port: 80, domains: [{domain: a.com, rules: [{url: /y, scheduler: WRR}]}]}]}",
                "his rule in another list | {l7Listeners: [{protocol: HTTP, port: 80, domains: [{domain: a.com, rules: [{url: /x}]}]}, {protocol: HTTP, port: 80, domains: [{domain: a.com, rules: [{url: /x, scheduler: WRR}]}]}]} | HTTP:80 a.com /x | {l7Listeners: [{protocol: HTTP, port: 80, domains: [{domain: a.com, rules: [{url: /x, scheduler: WRR}]}]}]}",
            })
    void mergesWhatAddressesTheParts(String name, String before, String wanted, String after) {
        JsonNode tuning = yaml(before);

        FragmentMerge.Result result = FragmentMerge.of(spec(tuning), fragments(wanted), true);

        assertThat(result.readable()).isTrue();
        if (after.equals(NOTHING_TO_DO)) {
            assertThat(result.lists()).isEmpty();
        } else {
            assertThat(merged(tuning, result)).isEqualTo(yaml(after));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{loadBalancer: []}",
                "{loadBalancer: {l4Listeners: {}}}",
                "{loadBalancer: {l4Listeners: [TCP]}}",
                "{loadBalancer: {l7Listeners: [{domains: x}]}}",
                "{loadBalancer: {l7Listeners: [{domains: [null]}]}}",
                "{loadBalancer: {l7Listeners: [{domains: [{rules: {}}]}]}}",
                "[]"
            })
    void leavesAloneWhatItCannotRead(String spec) {
        assertThat(FragmentMerge.of(yaml(spec), fragments("TCP:80"), true))
                .isEqualTo(new FragmentMerge.Result(false, Map.of()));
    }

    @Test
    void takesNothingOutOfWhatSomebodyElseMade() {
        JsonNode tuning = yaml("{l4Listeners: [{protocol: TCP, port: 443}, {protocol: TCP, port: 80}],"
                + " l7Listeners: [{protocol: HTTP, port: 80, domains: [{domain: a.com}]}]}");

        FragmentMerge.Result result = FragmentMerge.of(spec(tuning), fragments("TCP:80,UDP:53"), false);

        assertThat(result.lists())
                .isEqualTo(Map.of(
                        "l4Listeners",
                        yaml("[{protocol: TCP, port: 443}, {protocol: TCP, port: 80}, {protocol: UDP, port: 53}]")));
    }

    /** Parts come and go while a user writes what he likes where he likes. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void losesNothingThatAUserWroteAndAddressesEachPartOnce(long seed) {
        Random random = new Random(seed);
        ObjectNode tuning = JsonNodeFactory.instance.objectNode();
        for (int step = 0; step < 300; step++) {
            edit(tuning, random, step);
            List<Fragment> wanted = someParts(random);
            Set<String> users = contents(tuning);

            FragmentMerge.Result result = FragmentMerge.of(spec(tuning), wanted, true);
            tuning = merged(tuning, result);

            assertThat(contents(tuning)).as("step %d", step).isEqualTo(users);
            Set<Fragment> left = new HashSet<>(wanted);
            left.removeAll(leaves(tuning, false));
            assertThat(leaves(tuning, true)).as("step %d", step).containsExactlyInAnyOrderElementsOf(left);
            assertThat(FragmentMerge.of(spec(tuning), wanted, true).lists()).isEmpty();
        }
    }

    private static final List<Fragment> ALL = Stream.concat(
                    IntStream.range(80, 84).mapToObj(port -> fragment("TCP:" + port)),
                    Stream.of("-", "a.com", "*.a.com")
                            .flatMap(host ->
                                    Stream.of("/", "/x", "/y").map(url -> fragment("HTTP:80 " + host + " " + url))))
            .toList();

    private static List<Fragment> someParts(Random random) {
        return ALL.stream().filter(any -> random.nextInt(3) > 0).toList();
    }

    private static void edit(ObjectNode tuning, Random random, int step) {
        List<ObjectNode> entries = new ArrayList<>();
        entries(tuning, (address, entry) -> entries.add(entry));
        switch (random.nextInt(4)) {
            case 0 ->
                tuning.withArray(random.nextBoolean() ? "l4Listeners" : "l7Listeners")
                        .addObject()
                        .put("protocol", random.nextBoolean() ? "TCP" : "HTTP")
                        .put("port", 80 + random.nextInt(3))
                        .put("listenerName", "his-" + step);
            case 1, 2 -> {
                if (!entries.isEmpty()) {
                    entries.get(random.nextInt(entries.size())).put("word" + random.nextInt(2), "his-" + step);
                }
            }
            default -> {
                if (!entries.isEmpty()) {
                    entries.get(random.nextInt(entries.size())).remove(List.of("word0", "word1", "listenerName"));
                }
            }
        }
    }

    /** Each listener, host and rule, by what addresses it. */
    private static void entries(JsonNode tuning, BiConsumer<Fragment, ObjectNode> each) {
        for (String list : List.of("l4Listeners", "l7Listeners")) {
            for (JsonNode listener : tuning.path(list)) {
                Fragment key = Fragment.listener(listener);
                each.accept(key, (ObjectNode) listener);
                for (JsonNode host : listener.path("domains")) {
                    Fragment hostKey = key.host(host);
                    each.accept(hostKey, (ObjectNode) host);
                    host.path("rules").forEach(rule -> each.accept(hostKey.rule(rule), (ObjectNode) rule));
                }
            }
        }
    }

    /** All that is no address, with the address of where it stands. */
    private static Set<String> contents(JsonNode tuning) {
        Set<String> contents = new HashSet<>();
        entries(
                tuning,
                (address, entry) -> entry.propertyStream()
                        .filter(field -> field.getValue().asText().startsWith("his-"))
                        .forEach(field -> contents.add(address + " " + field)));
        return contents;
    }

    /** @param empty those that hold nothing but an address, of L4 listeners and of rules */
    private static List<Fragment> leaves(JsonNode tuning, boolean empty) {
        List<Fragment> leaves = new ArrayList<>();
        entries(tuning, (address, entry) -> {
            boolean leaf = address.isRule() || isL4(tuning, entry);
            boolean bare = entry.propertyStream()
                    .map(Map.Entry::getKey)
                    .allMatch(Set.of("protocol", "port", "domain", "url")::contains);
            if (leaf && bare == empty) {
                leaves.add(address);
            }
        });
        return leaves;
    }

    private static boolean isL4(JsonNode tuning, ObjectNode entry) {
        return tuning.path("l4Listeners") instanceof ArrayNode list
                && list.valueStream().collect(Collectors.toSet()).stream().anyMatch(other -> other == entry);
    }
}
