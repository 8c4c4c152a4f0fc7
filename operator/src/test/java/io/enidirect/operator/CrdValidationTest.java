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
                        "another public one has none"),
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

    /** Rows that are true of both kinds that say what a load balancer is like. */
    private static Stream<Arguments> ofBoth(Arguments... rows) {
        return Stream.of(CloudLoadBalancer.class, LoadBalancerProfile.class)
                .flatMap(kind -> Stream.of(rows)
                        .map(row -> arguments(Stream.concat(Stream.of(kind), Stream.of(row.get()))
                                .toArray())));
    }

    /** Of what a load balancer is made with, and what is set on it. */
    static Stream<Arguments> refusedWishes() {
        return Stream.concat(
                ofBoth(
                        arguments(
                                "{network: {type: Internal, subnetId: subnet-a1, ipVersion: NAT64}}",
                                "an internal load balancer is IPv4"),
                        arguments(
                                "{network: {type: Internal, subnetId: subnet-a1, ipVersion: IPv6FullChain}}",
                                "an internal load balancer is IPv4"),
                        arguments(
                                "{network: {type: Internal, subnetId: subnet-a1, isp: BGP}}",
                                "only a public load balancer is on a carrier's line"),
                        arguments("{network: {type: Public, isp: cmcc}}", "Unsupported value: \"cmcc\""),
                        arguments(
                                "{network: {type: Public, isp: CMCC}}",
                                "the line of one carrier is paid by a bandwidth package"),
                        arguments(
                                "{network: {type: Public, isp: CTCC, chargeType: TRAFFIC_POSTPAID_BY_HOUR}}",
                                "the line of one carrier is paid by a bandwidth package"),
                        arguments(
                                "{network: {type: Internal, subnetId: subnet-a1, zones: {single: ap-guangzhou-3}}}",
                                "zones can be chosen for a public IPv4 load balancer only"),
                        arguments(
                                "{network: {type: Public, ipVersion: NAT64, zones: {single: ap-guangzhou-3}}}",
                                "zones can be chosen for a public IPv4 load balancer only"),
                        arguments(
                                "{network: {type: Public, zones: {}}}", "name either a single zone, or a primary one"),
                        arguments(
                                "{network: {type: Public, zones: {single: ap-guangzhou-3, primary: ap-guangzhou-4}}}",
                                "name either a single zone, or a primary one"),
                        arguments(
                                "{network: {type: Public, zones: {primary: ap-guangzhou-3, backup: ap-guangzhou-3}}}",
                                "a backup is another zone than the primary one"),
                        arguments(
                                "{network: {type: Public, zones: {single: ap-guangzhou-3, backup: ap-guangzhou-4}}}",
                                "a backup is another zone than the primary one"),
                        arguments(
                                "{network: {type: Public, zones: {single: guangzhou}}}",
                                "spec.network.zones.single in body should match"),
                        arguments(
                                "{network: {type: Public, slaType: large}}",
                                "spec.network.slaType in body should match"),
                        arguments("{network: {type: Public, chargeType: Traffic}}", "Unsupported value: \"Traffic\""),
                        arguments(
                                "{network: {type: Internal, subnetId: subnet-a1, chargeType: TRAFFIC_POSTPAID_BY_HOUR}}",
                                "only traffic of a public load balancer is paid for"),
                        arguments(
                                "{network: {type: Internal, subnetId: subnet-a1, bandwidthPackageId: bwp-1}}",
                                "only traffic of a public load balancer is paid for"),
                        arguments(
                                "{network: {type: Public, bandwidthPackageId: package-1}}",
                                "spec.network.bandwidthPackageId in body should match"),
                        arguments(
                                "{network: {type: Public, bandwidthPackageId: bwp-1, chargeType: TRAFFIC_POSTPAID_BY_HOUR}}",
                                "who is in a bandwidth package pays by it"),
                        arguments("{internetMaxBandwidthOut: 0}", "greater than or equal to 1"),
                        arguments("{internetMaxBandwidthOut: 2049}", "less than or equal to 2048"),
                        arguments(
                                "{internetMaxBandwidthOut: 10, network: {type: Internal, subnetId: subnet-a1}}",
                                "only a public load balancer has a bandwidth to the internet"),
                        arguments(
                                "{securityGroups: [sg-1, sg-2, sg-3, sg-4, sg-5, sg-6]}", "must have at most 5 items"),
                        arguments("{securityGroups: [web]}", "spec.securityGroups[0] in body should match"),
                        arguments("{securityGroups: [sg-1, sg-2, sg-1]}", "a security group is named twice"),
                        arguments("{tags: {eni-direct-owner: me}}", "are the controllers' own"),
                        arguments("{tags: {tke-clusterId: me}}", "are the controllers' own"),
                        arguments("{tags: {'': me}}", "a key has 1 to 127 characters"),
                        arguments("{namespaces: {}}", "namespaces needs names or a selector"),
                        arguments("{namespaces: {names: []}}", "should have at least 1 items"),
                        arguments("{namespaces: {names: ['team-*']}}", "spec.namespaces.names[0] in body should match"),
                        arguments(
                                "{namespaces: {selector: {matchExpressions: [{key: team, operator: In}]}}}",
                                "In and NotIn need values"),
                        arguments(
                                "{namespaces: {selector: {matchExpressions: [{key: team, operator: Exists, values: [a]}]}}}",
                                "Exists and DoesNotExist have none"),
                        arguments(
                                "{namespaces: {selector: {matchExpressions: [{key: team, operator: Is, values: [a]}]}}}",
                                "Unsupported value: \"Is\""),
                        arguments("{deletionPolicy: Forget}", "Unsupported value: \"Forget\"")),
                Stream.of(
                        arguments(
                                CloudLoadBalancer.class,
                                "{network: {type: Public, vip: 10.0.0.9}}",
                                "the cloud chooses the address of a public load balancer"),
                        arguments(
                                CloudLoadBalancer.class,
                                "{network: {type: Internal, subnetId: subnet-a1, vip: web}}",
                                "vip is an IPv4 address"),
                        arguments(
                                CloudLoadBalancer.class,
                                "{network: {type: Internal, subnetId: subnet-a1, vip: 'fd00::1'}}",
                                "vip is an IPv4 address"),
                        arguments(
                                CloudLoadBalancer.class,
                                "{loadBalancerId: lb-1, tags: {team: shop}}",
                                "tags are put on a created load balancer"),
                        arguments(
                                CloudLoadBalancer.class,
                                "{loadBalancerId: lb-1, deletionPolicy: Delete}",
                                "an existing load balancer always stays"),
                        arguments(
                                LoadBalancerProfile.class,
                                "{network: {subnetId: subnet-a1, isp: BGP}}",
                                "only a public load balancer is on a carrier's line"),
                        arguments(
                                LoadBalancerProfile.class,
                                "{cloudLoadBalancer: shared, deletionProtection: true}",
                                "a shared load balancer has its own network"),
                        arguments(
                                LoadBalancerProfile.class,
                                "{cloudLoadBalancer: shared, deletionPolicy: Retain}",
                                "a shared load balancer has its own network"),
                        arguments(LoadBalancerProfile.class, "{overridable: [tags]}", "Unsupported value: \"tags\"")));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource({"refused", "refusedWishes"})
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
                arguments(
                        CloudLoadBalancer.class,
                        "{loadBalancerId: lb-1, namespaces: {names: ['*']}, deletionPolicy: Retain}"),
                arguments(LoadBalancerProfile.class, "{cloudLoadBalancer: shared}"),
                arguments(LoadBalancerProfile.class, "{network: {type: Internal, subnetId: subnet-a1}}"),
                arguments(ExternalBackend.class, "{addresses: [{ip: 'fd00::1', port: 80}, {ip: 10.0.0.1, port: 80}]}"),
                arguments(
                        TkeServiceConfig.class,
                        "{loadBalancer: {l4Listeners: [{protocol: TCP, port: 80, session: {enable: true}}]}}"));
    }

    static Stream<Arguments> acceptedWishes() {
        return Stream.concat(
                ofBoth(
                        arguments("{network: {type: Public, ipVersion: NAT64}}"),
                        arguments(
                                "{network: {type: Public, isp: BGP, zones: {single: ap-guangzhou-3}, slaType: clb.c2.medium, chargeType: BANDWIDTH_POSTPAID_BY_HOUR}}"),
                        arguments(
                                "{network: {type: Public, isp: CMCC, bandwidthPackageId: bwp-a1b2c3, zones: {primary: ap-shenzhen-fsi-1, backup: '100002'}}}"),
                        arguments(
                                "{network: {type: Public, isp: CUCC, chargeType: BANDWIDTH_PACKAGE, zones: {primary: ap-guangzhou-3}}}"),
                        arguments(
                                "{internetMaxBandwidthOut: 2048, securityGroups: [sg-2, sg-1], passToTarget: false, deletionProtection: true, deletionPolicy: Retain}"),
                        arguments("{namespaces: {names: [shop, '*']}}"),
                        arguments("{namespaces: {selector: {}}}"),
                        arguments(
                                "{namespaces: {names: [shop], selector: {matchLabels: {team: a}, matchExpressions: [{key: team, operator: NotIn, values: [b]}, {key: edge, operator: Exists}]}}}")),
                Stream.of(
                        arguments(
                                CloudLoadBalancer.class,
                                "{network: {type: Internal, subnetId: subnet-a1, vip: 10.0.0.9, slaType: clb.c4.xlarge}}"),
                        arguments(LoadBalancerProfile.class, "{network: {type: Internal}}"),
                        arguments(
                                LoadBalancerProfile.class,
                                "{network: {ipVersion: IPv6FullChain, subnetId: subnet-a1, isp: BGP}}"),
                        arguments(
                                LoadBalancerProfile.class,
                                "{cloudLoadBalancer: shared, namespaces: {names: [shop]}, httpsRedirect: false}"),
                        arguments(
                                LoadBalancerProfile.class,
                                "{overridable: [network, securityGroups, passToTarget, deletionProtection, deletionPolicy, httpsRedirect]}")));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource({"accepted", "acceptedWishes"})
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
                arguments(
                        "{network: {type: Public}}",
                        "{network: {type: Public, ipVersion: NAT64}}",
                        "network can't be changed"),
                arguments(
                        "{network: {type: Public, slaType: clb.c2.medium}}",
                        "{network: {type: Public, slaType: clb.c3.medium}}",
                        "network can't be changed"),
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
                OWN.replaceFirst(
                        "\\{",
                        "{tags: {team: shop}, securityGroups: [sg-1], deletionProtection: true,"
                                + " passToTarget: false, deletionPolicy: Retain, namespaces: {names: [shop]}, "));
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
