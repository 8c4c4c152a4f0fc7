package io.enidirect.operator.annotations;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.Protocol;
import io.enidirect.operator.annotations.SpecifiedProtocols.Spoken;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Problem;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecifiedProtocolsTest {
    private static Service service(String value) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("web")
                .withAnnotations(Map.of("service.cloud.tencent.com/specify-protocol", value))
                .endMetadata()
                .withNewSpec()
                .addNewPort()
                .withPort(80)
                .endPort()
                .addNewPort()
                .withPort(53)
                .withProtocol("UDP")
                .endPort()
                .endSpec()
                .build();
    }

    private static SpecifiedProtocols said(String value) {
        return SpecifiedProtocols.of(service(value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"80\":{\"protocol\":[\"TCP\",\"UDP\"]}} | TCP UDP | ''",
                "{\"80\":{\"protocol\":[\"UDP\",\"HTTP\"]}} | UDP HTTP | ''",
                "{\"80\":{\"protocol\":[\"HTTP\"],\"hosts\":{\"b.com\":{},\"a.com\":null}}} | HTTP | b.com a.com",
                "{80: {protocol: [TCP], hosts: {a.com: {}}}} | TCP | a.com",
                "{'80': {'protocol': ['HTTP'], 'tls': '', 'hosts': {'a.com': {'tls': null}}}} | HTTP | a.com",
                "{\"80\":{\"protocol\":[\"TCP\"]},\"443\":{\"protocol\":[\"HTTPS\"],\"tls\":\"cert\"}} | TCP | ''",
            })
    void reads(String value, String protocols, String hosts) {
        assertThat(said(value))
                .isEqualTo(new SpecifiedProtocols(
                        Map.of(
                                80,
                                new Spoken(
                                        Arrays.stream(protocols.split(" "))
                                                .map(Protocol::valueOf)
                                                .toList(),
                                        hosts.isEmpty() ? List.of() : List.of(hosts.split(" ")))),
                        null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "false", "{\"443\":{\"protocol\":[\"HTTPS\"]}}", "{\"443\": 1}"})
    void saysNothing(String value) {
        assertThat(said(value)).isEqualTo(new SpecifiedProtocols(Map.of(), null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"80\":{\"protocol\":[\"TCP\",\"HTTP\"]}} | TCP and HTTP can't be on one port",
                "{\"80\":{\"protocol\":[\"UDP\",\"QUIC\"]}} | UDP and QUIC can't be on one port",
                "{\"80\":{\"protocol\":[\"TCP\",\"TCP\"]}} | TCP and TCP can't be on one port",
                "{\"80\":{\"protocol\":[\"tcp\"]}} | \"tcp\" is not known",
                "{\"80\":{\"protocol\":[]}} | 80.protocol is a list of protocols",
                "{\"80\":{\"protocol\":\"TCP\"}} | 80.protocol is a list of protocols",
                "{\"80\":{}} | 80.protocol is a list of protocols, and is missing",
                "{\"80\":\"HTTP\"} | 80 is an object with protocol",
                "{\"80\":{\"protocol\":[\"HTTP\"],\"host\":\"a.com\"}} | \"host\" is not known",
                "{\"80\":{\"protocol\":[\"HTTP\"],\"hosts\":[\"a.com\"]}} | 80.hosts is an object",
                "{\"80\":{\"protocol\":[\"HTTP\"],\"hosts\":{\"a.com\":{\"cert\":\"x\"}}}} | \"cert\" is not known",
                "{\"http\":{\"protocol\":[\"HTTP\"]}} | \"http\" is no number of a port",
                "{\"80\":{\"protocol\":[\"TCP\"]},\"80\":{\"protocol\":[\"UDP\"]}} | it is no JSON",
                "{a | it is no JSON",
                "TCP_SSL | it is an object with the numbers of ports",
                "[1] | it is an object with the numbers of ports",
            })
    void aWrongValueIsABadAnnotation(String value, String rule) {
        assertRefused(value, Code.BAD_ANNOTATION, rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"80\":{\"protocol\":[\"TCP_SSL\"],\"tls\":\"cert\"}}",
                "{\"80\":{\"protocol\":[\"HTTPS\"]}}",
                "{\"80\":{\"protocol\":[\"TCP\",\"QUIC\"]}}",
                "{\"80\":{\"protocol\":[\"TCP\"],\"tls\":\"cert\"}}",
                "{\"80\":{\"protocol\":[\"HTTP\"],\"hosts\":{\"a.com\":{\"tls\":\"cert\"}}}}",
                "{\"53\":{\"protocol\":[\"UDP\"]},\"80\":{\"tls\":\"cert\"}}",
            })
    void whatWouldBeTlsIsRefused(String value) {
        assertRefused(value, Code.CANNOT_RESTRICT, "TCP, UDP and HTTP only yet");
    }

    private static void assertRefused(String value, Code code, String rule) {
        assertThat(said(value).ports()).isEmpty();
        Problem mistake = Objects.requireNonNull(said(value).mistake());
        assertThat(mistake.code()).isEqualTo(code);
        assertThat(mistake.text()).contains("specify-protocol", rule);
        assertThat(ServiceWishes.of(service(value)).refused()).containsExactly(mistake);
    }

    @Test
    void whatWasCutCanNotBeRead() {
        Service service = service("{\"80\":{\"protocol\":[\"HTTP\"]}}");
        Cut.mark(service.getMetadata(), Set.of("service.cloud.tencent.com/specify-protocol"));

        assertThat(SpecifiedProtocols.of(service).mistake())
                .extracting(problem -> Objects.requireNonNull(problem).code())
                .isEqualTo(Code.CANNOT_RESTRICT);
    }
}
