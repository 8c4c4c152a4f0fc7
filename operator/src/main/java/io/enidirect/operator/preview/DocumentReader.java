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
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The text of one file → its documents, as far as they can be read. JSON is YAML, too. */
final class DocumentReader {
    /** As deep as no object of Kubernetes is. */
    private static final int DEEPEST = 100;
    /** Digits; reading a number takes time by the square of them. */
    private static final int LONGEST_NUMBER = 1_000;
    /** Characters of all names on the way to a field, which each field below repeats. */
    private static final int LONGEST_PATH = 2_000;
    /** What aliases may make of a text, in fields and items, beyond one for each of its characters. */
    private static final int FREE = 100_000;

    private static final Pattern JSON = Pattern.compile("\\s*(\\{\\s*[\"}]|\\[\\s*[\\[{\"\\]])");

    private static final ObjectMapper TREES = new ObjectMapper();

    private final String file;
    private final List<Flaw> flaws;
    /** How many nodes are still looked at. */
    private int left;

    /** @param flaws takes what is wrong */
    DocumentReader(String file, List<Flaw> flaws) {
        this.file = file;
        this.flaws = flaws;
    }

    /** Those that hold something. After one that can't be parsed nobody knows where the next begins. */
    List<Document> read(String text) {
        List<Document> documents = new ArrayList<>();
        int number = 1;
        LoadSettings settings = settings(text);
        left = text.length() + FREE;
        try {
            Iterator<Node> nodes = new Composer(
                    settings,
                    new BoundedParser(
                            new ParserImpl(settings, new StreamReader(settings, withoutTabs(text))), DEEPEST));
            for (; nodes.hasNext(); number++) {
                document(nodes.next(), number, settings).ifPresent(documents::add);
            }
        } catch (Unreadable e) {
            flaws.add(flaw(number, e.line(), e.what()));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            flaws.add(flaw(number, line, "is no " + language(text) + ": " + e.getProblem()));
        } catch (YamlEngineException e) {
            flaws.add(flaw(number, 0, "is no " + language(text) + ": " + e.getMessage()));
        }
        return documents;
    }

    private static LoadSettings settings(String text) {
        return LoadSettings.builder()
                // like kubectl: ~ and True are no texts
                .setSchema(new CoreSchema())
                .setCodePointLimit(Integer.MAX_VALUE)
                // a long word is copied with each buffer that it goes on in
                .setBufferSize(Math.max(1_024, text.length()))
                .build();
    }

    /** What the author meant to write. */
    private String language(String text) {
        return file.endsWith(".json") || JSON.matcher(text).lookingAt() ? "JSON" : "YAML";
    }

    /** JSON may be indented by them, which YAML forbids, and has them nowhere else. */
    private static String withoutTabs(String text) {
        return text.stripLeading().startsWith("{") ? text.replace('\t', ' ') : text;
    }

    private Optional<Document> document(Node root, int number, LoadSettings settings) {
        Map<JsonPointer, Integer> lines = new HashMap<>();
        try {
            locate(root, JsonPointer.empty(), lines);
        } catch (Unreadable e) {
            flaws.add(flaw(number, e.line(), e.what()));
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

    private void locate(Node node, JsonPointer at, Map<JsonPointer, Integer> lines) {
        left--;
        if (left < 0) {
            throw new Unreadable("becomes too large by its aliases", node.getStartMark());
        }
        bounded(node);
        lines.putIfAbsent(at, line(node));
        if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
                bounded(entry.getKeyNode());
                if (at.length() + key.length() > LONGEST_PATH) {
                    throw new Unreadable(
                            "has too long a name", entry.getKeyNode().getStartMark());
                }
                JsonPointer field = at.appendProperty(key);
                lines.put(field, line(entry.getKeyNode()));
                locate(entry.getValueNode(), field, lines);
            }
        } else if (node instanceof SequenceNode sequence) {
            for (int index = 0; index < sequence.getValue().size(); index++) {
                locate(sequence.getValue().get(index), at.appendIndex(index), lines);
            }
        }
    }

    private static void bounded(Node node) {
        if (node instanceof ScalarNode scalar
                && (node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT))
                && scalar.getValue().length() > LONGEST_NUMBER) {
            throw new Unreadable("has a number of " + scalar.getValue().length() + " digits", node.getStartMark());
        }
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    private Flaw flaw(int number, int line, String what) {
        return new Flaw(file, number, line, what);
    }
}
