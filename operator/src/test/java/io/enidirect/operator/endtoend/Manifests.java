package io.enidirect.operator.endtoend;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Locale;
import java.util.Map;

/** What users would write. */
final class Manifests {
    static final String DIRECT_ACCESS = "service.cloud.tencent.com/direct-access";
    static final String SUBNET = "service.kubernetes.io/qcloud-loadbalancer-internal-subnetid";

    private Manifests() {}

    /** Feeds the pods of the Deployment of its name. */
    static Service service(String namespace, String name, ServicePort... ports) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withAnnotations(Map.of(DIRECT_ACCESS, "true"))
                .endMetadata()
                .withNewSpec()
                .withType("LoadBalancer")
                .withAllocateLoadBalancerNodePorts(false)
                .withSelector(Map.of("app", name))
                .withPorts(ports)
                .endSpec()
                .build();
    }

    /** Its pods have no port, so that nothing has to answer for them. */
    static Deployment deployment(String namespace, String name, int pods) {
        Map<String, String> labels = Map.of("app", name);
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withReplicas(pods)
                .withNewSelector()
                .withMatchLabels(labels)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("none")
                .withImage("none")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    static ServicePort tcp(int port, int targetPort) {
        return port("TCP", port, targetPort);
    }

    static ServicePort udp(int port, int targetPort) {
        return port("UDP", port, targetPort);
    }

    static ServicePort port(String protocol, int port, int targetPort) {
        return new ServicePortBuilder()
                .withName(protocol.toLowerCase(Locale.ROOT) + "-" + port)
                .withProtocol(protocol)
                .withPort(port)
                .withTargetPort(new IntOrString(targetPort))
                .build();
    }
}
