package io.enidirect.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.ExternalBackend;
import io.enidirect.crd.LoadBalancerProfile;
import io.enidirect.crd.TkeServiceConfig;
import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the API server says of our kinds: the rules are in the CRDs and nowhere else. */
@ExtendWith(SharedCluster.class)
final class CrdValidationTest {
    private static final String OWN =
            "{source: {kind: Service, namespace: a, name: b, uid: c}, network: {type: Internal, subnetId: subnet-a1}}";

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments(
                        CloudLoadBalancer.class,
                        "{network: {type: Internal}}",
                        "an internal or IPv6FullChain load balancer needs a subnetId"),
                arguments(
                        CloudLoadBalancer.class,
                        "{network: {type: Public, subnetId: subnet-a1}}",
                        "a public IPv4 one has none"),
                arguments(
                        CloudLoadBalancer.class,
                        "{network: {type: Public, ipVersion: IPv6FullChain}}",
                        "needs a subnetId"),
                arguments(
                        CloudLoadBalancer.class,
                        "{network: {type: Internal, subnetId: sub/net}}",
                        "spec.network.subnetId in body should match"),
                arguments(CloudLoadBalancer.class, "{network: {type: Private}}", "Unsupported value: \"Private\""),
                arguments(CloudLoadBalancer.class, "{network: {}}", "spec.network.type: Required value"),
                arguments(
                        CloudLoadBalancer.class,
                        "{loadBalancerId: 'lb/../1'}",
                        "spec.loadBalancerId in body should match"),
                arguments(
                        CloudLoadBalancer.class,
                        "{loadBalancerId: lb-1, network: {type: Public}}",
                        "network belongs to a created load balancer"),
                arguments(
                        CloudLoadBalancer.class,
                        "{source: {kind: Service, name: a}}",
                        "spec.source.uid: Required value"),
                arguments(CloudLoadBalancer.class, "{deletionPolicy: Keep}", "Unsupported value: \"Keep\""),
                arguments(
                        LoadBalancerProfile.class,
                        "{cloudLoadBalancer: shared, network: {type: Public}}",
                        "a shared load balancer has its own network"),
                arguments(ExternalBackend.class, "{addresses: []}", "should have at least 1 items"),
                arguments(ExternalBackend.class, "{addresses: [{ip: example.com, port: 80}]}", "not an IP address"),
                arguments(ExternalBackend.class, "{addresses: [{ip: 10.0.0.1}]}", "port: Required value"),
                arguments(
                        ExternalBackend.class, "{addresses: [{ip: 10.0.0.1, port: 0}]}", "greater than or equal to 1"),
                arguments(
                        ExternalBackend.class,
                        "{addresses: [{ip: 10.0.0.1, port: 80, weight: 101}]}",
                        "less than or equal to 100"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("refused")
    void refuses(Class<? extends HasMetadata> kind, String spec, String why, Cluster cluster) {
        assertThatThrownBy(() -> cluster.client().resource(object(kind, spec)).create())
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(why);
    }

    static Stream<Arguments> accepted() {
        return Stream.of(
                arguments(CloudLoadBalancer.class, OWN),
                arguments(CloudLoadBalancer.class, "{network: {type: Public}, tags: {team: shop}}"),
                arguments(
                        CloudLoadBalancer.class,
                        "{network: {type: Public, ipVersion: IPv6FullChain, subnetId: subnet-a1, vpcId: vpc-1}}"),
                arguments(CloudLoadBalancer.class, "{loadBalancerId: lb-1, namespaces: ['*'], deletionPolicy: Retain}"),
                arguments(LoadBalancerProfile.class, "{cloudLoadBalancer: shared}"),
                arguments(LoadBalancerProfile.class, "{network: {type: Internal, subnetId: subnet-a1}}"),
                arguments(ExternalBackend.class, "{addresses: [{ip: 'fd00::1', port: 80}, {ip: 10.0.0.1, port: 80}]}"),
                arguments(
                        TkeServiceConfig.class,
                        "{loadBalancer: {l4Listeners: [{protocol: TCP, port: 80, session: {enable: true}}]}}"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("accepted")
    void accepts(Class<? extends HasMetadata> kind, String spec, Cluster cluster) {
        HasMetadata created = cluster.client().resource(object(kind, spec)).create();

        assertThat(created.getMetadata().getUid()).isNotBlank();
        cluster.client().resource(created).delete();
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                arguments(
                        OWN,
                        OWN.replace("uid: c", "uid: d"),
                        "source is set when the object is made and never changed"),
                arguments(
                        OWN,
                        "{network: {type: Internal, subnetId: subnet-a1}}",
                        "source is set when the object is made"),
                arguments(OWN, OWN.replace("subnet-a1", "subnet-a2"), "network can't be changed"),
                arguments(
                        "{network: {type: Public}}",
                        "{network: {type: Internal, subnetId: subnet-a1}}",
                        "network can't be changed"),
                arguments("{network: {type: Public}}", "{tags: {a: b}}", "network can't be changed"),
                arguments("{tags: {a: b}}", "{network: {type: Public}}", "network can't be changed"),
                arguments("{loadBalancerId: lb-1}", "{loadBalancerId: lb-2}", "loadBalancerId can't be changed"),
                arguments("{tags: {a: b}}", "{loadBalancerId: lb-2}", "loadBalancerId can't be changed"));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("changes")
    void refusesTheChange(String before, String after, String why, Cluster cluster) {
        HasMetadata created = cluster.client()
                .resource(object(CloudLoadBalancer.class, before))
                .create();
        HasMetadata changed = object(CloudLoadBalancer.class, after);
        changed.setMetadata(created.getMetadata());

        assertThatThrownBy(() -> cluster.client().resource(changed).update())
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(why);
        cluster.client().resource(created).delete();
    }

    @Test
    void leavesTheRestOfTheSpecToBeChanged(Cluster cluster) {
        HasMetadata created =
                cluster.client().resource(object(CloudLoadBalancer.class, OWN)).create();
        HasMetadata changed = object(
                CloudLoadBalancer.class,
                OWN.replaceFirst("\\{", "{tags: {team: shop}, securityGroups: [sg-1], deletionProtection: true, "));
        changed.setMetadata(created.getMetadata());

        assertThat(cluster.client().resource(changed).update().getMetadata().getGeneration())
                .isEqualTo(2);
        cluster.client().resource(created).delete();
    }

    private static HasMetadata object(Class<? extends HasMetadata> kind, String spec) {
        // generic: our own types would refuse some of it before the server can
        GenericKubernetesResource object = Serialization.unmarshal(
                """
                apiVersion: %s
                kind: %s
                metadata: {generateName: crd-}
                spec: %s
                """.formatted(HasMetadata.getApiVersion(kind), HasMetadata.getKind(kind), spec),
                GenericKubernetesResource.class);
        if (Namespaced.class.isAssignableFrom(kind)) {
            object.getMetadata().setNamespace("default");
        }
        return object;
    }
}
