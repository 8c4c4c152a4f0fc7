package io.enidirect.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.tencentcloudapi.common.AbstractModel;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A command that users are told to type, held against the requests of the cloud's SDK, from which tccli is made, too. */
public final class TccliCommand {
    private static final Pattern WORD = Pattern.compile("(?:'[^']*'|[^\\s'`,]+)+");
    private static final ObjectMapper JSON = new ObjectMapper();

    private TccliCommand() {}

    /** @return what of it there is not, as far as its product, action, and parameters with all that is in them go */
    public static Optional<String> wrong(String command) {
        List<String> words =
                WORD.matcher(command).results().map(MatchResult::group).toList();
        if (words.size() < 3 || words.size() % 2 == 0) {
            return Optional.of("tccli PRODUCT ACTION [--NAME VALUE]…, not " + command);
        }
        Optional<Class<? extends AbstractModel>> request = request(words.get(1), words.get(2));
        if (request.isEmpty()) {
            return Optional.of(words.get(1) + " " + words.get(2));
        }
        ObjectNode given = JsonNodeFactory.instance.objectNode();
        for (int i = 3; i < words.size(); i += 2) {
            given.set(words.get(i).replaceFirst("^--", ""), value(words.get(i + 1)));
        }
        return given.equals(asRead(given, request.get())) ? Optional.empty() : Optional.of(given.toString());
    }

    /** Of the command with which a message ends. */
    public static Optional<String> wrongIn(String message) {
        return wrong(message.replaceFirst("(?s).*(?=\\btccli )", "").replaceFirst("\\.$", ""));
    }

    /** By any version of the product's API. */
    private static Optional<Class<? extends AbstractModel>> request(String product, String action) {
        Pattern name = Pattern.compile("(com/tencentcloudapi/" + Pattern.quote(product) + "/v\\d+/models/"
                + Pattern.quote(action) + "Request)\\.class");
        try (JarFile sdk = new JarFile(Path.of(AbstractModel.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toFile())) {
            return sdk.stream()
                    .map(entry -> name.matcher(entry.getName()))
                    .filter(found -> found.matches())
                    .map(found -> found.group(1).replace('/', '.'))
                    .findFirst()
                    .map(TccliCommand::type);
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError("The SDK can't be read", e);
        }
    }

    private static Class<? extends AbstractModel> type(String name) {
        try {
            return Class.forName(name).asSubclass(AbstractModel.class);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode value(String word) {
        String text = word.replaceAll("^'|'$", "");
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JSON.getNodeFactory().textNode(text);
        }
    }

    /** What the SDK would send of it: what it has no place for is not there, and what has another form is refused. */
    private static JsonNode asRead(ObjectNode given, Class<? extends AbstractModel> type) {
        try {
            return JSON.readTree(AbstractModel.toJsonString(AbstractModel.fromJsonString(given.toString(), type)));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        } catch (RuntimeException e) {
            return JSON.getNodeFactory().textNode(String.valueOf(e.getMessage()));
        }
    }
}
