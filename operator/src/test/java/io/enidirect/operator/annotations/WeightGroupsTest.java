package io.enidirect.operator.annotations;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.operator.annotations.WeightGroups.Port;
import io.enidirect.operator.problem.Code;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightGroupsTest {
    private static final Port HTTP = new Port("TCP", 80);

    private static WeightGroups said(String value) {
        return WeightGroups.of(new ServiceBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("web")
                .withAnnotations(Map.of("service.cloud.tencent.com/lb-rs-weight", value))
                .endMetadata()
                .build());
    }

    private static WeightGroups group(String group) {
        return said("{groups: [" + group + "]}");
    }

    private static Pod pod(String name, String label) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(Map.of("statefulset.kubernetes.io/pod-name", label))
                .endMetadata()
                .build();
    }

    @Test
    void knowsThePodsOfAStatefulSetByWhatKubernetesWritesOnThem() {
        WeightGroups said = said("{defaultWeight: 7, groups: [{key: {proto: 'tcp', port: 80}, statefulSets:"
                + " [{name: 'a-b', weights: [{weight: 3, podIndexes: [0, 12]}]}]}]}");

        assertThat(said.of(pod("a-b-12", "a-b-12"), HTTP)).hasValue(3);
        assertThat(said.of(pod("a-b-1", "a-b-1"), HTTP)).hasValue(7);
        assertThat(said.of(pod("a-12", "a-12"), HTTP)).hasValue(7);
        assertThat(said.of(pod("a-b-12", "another"), HTTP)).hasValue(7);
        assertThat(said.of(pod("a-b-12", "a-b-12"), new Port("UDP", 80))).hasValue(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "false", "null", "{\"groups\":[]}", "{\"groups\":null}"})
    void saysNothing(String value) {
        assertThat(said(value).mistake()).isNull();
        assertThat(said(value).of(pod("web-0", "web-0"), HTTP)).isEqualTo(OptionalInt.empty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1] | it is an object with defaultWeight and groups",
                "{a | it is neither JSON nor YAML",
                "{weight: 1} | \"weight\" is not known",
                "{defaultWeight: -1} | defaultWeight is a whole number from 0 to 100, not -1",
                "{defaultWeight: '5'} | defaultWeight is a whole number",
                "{defaultWeight: 1.5} | defaultWeight is a whole number",
                "{groups: 1} | groups is a list",
            })
    void refusesWhatIsNoneOfItsForm(String value, String rule) {
        assertRefused(said(value), rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | groups[0].key is an object with proto and port",
                "{key: {proto: 'SCTP', port: 80}} | groups[0].key.proto is TCP or UDP",
                "{key: {proto: 'TCP'}} | groups[0].key.port is a whole number from 1 to 65535, and is missing",
                "{key: {proto: 'TCP', port: 0}} | not 0",
                "{key: {proto: 'TCP', port: 80}, deployments: []} | \"deployments\" is not known",
                "{key: {proto: 'TCP', port: 80}}, {key: {proto: 'TCP', port: 80}} | groups[1] and groups[0] have the same key",
                "{key: {proto: 'TCP', port: 80}, statefulSets: [{}]} | statefulSets[0].name",
                "{key: {proto: 'TCP', port: 80}, statefulSets: [{name: 'a', weights: [{podIndexes: [0]}]}]} | weight is a whole number from 0 to 100, and is missing",
                "{key: {proto: 'TCP', port: 80}, statefulSets: [{name: 'a', weights: [{weight: 1, podIndexes: ['x']}]}]} | podIndexes is a whole number from 0",
                "{key: {proto: 'TCP', port: 80}, statefulSets: [{name: 'a', weights: [{weight: 1, podIndexes: [0]}, {weight: 2, podIndexes: [0]}]}]} | pod 0 of a once more",
            })
    void refusesAGroup(String group, String rule) {
        assertRefused(group(group), rule);
    }

    private static void assertRefused(WeightGroups said, String rule) {
        assertThat(said.mistake()).isNotNull().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(Code.BAD_ANNOTATION);
            assertThat(problem.message())
                    .startsWith("Service shop/web: metadata.annotations[service.cloud.tencent.com/lb-rs-weight] is \"")
                    .contains(rule)
                    .contains("each target keeps the weight that it has, and a new one gets 10");
        });
        assertThat(said.of(pod("a-0", "a-0"), HTTP)).isEmpty();
    }

    @Test
    void isNotReadWhereItWasCut() {
        var service = new ServiceBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("web")
                .withAnnotations(Map.of("service.cloud.tencent.com/lb-rs-weight", "{}"))
                .endMetadata()
                .build();
        Cut.mark(service.getMetadata(), Set.of("service.cloud.tencent.com/lb-rs-weight"));

        assertThat(WeightGroups.of(service).mistake()).isNotNull();
    }
}
