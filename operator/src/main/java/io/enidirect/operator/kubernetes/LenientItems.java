package io.enidirect.operator.kubernetes;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One item of a list that can't be read costs itself only: it comes as {@link Unreadable}. A list that is no JSON, or an item
 * without readable metadata, fails as a whole all the same.
 */
final class LenientItems extends BeanDeserializerModifier {
    private static final long serialVersionUID = 1L;

    private final transient ObjectMapper mapper;

    LenientItems(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public JsonDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> deserializer) {
        if (bean.getBeanClass() == ObjectMeta.class) {
            return new Metadata(deserializer);
        }
        return HasMetadata.class.isAssignableFrom(bean.getBeanClass()) ? new Item(deserializer, mapper) : deserializer;
    }

    /** Remembers the first of an item, which is the item's own: the API server writes it before everything else. */
    private static final class Metadata extends DelegatingDeserializer {
        private static final long serialVersionUID = 1L;

        Metadata(JsonDeserializer<?> deserializer) {
            super(deserializer);
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> deserializer) {
            return new Metadata(deserializer);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            Object metadata = super.deserialize(parser, context);
            if (context.getAttribute(Metadata.class) == null) {
                context.setAttribute(Metadata.class, metadata);
            }
            return metadata;
        }
    }

    private static final class Item extends DelegatingDeserializer {
        private static final long serialVersionUID = 1L;

        private final transient ObjectMapper mapper;

        Item(JsonDeserializer<?> deserializer, ObjectMapper mapper) {
            super(deserializer);
            this.mapper = mapper;
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> deserializer) {
            return new Item(deserializer, mapper);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonStreamContext list = parser.getParsingContext().getParent();
            if (!items(list)) {
                return super.deserialize(parser, context);
            }
            context.setAttribute(Metadata.class, null);
            try {
                return super.deserialize(parser, context);
            } catch (JsonMappingException e) {
                if (!(context.getAttribute(Metadata.class) instanceof ObjectMeta metadata)) {
                    throw e;
                }
                while (parser.getParsingContext() != list) {
                    if (parser.nextToken() == null) {
                        throw e;
                    }
                }
                return Unreadable.of(
                        handledType().asSubclass(HasMetadata.class), metadata, LeanSerialization.why(e), mapper);
            }
        }

        private static boolean items(@Nullable JsonStreamContext list) {
            return list != null
                    && list.inArray()
                    && list.getParent() != null
                    && "items".equals(list.getParent().getCurrentName());
        }
    }
}
