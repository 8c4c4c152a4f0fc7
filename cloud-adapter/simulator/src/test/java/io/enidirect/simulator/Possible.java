package io.enidirect.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.enidirect.simulator.cloud.Protocol;
import io.enidirect.simulator.cloud.State;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What no sequence of calls can make of a cloud. */
final class Possible {
    private Possible() {}

    static void require(State state, String call) {
        Set<String> certificates = new HashSet<>();
        state.certificates().forEach(certificate -> certificates.add(certificate.id()));
        for (State.LoadBalancer loadBalancer : state.loadBalancers()) {
            distinct(loadBalancer.listeners().stream().flatMap(Possible::ports), call);
            distinct(loadBalancer.listeners().stream().flatMap(Possible::fourTuples), call);
            loadBalancer.listeners().forEach(listener -> require(loadBalancer, listener, certificates, call));
        }
    }

    private static boolean udp(State.Listener listener) {
        return listener.protocol() == Protocol.UDP || listener.protocol() == Protocol.QUIC;
    }

    private static Stream<String> ports(State.Listener listener) {
        int last = Math.max(listener.port(), listener.settings().path("EndPort").asInt());
        return IntStream.rangeClosed(listener.port(), last).mapToObj(port -> udp(listener) + " " + port);
    }

    private static Stream<String> fourTuples(State.Listener listener) {
        return listener.targets().stream().map(target -> udp(listener) + " " + target.ip() + " " + target.port());
    }

    private static void require(
            State.LoadBalancer loadBalancer, State.Listener listener, Set<String> certificates, String call) {
        assertThat(listener.port()).as(call).isBetween(1, 65535);
        boolean layer7 = listener.protocol() == Protocol.HTTP || listener.protocol() == Protocol.HTTPS;
        assertThat(layer7 ? listener.targets() : listener.rules()).as(call).isEmpty();
        requireTargets(listener.targets(), call);
        requireCertificates(listener.settings(), certificates, call);
        requireCheck(listener.settings(), call);
        distinct(listener.rules().stream().map(rule -> rule.domain() + " " + rule.url()), call);
        assertThat(listener.rules().stream()
                        .filter(State.Rule::defaultDomain)
                        .map(State.Rule::domain)
                        .distinct())
                .as(call)
                .hasSize(listener.rules().isEmpty() ? 0 : 1);
        for (State.Rule rule : listener.rules()) {
            requireTargets(rule.targets(), call);
            requireCertificates(rule.settings(), certificates, call);
            requireCheck(rule.settings(), call);
            requireRedirect(loadBalancer, rule, call);
            assertThat(listener.protocol() == Protocol.HTTP
                            && !listener.settings().path("H2cSwitch").asBoolean()
                            && !rule.settings().path("ForwardType").asText().equals("HTTP"))
                    .as(call)
                    .isFalse();
        }
    }

    /** It leads to a rule, and that one leads nowhere. */
    private static void requireRedirect(State.LoadBalancer loadBalancer, State.Rule rule, String call) {
        JsonNode redirect = rule.settings().path("Rewrite");
        if (!redirect.isMissingNode()) {
            assertThat(loadBalancer.listeners().stream()
                            .flatMap(each -> each.rules().stream())
                            .filter(each -> each.id()
                                    .equals(redirect.path("TargetLocationId").asText())))
                    .as(call)
                    .singleElement()
                    .satisfies(target -> assertThat(target.settings().has("Rewrite"))
                            .as(call)
                            .isFalse());
        }
    }

    private static void requireTargets(List<State.Target> targets, String call) {
        assertThat(targets).as(call).allSatisfy(target -> {
            assertThat(target.port()).isBetween(1, 65535);
            assertThat(target.weight()).isBetween(0, 100);
        });
        distinct(targets.stream().map(target -> target.ip() + " " + target.port()), call);
    }

    private static void requireCertificates(JsonNode settings, Set<String> known, String call) {
        List<String> named = new ArrayList<>(settings.findValuesAsText("CertId"));
        named.addAll(settings.findValuesAsText("CertCaId"));
        assertThat(known).as(call).containsAll(named);
    }

    private static void requireCheck(JsonNode settings, String call) {
        JsonNode check = settings.path("HealthCheck");
        if (!check.isMissingNode()) {
            assertThat(check.path("TimeOut").asInt())
                    .as(call)
                    .isBetween(2, check.path("IntervalTime").asInt() - 1);
            assertThat(check.path("HealthNum").asInt()).as(call).isBetween(2, 10);
        }
    }

    private static void distinct(Stream<String> items, String call) {
        assertThat(items).as(call).doesNotHaveDuplicates();
    }
}
