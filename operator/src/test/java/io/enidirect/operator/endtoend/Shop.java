package io.enidirect.operator.endtoend;

import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPathBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBackendBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRuleBuilder;
import org.jspecify.annotations.Nullable;

/** What users would write around an Ingress, in a namespace of a test and with an IngressClass of its own. */
record Shop(Rig rig, String namespace) {
    static final String CONTROLLER = "eni-direct.io/clb";

    /** With a class of the namespace's name, which is ours. */
    static Shop open(Rig rig, String prefix) {
        Shop shop = new Shop(rig, rig.cluster().createNamespace(prefix));
        shop.ingressClass(shop.namespace(), CONTROLLER);
        return shop;
    }

    void ingressClass(String name, String controller) {
        rig.client()
                .resource(new IngressClassBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withController(controller)
                        .endSpec()
                        .build())
                .create();
    }

    /** A Deployment that answers, and a Service over it: port 80, named {@code http}. */
    LivePods backend(String name, int pods) {
        service(name);
        rig.cluster().deploy(namespace, name, pods);
        return pods(name);
    }

    LivePods pods(String name) {
        return new LivePods(rig.cluster(), namespace, name);
    }

    void service(String name) {
        rig.cluster().apply(namespace, """
                apiVersion: v1
                kind: Service
                metadata: {name: %1$s}
                spec: {selector: {app: %1$s}, ports: [{name: http, port: 80, targetPort: 8080}]}
                """.formatted(name));
    }

    void deleteService(String name) {
        rig.client().services().inNamespace(namespace).withName(name).delete();
    }

    /** Of the namespace's own class. */
    Ingress ingress(String name, IngressRule... rules) {
        return new IngressBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withIngressClassName(namespace)
                .withRules(rules)
                .endSpec()
                .build();
    }

    static IngressRule rule(@Nullable String host, HTTPIngressPath... paths) {
        return new IngressRuleBuilder()
                .withHost(host)
                .withNewHttp()
                .withPaths(paths)
                .endHttp()
                .build();
    }

    /** To port 80 of that Service. */
    static HTTPIngressPath path(String type, @Nullable String path, String service) {
        return path(type, path, backend(service));
    }

    static HTTPIngressPath path(String type, @Nullable String path, IngressBackend backend) {
        return new HTTPIngressPathBuilder()
                .withPath(path)
                .withPathType(type)
                .withBackend(backend)
                .build();
    }

    static IngressBackend backend(String service) {
        return new IngressBackendBuilder()
                .withNewService()
                .withName(service)
                .withNewPort()
                .withNumber(80)
                .endPort()
                .endService()
                .build();
    }
}
