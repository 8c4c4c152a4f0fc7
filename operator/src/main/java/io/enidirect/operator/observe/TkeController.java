package io.enidirect.operator.observe;

import io.fabric8.kubernetes.api.model.ConfigMap;

/** Whether TKE's own service controller is at work in the cluster, told by its ConfigMap. */
public final class TkeController {
    static final String NAMESPACE = "kube-system";
    static final String CONFIG_MAP = "tke-service-controller-config";

    private final boolean claimBesideIt;
    private final IndexedStore<ConfigMap> store;

    /**
     * As that store has it.
     *
     * @param claimBesideIt option {@code --claim-beside-tke}: it is not to be minded
     */
    TkeController(boolean claimBesideIt, IndexedStore<ConfigMap> store) {
        this.claimBesideIt = claimBesideIt;
        this.store = store;
    }

    /** Whether it would answer to the annotation as well, and that is not allowed for. */
    public boolean active() {
        return !claimBesideIt && store.find(NAMESPACE, CONFIG_MAP).isPresent();
    }
}
