package io.enidirect.quickstart;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;

/** One Service of one port, and the Deployment behind it. */
record ServiceExample(String manifest, String yaml, Service source, String deployment, String protocol, int port)
        implements Example {

    static ServiceExample of(String manifest, String yaml, Service service, List<HasMetadata> objects) {
        ServicePort port = service.getSpec().getPorts().get(0);
        return new ServiceExample(
                manifest,
                yaml,
                service,
                Example.only(objects, Deployment.class, manifest).getMetadata().getName(),
                port.getProtocol() == null ? "TCP" : port.getProtocol(),
                port.getPort());
    }

    /** The same port, asked by another protocol. */
    ServiceExample by(String otherProtocol) {
        return new ServiceExample(manifest, yaml, source, deployment, otherProtocol, port);
    }
}
