package io.enidirect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What peers' charts can be told and ours can't has a reason; docs/compare.md is written from docs/compare.yaml. */
class CompareTest {
    private static final Path DATA = Path.of("..", "..", "docs", "compare.yaml");
    private static final Path PAGE = Path.of("..", "..", "docs", "compare.md");
    private static final Path SCHEMA = Path.of("..", "helm", "eni-direct", "values.schema.json");

    @Test
    void eachKeyOfAPeerIsOurKeyOrHasOneReason() throws IOException {
        JsonNode schema = Serialization.unmarshal(Files.readString(SCHEMA), JsonNode.class);

        assertThat(peers()).hasSize(2).allSatisfy(peer -> {
            assertThat(peer.keys()).extracting(Key::key).hasSizeGreaterThan(100).doesNotHaveDuplicates();
            assertThat(peer.keys())
                    .allSatisfy(key -> assertThat(
                                    Stream.of(key.have(), key.why()).filter(text -> text != null && !text.isBlank()))
                            .as("%s: either have, or why", key.key())
                            .hasSize(1));
            assertThat(peer.keys().stream()
                            .filter(key -> key.have() != null && !isThere(schema, key.have()))
                            .map(key -> key.key() + " → " + key.have()))
                    .as("keys that %s lacks", SCHEMA.getFileName())
                    .isEmpty();
        });
    }

    @Test
    void thePageIsWhatTheDataSays() throws IOException {
        String page = page(peers());
        if (System.getProperty("docs.update") != null) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("is stale: run the build once with -Ddocs.update")
                .content()
                .isEqualTo(page);
    }

    private static boolean isThere(JsonNode schema, String path) {
        JsonNode node = schema;
        for (String name : path.split("\\.", -1)) {
            node = resolved(schema, node).path("properties").path(name);
        }
        return !node.isMissingNode();
    }

    private static JsonNode resolved(JsonNode schema, JsonNode node) {
        return node.has("$ref") ? schema.at(node.get("$ref").textValue().substring(1)) : node;
    }

    private static String page(List<Peer> peers) {
        StringBuilder page = new StringBuilder("""
                # The chart and its peers

                What the charts of two controllers that many run can be told, and where that stands in
                [ours](../deploy/helm/eni-direct/values.yaml): our key, or the reason for having none. Written from
                [`compare.yaml`](compare.yaml); `CompareTest` fails where a key of ours is not there.
                """);
        for (Peer peer : peers) {
            page.append("\n## ").append(peer.name()).append("\n\nVersion [");
            page.append(peer.version()).append("](").append(peer.source()).append("): ");
            page.append(peer.keys().stream().filter(key -> key.have() != null).count())
                    .append(" keys of ")
                    .append(peer.keys().size())
                    .append(" are here; one with `.*` stands for all under it.\n\n| its key | ours |\n|---|---|\n");
            peer.keys().stream()
                    .filter(key -> key.have() != null)
                    .forEach(key -> page.append("| `%s` | `%s` |\n".formatted(key.key(), key.have())));
            page.append("\n| not here | why |\n|---|---|\n");
            byReason(peer).forEach((why, keys) -> page.append("| %s | %s |\n".formatted(String.join(", ", keys), why)));
        }
        return page.toString();
    }

    private static Map<String, List<String>> byReason(Peer peer) {
        Map<String, List<String>> reasons = new LinkedHashMap<>();
        for (Key key : peer.keys()) {
            if (key.why() != null) {
                reasons.computeIfAbsent(key.why(), why -> new ArrayList<>()).add("`" + key.key() + "`");
            }
        }
        return reasons;
    }

    private static List<Peer> peers() throws IOException {
        JsonNode data = Serialization.unmarshal(Files.readString(DATA), JsonNode.class);
        List<Peer> peers = new ArrayList<>();
        for (JsonNode peer : data.path("peers")) {
            List<Key> keys = new ArrayList<>();
            for (JsonNode key : peer.path("keys")) {
                assertThat(key.fieldNames()).toIterable().isSubsetOf("key", "have", "why");
                keys.add(new Key(
                        text(key, "key"),
                        key.path("have").textValue(),
                        key.path("why").textValue()));
            }
            peers.add(new Peer(text(peer, "peer"), text(peer, "version"), text(peer, "source"), keys));
        }
        return peers;
    }

    private static String text(JsonNode node, String name) {
        String text = node.path(name).textValue();
        assertThat(text).as("%s of %s", name, node).isNotBlank();
        return text;
    }

    private record Peer(String name, String version, String source, List<Key> keys) {}

    private record Key(
            String key, @Nullable String have, @Nullable String why) {}
}
