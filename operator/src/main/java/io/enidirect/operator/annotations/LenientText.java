package io.enidirect.operator.annotations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** Structured values of annotations: users write what YAML would take for JSON, and TKE's own documentation does. */
final class LenientText {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** An alias is a text to it, and nothing is expanded. */
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private LenientText() {}

    /** @throws JsonProcessingException for what is neither */
    static JsonNode read(String text) throws JsonProcessingException {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            return YAML.readTree(text);
        }
    }
}
