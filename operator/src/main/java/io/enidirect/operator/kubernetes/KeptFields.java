package io.enidirect.operator.kubernetes;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBuilder;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is read of pods and nodes, of which there may be thousands: what nobody keeps of them is skipped while it is parsed, and
 * the hundreds of types that a pod may be made of are never looked at.
 */
final class KeptFields extends BeanDeserializerModifier {
    private static final long serialVersionUID = 1L;

    private static final Map<Class<?>, Set<String>> KEPT = Map.of(
            PodSpec.class, Set.of("hostNetwork", "readinessGates", "initContainers", "containers"),
            Container.class, Set.of("ports"),
            PodStatus.class, Set.of("phase", "podIPs", "conditions"),
            NodeStatus.class, Set.of("addresses"));

    @Override
    public BeanDeserializerBuilder updateBuilder(
            DeserializationConfig config, BeanDescription bean, BeanDeserializerBuilder builder) {
        Set<String> kept = KEPT.get(bean.getBeanClass());
        if (kept != null) {
            List<SettableBeanProperty> properties = new ArrayList<>();
            builder.getProperties().forEachRemaining(properties::add);
            properties.stream()
                    .filter(property -> !kept.contains(property.getName()))
                    .forEach(property -> {
                        builder.removeProperty(property.getFullName());
                        builder.addIgnorable(property.getName());
                    });
        }
        return builder;
    }
}
