package io.enidirect.operator.snapshot;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An origin: a Service with what Kubernetes says of its endpoints.
 *
 * @param service null where a live GET says that it is gone
 * @param slices all of its EndpointSlices
 * @param pods by name, in the Service's namespace: at least those that the slices name
 * @param trusted whether "no endpoints" may be believed: a fall from many to none counts only after a live read
 */
public record ServiceEndpoints(
        @Nullable Service service, List<EndpointSlice> slices, Map<String, Pod> pods, boolean trusted) {
    public ServiceEndpoints {
        slices = List.copyOf(slices);
        pods = Map.copyOf(pods);
    }
}
