package io.enidirect.operator.observe;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.FieldSelectorBuilder;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.Set;
import java.util.function.Supplier;

/** Whether TKE's own service controller is at work in the cluster, told by its ConfigMap. Each reconciler has its own. */
public final class TkeController {
    static final String NAMESPACE = "kube-system";
    static final String CONFIG_MAP = "tke-service-controller-config";

    private final boolean claimBesideIt;
    private final IndexedStore<ConfigMap> store = new IndexedStore<>(Trim::configMap);

    /** @param claimBesideIt option {@code --claim-beside-tke}: it is not to be minded */
    public TkeController(boolean claimBesideIt) {
        this.claimBesideIt = claimBesideIt;
    }

    /** Whether it would answer to the annotation as well, and that is not allowed for. */
    public boolean active() {
        return !claimBesideIt && store.find(NAMESPACE, CONFIG_MAP).isPresent();
    }

    /** @param concerned whom it matters to when it comes or goes */
    public <P extends HasMetadata> EventSource<ConfigMap, P> source(
            EventSourceContext<P> context, Supplier<Set<ResourceID>> concerned) {
        return ChangeEventSource.over(
                ConfigMap.class,
                store,
                map -> concerned.get(),
                context,
                configuration -> configuration
                        .withNamespaces(NAMESPACE)
                        .withFieldSelector(new FieldSelectorBuilder()
                                .withField("metadata.name", CONFIG_MAP)
                                .build()));
    }
}
