package io.enidirect.operator.kubernetes;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import io.enidirect.operator.annotations.Keys;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out, of the metadata of every object, what is never looked at: the record of who wrote which field, which anybody may
 * nest and name as he likes, and annotations of others. Nothing behind this parser ever holds them, however large they are.
 */
final class LeanParser extends JsonParserDelegate {
    LeanParser(JsonParser parser) {
        super(parser);
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        JsonToken token = delegate.nextToken();
        while (token == JsonToken.FIELD_NAME && leftOut(delegate.currentName(), delegate.getParsingContext())) {
            delegate.nextToken();
            delegate.skipChildren();
            token = delegate.nextToken();
        }
        return token;
    }

    @Override
    public @Nullable JsonToken nextValue() throws IOException {
        JsonToken token = nextToken();
        return token == JsonToken.FIELD_NAME ? nextToken() : token;
    }

    private static boolean leftOut(String name, JsonStreamContext object) {
        JsonStreamContext around = object.getParent();
        if (around == null || around.getCurrentName() == null) {
            return false;
        }
        return switch (around.getCurrentName()) {
            case "metadata" -> name.equals("managedFields");
            case "annotations" ->
                around.getParent() != null
                        && "metadata".equals(around.getParent().getCurrentName())
                        && !Keys.isRead(name);
            default -> false;
        };
    }
}
