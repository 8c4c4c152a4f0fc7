package io.enidirect.operator.desired.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.LoadBalancerProfileSpec;
import io.enidirect.operator.problem.Problem;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NotYetTest {
    /** Those that a CloudLoadBalancer and a LoadBalancerProfile share. */
    private static Stream<Arguments> both() {
        return Stream.of(
                arguments("{network: {type: Public, ipVersion: IPv4, isp: BGP}, deletionProtection: false}", ""),
                arguments("{network: {type: Public, isp: CMCC, chargeType: BANDWIDTH_PACKAGE}}", ""),
                arguments("{network: {type: Public, ipVersion: NAT64, slaType: clb.c2.medium}}", ""),
                arguments("{securityGroups: [sg-2, sg-1], deletionProtection: true, internetMaxBandwidthOut: 50}", ""),
                arguments(
                        "{network: {type: Public, ipVersion: IPv6FullChain, subnetId: subnet-1}, tags: {team: shop},"
                                + " passToTarget: false, deletionPolicy: Retain}",
                        ""));
    }

    static Stream<Arguments> ofLoadBalancers() {
        return Stream.concat(
                both(),
                Stream.of(
                        arguments(
                                "{loadBalancerId: lb-1, securityGroups: [sg-1]}",
                                "CANNOT_RESTRICT spec.securityGroups sg-1"),
                        arguments(
                                "{loadBalancerId: lb-1, deletionProtection: true}",
                                "CANNOT_RESTRICT spec.deletionProtection true"),
                        arguments(
                                "{loadBalancerId: lb-1, internetMaxBandwidthOut: 50}",
                                "UNSUPPORTED spec.internetMaxBandwidthOut 50"),
                        arguments(
                                "{network: {type: Public, ipVersion: NAT64}, passToTarget: true}",
                                "UNSUPPORTED spec.passToTarget true"),
                        arguments("{namespaces: {names: [shop, edge]}}", "UNSUPPORTED spec.namespaces shop,edge"),
                        arguments(
                                "{namespaces: {names: ['*'], selector: {}}}",
                                "UNSUPPORTED spec.namespaces * and a selector"),
                        arguments("{namespaces: {selector: {}}}", "UNSUPPORTED spec.namespaces a selector"),
                        arguments(
                                "{network: {type: Public, ipVersion: IPv6FullChain, subnetId: subnet-1}, passToTarget: true}",
                                "UNSUPPORTED spec.passToTarget true"),
                        arguments("{loadBalancerId: lb-1, passToTarget: true}", "UNSUPPORTED spec.passToTarget true")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofLoadBalancers")
    void answersWhatALoadBalancersObjectAsksForInVain(String spec, String answers) {
        CloudLoadBalancer object = object(spec);

        assertThat(told(NotYet.in(object))).isEqualTo(answers);
        assertThat(NotYet.stops(object)).isEqualTo(answers.contains("CANNOT_RESTRICT"));
    }

    static Stream<Arguments> ofProfiles() {
        return Stream.concat(
                both(),
                Stream.of(
                        arguments("{namespaces: {names: [shop]}, overridable: [securityGroups, network]}", ""),
                        arguments("{httpsRedirect: false}", "UNSUPPORTED spec.httpsRedirect false"),
                        arguments("{internetMaxBandwidthOut: 50}", "")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofProfiles")
    void answersWhatAProfileAsksForInVain(String spec, String answers) {
        LoadBalancerProfileSpec profile = Serialization.unmarshal("---\n" + spec, LoadBalancerProfileSpec.class);

        assertThat(told(NotYet.in("one", profile))).isEqualTo(answers);
    }

    @Test
    void namesObjectFieldValueWhatHappensInsteadAndTheRemedy() {
        assertThat(NotYet.in(object("{loadBalancerId: lb-1, securityGroups: [sg-1], internetMaxBandwidthOut: 50}")))
                .extracting(Problem::message)
                .containsExactly(
                        "CloudLoadBalancer edge: spec.securityGroups is \"sg-1\": it has no effect yet: nothing new is made"
                                + " without it, and what is programmed stays as it is. Bind them in the cloud's console, and"
                                + " take it out.",
                        "CloudLoadBalancer edge: spec.internetMaxBandwidthOut is \"50\": it has no effect yet: an existing load"
                                + " balancer's own are left as they are. Set it in the cloud's console, and take it out.");
    }

    private static CloudLoadBalancer object(String spec) {
        return Serialization.unmarshal("metadata: {name: edge}\nspec: " + spec, CloudLoadBalancer.class);
    }

    private static String told(List<Problem> problems) {
        return String.join(
                ", ",
                problems.stream()
                        .map(problem -> problem.code() + " " + problem.field() + " " + problem.value())
                        .toList());
    }
}
