package io.enidirect.operator.preview;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The text of one file → its documents, as far as they can be read. JSON is YAML, too. */
final class DocumentReader {
    /** As deep as no object of Kubernetes is, and an alias that stands within itself soon gets. */
    private static final int DEEPEST = 100;

    private static final ObjectMapper TREES = new ObjectMapper();

    private final LoadSettings settings = LoadSettings.builder()
            // like kubectl: ~ and True are no texts
            .setSchema(new CoreSchema())
            .setCodePointLimit(Integer.MAX_VALUE)
            .build();
    private final String file;
    private final List<Flaw> flaws;

    /** @param flaws takes what is wrong */
    DocumentReader(String file, List<Flaw> flaws) {
        this.file = file;
        this.flaws = flaws;
    }

    /** Those that hold something. After one that can't be parsed nobody knows where the next begins. */
    List<Document> read(String text) {
        List<Document> documents = new ArrayList<>();
        int number = 1;
        try {
            Iterator<Node> nodes = new Compose(settings)
                    .composeAllFromString(withoutTabs(text))
                    .iterator();
            for (; nodes.hasNext(); number++) {
                document(nodes.next(), number).ifPresent(documents::add);
            }
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            flaws.add(flaw(number, line, "is no YAML: " + e.getProblem()));
        } catch (YamlEngineException e) {
            flaws.add(flaw(number, 0, "is no YAML: " + e.getMessage()));
        }
        return documents;
    }

    /** JSON may be indented by them, which YAML forbids, and has them nowhere else. */
    private static String withoutTabs(String text) {
        return text.stripLeading().startsWith("{") ? text.replace('\t', ' ') : text;
    }

    private Optional<Document> document(Node root, int number) {
        Map<JsonPointer, Integer> lines = new HashMap<>();
        try {
            locate(root, JsonPointer.empty(), 0, lines);
        } catch (YamlEngineException e) {
            flaws.add(flaw(number, line(root), String.valueOf(e.getMessage())));
            return Optional.empty();
        }
        Object value = new StandardConstructor(settings).constructSingleDocument(Optional.of(root));
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof Map)) {
            flaws.add(flaw(number, line(root), "is no object with apiVersion and kind"));
            return Optional.empty();
        }
        JsonNode node = TREES.valueToTree(value);
        return Optional.of(new Document(file, number, JsonPointer.empty(), node, lines));
    }

    private static void locate(Node node, JsonPointer at, int depth, Map<JsonPointer, Integer> lines) {
        if (depth > DEEPEST) {
            throw new YamlEngineException("is nested too deeply");
        }
        lines.putIfAbsent(at, line(node));
        if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
                JsonPointer field = at.appendProperty(key);
                lines.put(field, line(entry.getKeyNode()));
                locate(entry.getValueNode(), field, depth + 1, lines);
            }
        } else if (node instanceof SequenceNode sequence) {
            for (int index = 0; index < sequence.getValue().size(); index++) {
                locate(sequence.getValue().get(index), at.appendIndex(index), depth + 1, lines);
            }
        }
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    private Flaw flaw(int number, int line, String what) {
        return new Flaw(file, number, line, what);
    }
}
