package io.enidirect.operator.kinds.service;

import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.RuleKey;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.annotations.SpecifiedProtocols;
import io.enidirect.operator.annotations.SpecifiedProtocols.Spoken;
import io.enidirect.operator.desired.endpoints.ServicePorts;
import io.enidirect.operator.desired.merge.RuleQuota;
import io.enidirect.operator.desired.merge.RuleText;
import io.enidirect.operator.kinds.Fragment;
import io.enidirect.operator.kinds.RuleRoom;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.enidirect.operator.record.RecordedPart;
import io.enidirect.operator.snapshot.Backend;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a Service asks for, port by port: a listener for each protocol that the port is to speak, and on one for HTTP a rule for
 * each host.
 *
 * @param wanted in the order of its spec
 * @param unusable the ports of which nothing can be made as they are written
 */
record ServiceParts(List<Wanted> wanted, List<ServicePort> unusable, List<Problem> problems) {
    private static final Set<String> PROTOCOLS = Set.of("TCP", "UDP");

    /** @param port whose addresses feed it */
    record Wanted(ServicePort port, Backend backend) {
        ListenerKey listener() {
            return backend.listener();
        }

        private Fragment fragment() {
            RuleKey rule = backend.rule();
            return rule == null
                    ? Fragment.listener(listener())
                    : Fragment.rule(listener(), RuleText.host(rule.domain()), rule.url());
        }

        /** In the notation of {@code kubectl explain}. */
        String field() {
            return ServiceParts.field(port.getPort());
        }
    }

    ServiceParts {
        wanted = List.copyOf(wanted);
        unusable = List.copyOf(unusable);
        problems = List.copyOf(problems);
    }

    /**
     * @param recorded what it has, which is never left out
     * @param most rules that a listener holds
     */
    static ServiceParts of(Service service, SourceRef ref, List<RecordedPart> recorded, int most) {
        Compiler compiler = new Compiler(ref, recorded, most);
        Map<Integer, Spoken> specified = SpecifiedProtocols.of(service).ports();
        Set<Integer> done = new HashSet<>();
        List<ServicePort> ports = ServicePorts.of(service);
        for (ServicePort port : ports) {
            Spoken spoken = specified.get(port.getPort());
            if (spoken == null) {
                compiler.asItIs(port);
            } else if (done.add(port.getPort())) {
                compiler.specified(
                        ports.stream()
                                .filter(other -> other.getPort().equals(port.getPort()))
                                .toList(),
                        spoken);
            }
        }
        return new ServiceParts(compiler.wanted, compiler.unusable, compiler.problems);
    }

    /** How a TkeServiceConfig speaks of them. */
    List<Fragment> fragments() {
        return wanted.stream().map(Wanted::fragment).distinct().toList();
    }

    static String field(int port) {
        return "spec.ports[port=" + port + "]";
    }

    /** What takes the place of this, which its port asked for before it became this one; empty: nothing. */
    Optional<Backend> successor(Backend old, ServicePort became) {
        List<Backend> candidates = of(became);
        RuleKey rule = old.rule();
        if (rule != null && candidates.stream().anyMatch(other -> other.rule() != null)) {
            // a host that is asked for no more goes
            return candidates.stream()
                    .filter(other -> rule.equals(other.rule()))
                    .findFirst();
        }
        return candidates.stream()
                .filter(other -> other.listener().protocol().portClass()
                        == old.listener().protocol().portClass())
                .findFirst()
                .or(candidates.stream()::findFirst);
    }

    private List<Backend> of(ServicePort port) {
        List<Backend> own = wanted.stream()
                .filter(part -> part.port().equals(port))
                .map(Wanted::backend)
                .toList();
        return own.isEmpty()
                // another port of that number speaks for both
                ? wanted.stream()
                        .filter(part -> part.port().getPort().equals(port.getPort()))
                        .map(Wanted::backend)
                        .toList()
                : own;
    }

    private static final class Compiler {
        private final SourceRef ref;
        private final List<RecordedPart> recorded;
        private final int most;
        private final List<Wanted> wanted = new ArrayList<>();
        private final List<ServicePort> unusable = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();

        private Compiler(SourceRef ref, List<RecordedPart> recorded, int most) {
            this.ref = ref;
            this.recorded = recorded;
            this.most = most;
        }

        private void asItIs(ServicePort port) {
            String protocol = ServicePorts.protocol(port);
            if (PROTOCOLS.contains(protocol)) {
                wanted.add(new Wanted(port, Backend.of(new ListenerKey(Protocol.valueOf(protocol), port.getPort()))));
                return;
            }
            unusable.add(port);
            refuse(
                    Code.UNSUPPORTED_PART,
                    field(port.getPort()) + ".protocol",
                    port.getProtocol(),
                    "a listener speaks TCP or UDP",
                    "Use one of them; the other ports go on");
        }

        /** @param ports of one number */
        private void specified(List<ServicePort> ports, Spoken spoken) {
            int before = wanted.size();
            for (Protocol protocol : spoken.protocols()) {
                String said = protocol.portClass().name();
                ServicePort port = ports.stream()
                        .filter(each -> ServicePorts.protocol(each).equals(said))
                        .findFirst()
                        .orElse(ports.get(0));
                ListenerKey listener = new ListenerKey(protocol, port.getPort());
                if (!protocol.layer7()) {
                    wanted.add(new Wanted(port, Backend.of(listener)));
                    continue;
                }
                RuleRoom room = new RuleRoom(recorded, most);
                if (spoken.hosts().isEmpty()) {
                    rule(port, listener, "", room);
                }
                spoken.hosts().forEach(host -> rule(port, listener, host, room));
            }
            if (wanted.size() == before) {
                unusable.addAll(ports);
            }
        }

        private void rule(ServicePort port, ListenerKey listener, String host, RuleRoom room) {
            Optional<RuleText.Mistake> mistake = host.isEmpty() ? Optional.empty() : RuleText.ofHost(host);
            if (mistake.isPresent()) {
                refuse(
                        Code.INVALID_RULE,
                        SpecifiedProtocols.FIELD,
                        host,
                        mistake.get().rule(),
                        mistake.get().remedy());
                return;
            }
            RuleKey rule = new RuleKey(RuleText.domain(host), "/");
            if (room.admits(List.of(rule))) {
                wanted.add(new Wanted(port, new Backend(listener, rule)));
            } else {
                problems.add(RuleQuota.full(ref, field(port.getPort()), rule, most));
            }
        }

        private void refuse(Code code, String field, @Nullable String value, String rule, String remedy) {
            problems.add(Problem.of(code, new Place(ref.toString(), field), value, new Wording(rule, remedy)));
        }
    }
}
