package io.enidirect.operator.kubernetes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An object of which no more than its metadata could be read. It is there, so it is not taken for deleted, and says nothing:
 * what was known of it before goes on counting.
 */
public final class Unreadable {
    private static final Logger log = LoggerFactory.getLogger(Unreadable.class);
    /** No user can set it: the API server drops what metadata does not have. */
    private static final String MARK = "eni-direct.io/unreadable";

    private Unreadable() {}

    public static boolean is(HasMetadata object) {
        return object.getMetadata().getAdditionalProperties().containsKey(MARK);
    }

    /**
     * Such an object, empty but for its metadata.
     *
     * @param why for the log
     */
    static HasMetadata of(Class<? extends HasMetadata> type, ObjectMeta metadata, String why, ObjectMapper mapper) {
        log.atWarn()
                .addKeyValue("kind", HasMetadata.getKind(type))
                .addKeyValue("namespace", metadata.getNamespace())
                .addKeyValue("name", metadata.getName())
                .addKeyValue("why", why)
                .log("An object can't be read: what was known of it before stays, the others are not concerned");
        ObjectNode empty = JsonNodeFactory.instance.objectNode();
        empty.putObject("spec");
        HasMetadata object = mapper.convertValue(empty, type);
        metadata.setAdditionalProperty(MARK, true);
        object.setMetadata(metadata);
        return object;
    }
}
