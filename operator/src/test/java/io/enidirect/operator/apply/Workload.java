package io.enidirect.operator.apply;

import static io.enidirect.operator.apply.Cluster.Port.tcp;
import static io.enidirect.operator.apply.Cluster.Port.udp;
import static io.enidirect.operator.apply.Cluster.State.READY;
import static io.enidirect.operator.apply.Cluster.State.TERMINATING;
import static io.enidirect.operator.apply.Path.exact;
import static io.enidirect.operator.apply.Path.prefix;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.CertificateId;
import io.enidirect.cloud.Domain;
import io.enidirect.cloud.FakeCloud.When;
import io.enidirect.cloud.Listener;
import io.enidirect.cloud.LoadBalancer;
import io.enidirect.cloud.NewCertificate;
import io.enidirect.crd.ListenerRecord;
import io.enidirect.operator.record.RecordKeys;
import io.enidirect.operator.snapshot.Memory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The life of a Service or an Ingress: made, rolled, changed in all that is programmed of it, and deleted. */
final class Workload {
    private static final Cluster.Port HTTP = new Cluster.Port("http", 80, "TCP", 8080);
    private static final Cluster.Port MOVED = new Cluster.Port("http", 81, "TCP", 8080);

    /**
     * How a phase ended.
     *
     * @param loadBalancers their ids
     * @param made how many listeners, and how many rules, there were so far: the fake counts their ids up
     * @param rules each with whether unknown hosts fall to it
     * @param certificates of each host that has one
     * @param redirects where each rule leads that forwards to nobody, with its code
     * @param settings of each load balancer in the cloud, ours or not, and of what is on it
     */
    record End(
            List<String> loadBalancers,
            Map<String, Integer> made,
            List<Integer> ports,
            Map<String, Boolean> rules,
            Map<String, String> certificates,
            Map<String, String> redirects,
            Map<String, Integer> targets,
            List<String> settings) {
        End masked() {
            return new End(
                    List.of(loadBalancers.size() + " there"),
                    Map.of(),
                    ports,
                    rules,
                    certificates,
                    redirects,
                    targets,
                    settings.stream()
                            .map(each -> each.replaceAll("(lb|lbl|loc)-[0-9]+", "$1"))
                            .toList());
        }
    }

    /** Whose life it is. */
    enum Of {
        SERVICE {
            @Override
            Workload made() {
                return ofService();
            }
        },
        INGRESS {
            @Override
            Workload made() {
                return ofIngress();
            }
        },
        TLS {
            @Override
            Workload made() {
                return ofTls();
            }
        };

        abstract Workload made();
    }

    final Cluster cluster = new Cluster();
    final Loop loop;
    private final Map<String, Integer> made = new TreeMap<>();
    private final Map<String, Runnable> phases = new LinkedHashMap<>();
    private final List<Integer> counts = new ArrayList<>();
    private final List<Integer> sent = new ArrayList<>();
    private final List<Integer> writes = new ArrayList<>();

    private Workload(Consumer<Cluster> start) {
        start.accept(cluster);
        loop = Loop.ofWeb(cluster);
        phases.put("made", () -> {});
        loop.wire.hook((count, what, side) -> {
            if (side == When.AFTER) {
                assertThat(unrecorded())
                        .as("there after %s, and not recorded", what)
                        .isEmpty();
            }
        });
    }

    /** In the end it says all that it can of its load balancer, says other things, nothing, and is left alone for a time. */
    private static Workload ofService() {
        Workload service = new Workload(cluster -> {
            cluster.service("web", HTTP, udp(53, 5353));
            cluster.pods("web", 3);
        });
        service.roll("web");
        service.phases.put("another port number", () -> service.cluster.service("web", MOVED, udp(53, 5353)));
        service.phases.put("one port less", () -> service.cluster.service("web", MOVED));
        service.phases.put("says everything", () -> {
            service.cluster.service("web", MOVED, tcp(82, 8082));
            EveryWord.OF_SERVICE.sayTo(service);
        });
        service.phases.put("says other things", () -> {
            service.cluster.service("web", MOVED, tcp(83, 8083));
            EveryWord.OTHERS_OF_SERVICE.sayTo(service);
        });
        service.phases.put("is left alone", () -> {
            EveryWord.LEAVE_ALONE.sayTo(service);
            service.cluster.removePod("web-2");
        });
        service.phases.put("says nothing", () -> {
            service.cluster.service("web", MOVED);
            EveryWord.NONE.sayTo(service);
        });
        service.delete();
        return service;
    }

    /**
     * Rules come and go, with and without a host, one path changes its type, and more are made than one call takes. It is
     * made with all that it can say of its load balancer, and keeps that in the end.
     */
    private static Workload ofIngress() {
        Path foo = prefix("a.test", "/foo", "api");
        Path exact = exact("b.test", "/x", "api");
        Path root = prefix("", "/", "api");
        Path[] many = IntStream.range(0, 22)
                .mapToObj(i -> exact("c.test", "/" + i, "api"))
                .toArray(Path[]::new);
        Workload ingress = new Workload(cluster -> {
            cluster.backend("api", 8080);
            cluster.pods("api", 2);
            cluster.ingress("web", foo, exact);
        });
        EveryWord.OF_INGRESS.sayTo(ingress);
        ingress.phases.put("a path without host", () -> ingress.cluster.ingress("web", foo, exact, root));
        ingress.roll("api");
        ingress.phases.put(
                "another type of path", () -> ingress.cluster.ingress("web", foo.as("ImplementationSpecific"), root));
        ingress.phases.put("says other things", () -> EveryWord.OTHERS_OF_INGRESS.sayTo(ingress));
        ingress.phases.put("other paths", () -> ingress.cluster.ingress("web", many));
        ingress.phases.put("says nothing but that it stays", () -> EveryWord.KEEP.sayTo(ingress));
        ingress.delete();
        return ingress;
    }

    /** A path on HTTPS, to which HTTP redirects, forwards as well, and redirects again; its certificate changes, too. */
    private static Workload ofTls() {
        Path foo = prefix("a.test", "/foo", "api");
        Workload tls = new Workload(cluster -> {
            cluster.backend("api", 8080);
            cluster.pods("api", 1);
            cluster.ingress("web", foo);
        });
        Loop loop = tls.loop;
        CertificateId first = certificate(loop, "cert-1");
        CertificateId second = certificate(loop, "cert-2");
        loop.saying(Tls.redirecting(first, 301));
        tls.phases.put("another code", () -> loop.saying(Tls.redirecting(first, 302)));
        tls.phases.put("another certificate", () -> loop.saying(Tls.redirecting(second, 302)));
        tls.phases.put("forwards instead", () -> loop.saying(Tls.forwarding(second)));
        tls.phases.put("redirects again", () -> loop.saying(Tls.redirecting(second, 307)));
        tls.phases.put("another type of path", () -> tls.cluster.ingress("web", foo.as("ImplementationSpecific")));
        tls.phases.put("in clear", () -> loop.saying(contribution -> contribution));
        tls.delete();
        return tls;
    }

    private static CertificateId certificate(Loop loop, String id) {
        CertificateId certificate = new CertificateId(id);
        loop.cloud.console().addCertificate(certificate, new NewCertificate(id, id, "key"));
        return certificate;
    }

    /** What is in the cloud of ours and the record does not name: it is to be named before it is made. */
    private Set<String> unrecorded() {
        Set<String> there = new TreeSet<>();
        Set<String> named = new TreeSet<>();
        if (loop.record().creation() != null) {
            loop.loadBalancers().forEach(each -> named.add(each.id().value()));
        }
        for (LoadBalancer each : loop.loadBalancers()) {
            there.add(each.id().value());
            for (Listener listener : loop.cloud.listeners(each.id()).value().orElseThrow()) {
                there.add(listener.key().toString());
                listener.rules().forEach(rule -> there.add(listener.key() + " " + rule.key()));
            }
        }
        for (ListenerRecord listener : loop.record().listeners()) {
            named.add(RecordKeys.of(listener).toString());
            RecordKeys.rules(listener).keySet().forEach(rule -> named.add(RecordKeys.of(listener) + " " + rule));
        }
        there.removeAll(named);
        return there;
    }

    private void roll(String app) {
        phases.put("another pod", () -> cluster.pod(app + "-4", app, "10.0.9.4", READY));
        phases.put("a pod terminates", () -> cluster.pod(app + "-1", TERMINATING));
        phases.put("a pod is gone", () -> cluster.removePod(app + "-1"));
    }

    private void delete() {
        phases.put("deleted", () -> {
            cluster.delete("web");
            loop.deleteObject();
        });
    }

    /**
     * Runs all phases, each until this has it settled; the wire counts anew in each. What is remembered of steps is nothing
     * then, so that what befell the one is no matter of the next: one life may have one mishap a phase.
     */
    List<End> run(Consumer<Loop> settle) {
        List<End> ends = new ArrayList<>();
        phases.forEach((name, change) -> {
            loop.wire.clear();
            change.run();
            try {
                settle.accept(loop);
            } catch (AssertionError e) {
                throw new AssertionError("In phase '" + name + "': " + e.getMessage(), e);
            }
            assertThat(loop.snapshot().memory()).as("after '%s'", name).isEqualTo(Memory.EMPTY);
            ends.add(end());
            counts.add(loop.wire.count());
            sent.add(loop.wire.sent().size());
            writes.add(loop.wire.writes().size());
        });
        return ends;
    }

    /** Which phase it is in, the first being 0. */
    int phase() {
        return counts.size();
    }

    /** How many calls and writes of the record each phase took. */
    List<Integer> counts() {
        return List.copyOf(counts);
    }

    /** How many calls each phase took. */
    List<Integer> sent() {
        return List.copyOf(sent);
    }

    /** How many calls that change something each phase took. */
    List<Integer> writes() {
        return List.copyOf(writes);
    }

    private End end() {
        List<String> ids =
                loop.loadBalancers().stream().map(each -> each.id().value()).toList();
        if (ids.isEmpty()) {
            return new End(ids, Map.copyOf(made), List.of(), Map.of(), Map.of(), Map.of(), Map.of(), settings());
        }
        Map<String, Boolean> rules = new TreeMap<>();
        List<Integer> ports = new ArrayList<>();
        for (Listener listener : loop.listeners().values()) {
            count(listener.id().value());
            ports.add(listener.key().port());
            listener.domains()
                    .forEach(domain -> domain.rules().forEach(rule -> {
                        count(rule.id().value());
                        rules.put(
                                listener.key() + " " + rule.key(),
                                domain.settings().defaultServer());
                    }));
        }
        return new End(
                ids,
                Map.copyOf(made),
                ports,
                rules,
                certificates(),
                loop.redirects(),
                new TreeMap<>(loop.targets()),
                settings());
    }

    private List<String> settings() {
        List<String> settings = new ArrayList<>();
        for (LoadBalancer there : loop.cloud.console().loadBalancers()) {
            settings.add(there.settings() + " " + there.securityGroups() + " " + new TreeMap<>(there.tags()));
            for (Listener listener : loop.cloud.listeners(there.id()).value().orElseThrow()) {
                settings.add(listener.key() + " " + listener.name() + " " + listener.settings());
                listener.domains()
                        .forEach(domain -> domain.rules()
                                .forEach(rule ->
                                        settings.add(listener.key() + " " + rule.key() + " " + rule.settings())));
            }
        }
        return settings.stream().sorted().toList();
    }

    private Map<String, String> certificates() {
        Map<String, String> certificates = new TreeMap<>();
        for (Listener listener : loop.listeners().values()) {
            for (Domain domain : listener.domains()) {
                if (!domain.settings().certificates().isEmpty()) {
                    certificates.put(
                            listener.key() + " " + domain.name(),
                            domain.settings().certificates().toString());
                }
            }
        }
        return certificates;
    }

    private void count(String id) {
        made.merge(id.substring(0, 3), Integer.parseInt(id.substring(4)), Math::max);
    }
}
