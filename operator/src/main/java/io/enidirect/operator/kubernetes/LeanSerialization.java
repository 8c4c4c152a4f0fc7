package io.enidirect.operator.kubernetes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Reads what the API server answers, for the Kubernetes client of the controller. Nothing that somebody may store there keeps
 * a list or a watch from being read: Jackson's own limits are far below the API server's, and one object beyond them would end
 * the informer of its kind, at each start again.
 *
 * <p>What can't be read all the same is a {@link KubernetesClientException} without Jackson's own as its cause: by that the
 * framework tells what it tries again for ever from what ends an informer.
 */
public final class LeanSerialization extends KubernetesSerialization {
    /** Ten times what the API server parses, which are 10,000. Only what is skipped is ever that deep. */
    private static final int DEPTH = 100_000;
    /** More than etcd holds in one object. */
    private static final int LENGTH = 64 << 20;

    private final ObjectMapper mapper;

    public LeanSerialization() {
        this(mapper());
    }

    private LeanSerialization(ObjectMapper mapper) {
        super(mapper, true);
        this.mapper = mapper;
        mapper.registerModule(new SimpleModule("lenient items").setDeserializerModifier(new LenientItems(mapper)));
        mapper.registerModule(new SimpleModule("kept fields").setDeserializerModifier(new KeptFields()));
    }

    private static ObjectMapper mapper() {
        return new ObjectMapper(JsonFactory.builder()
                // a table of names that lives as long as the process would be filled by whoever invents names
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEPTH)
                        .maxNameLength(LENGTH)
                        .maxStringLength(LENGTH)
                        .build())
                .build());
    }

    /** Makes what it reads objects of these kinds with. */
    void learn(List<Class<? extends HasMetadata>> kinds) {
        kinds.forEach(mapper::readerFor);
    }

    @Override
    public <T> T unmarshal(InputStream json, TypeReference<T> type) {
        try (JsonParser parser = new LeanParser(mapper.getFactory().createParser(json))) {
            if (type.getType() == WatchEvent.class) {
                @SuppressWarnings("unchecked")
                T event = (T) event(parser);
                return event;
            }
            return mapper.readerFor(type).readValue(parser);
        } catch (IOException e) {
            throw unreadable(type.getType().getTypeName(), e);
        }
    }

    @Override
    public <T> T convertValue(Object value, Class<T> type) {
        try {
            return super.convertValue(value, type);
        } catch (IllegalArgumentException e) {
            throw unreadable(type.getName(), e);
        }
    }

    private WatchEvent event(JsonParser parser) throws IOException {
        JsonNode event = mapper.readTree(parser);
        return new WatchEvent(object(event.path("object")), event.path("type").asText());
    }

    private Object object(JsonNode object) throws IOException {
        try {
            return mapper.treeToValue(object, KubernetesResource.class);
        } catch (JsonProcessingException e) {
            Class<? extends KubernetesResource> type = getRegisteredKubernetesResource(
                    object.path("apiVersion").asText(), object.path("kind").asText());
            if (type == null || !HasMetadata.class.isAssignableFrom(type)) {
                throw e;
            }
            return Unreadable.of(
                    type.asSubclass(HasMetadata.class),
                    mapper.treeToValue(object.path("metadata"), ObjectMeta.class),
                    why(e),
                    mapper);
        }
    }

    private static KubernetesClientException unreadable(String type, Exception e) {
        return new KubernetesClientException("What the API server says can't be read as " + type + ": " + why(e));
    }

    /** Without an excerpt of what was read. */
    static String why(Exception e) {
        return e instanceof JsonMappingException mapping
                ? mapping.getOriginalMessage() + " at " + mapping.getPathReference()
                : String.valueOf(e.getMessage());
    }
}
