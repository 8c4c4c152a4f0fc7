package io.enidirect.operator.preview;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.enidirect.operator.kinds.Requirement;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Documents → objects, as strict with what users write as kubectl and the API server are: no unknown fields, no
 * {@code true} where a text is meant.
 */
final class ObjectReader {
    /** What {@link KubernetesSerialization} puts up with can't be forbidden it: it is for what the cluster wrote. */
    private static final KubernetesSerialization LENIENT = new KubernetesSerialization();

    private static final ObjectMapper STRICT = strict();

    private final List<Flaw> flaws;

    /** @param flaws takes what is wrong */
    ObjectReader(List<Flaw> flaws) {
        this.flaws = flaws;
    }

    /** Empty where anything is wrong with it: the API server would not take it. */
    Optional<HasMetadata> read(Document document, ManifestKind kind) {
        int before = flaws.size();
        for (Requirement requirement : kind.requirements()) {
            requirement
                    .brokenBy(document.node())
                    .forEach(
                            field -> flaws.add(document.flaw(field, Document.field(field) + " " + requirement.rule())));
        }
        emptyItems(document, document.node(), JsonPointer.empty());
        Optional<HasMetadata> object = typed(document, kind);
        return flaws.size() == before ? object : Optional.empty();
    }

    private void emptyItems(Document document, JsonNode node, JsonPointer at) {
        if (node.isNull() && at.last() != null && at.last().mayMatchElement()) {
            flaws.add(document.flaw(at, Document.field(at) + " is empty"));
        }
        for (int index = 0; node.isArray() && index < node.size(); index++) {
            emptyItems(document, node.path(index), at.appendIndex(index));
        }
        node.properties().forEach(field -> emptyItems(document, field.getValue(), at.appendProperty(field.getKey())));
    }

    private Optional<HasMetadata> typed(Document document, ManifestKind kind) {
        try {
            return Optional.of(
                    kind.strict()
                            ? STRICT.readerFor(kind.type())
                                    .withHandler(new Unknown(document))
                                    .<HasMetadata>readValue(document.node())
                            : LENIENT.convertValue(document.node(), kind.type()));
        } catch (JsonMappingException e) {
            flaws.add(mismatch(document, e));
        } catch (IllegalArgumentException e) {
            flaws.add(
                    e.getCause() instanceof JsonMappingException cause
                            ? mismatch(document, cause)
                            : document.flaw(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            flaws.add(document.flaw(String.valueOf(e.getMessage())));
        }
        return Optional.empty();
    }

    private static Flaw mismatch(Document document, JsonMappingException error) {
        JsonPointer field = JsonPointer.empty();
        for (JsonMappingException.Reference step : error.getPath()) {
            field = step.getFieldName() == null
                    ? field.appendIndex(step.getIndex())
                    : field.appendProperty(step.getFieldName());
        }
        String what = error instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null
                ? "must be " + expected(mismatch.getTargetType())
                : error.getOriginalMessage();
        return document.flaw(field, Document.field(field) + " " + what);
    }

    private static String expected(Class<?> type) {
        if (type == String.class) {
            return "a text: put it in quotes";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (Number.class.isAssignableFrom(type) || type == int.class) {
            return "a whole number";
        }
        if (type.isEnum()) {
            return "one of "
                    + String.join(
                            ", ",
                            List.of(type.getEnumConstants()).stream()
                                    .map(Object::toString)
                                    .toList());
        }
        return Collection.class.isAssignableFrom(type)
                ? "a list"
                : Map.class.isAssignableFrom(type) ? "a map" : "an object";
    }

    private static ObjectMapper strict() {
        ObjectMapper mapper = JsonMapper.builder()
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .annotationIntrospector(new NothingUnknown())
                .build();
        for (CoercionInputShape shape :
                List.of(CoercionInputShape.Boolean, CoercionInputShape.Integer, CoercionInputShape.Float)) {
            mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
        }
        return mapper;
    }

    /** The models of Kubernetes take every field, known or not; but what they don't know has no effect. */
    private static final class NothingUnknown extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasAnySetter(Annotated member) {
            return member instanceof AnnotatedMember method && method.getDeclaringClass() == FieldsV1.class
                    ? super.hasAnySetter(member)
                    : Boolean.FALSE;
        }

        @Override
        public JsonIgnoreProperties.Value findPropertyIgnoralByName(MapperConfig<?> config, Annotated type) {
            return super.findPropertyIgnoralByName(config, type).withoutIgnoreUnknown();
        }
    }

    /** Tells of each unknown field and goes on. A status is the cluster's, and may be newer than its model here. */
    private final class Unknown extends DeserializationProblemHandler {
        private final Document document;

        Unknown(Document document) {
            this.document = document;
        }

        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser parser,
                JsonDeserializer<?> deserializer,
                Object beanOrClass,
                String name)
                throws IOException {
            JsonPointer way = document.existing(parser.getParsingContext().pathAsPointer());
            JsonPointer field = way.last() != null && way.last().matchesProperty(name) ? way : way.appendProperty(name);
            if (!field.matchesProperty("status") && !field.toString().startsWith("/status/")) {
                flaws.add(document.flaw(field, Document.field(field) + " is not known"));
            }
            parser.skipChildren();
            return true;
        }
    }
}
