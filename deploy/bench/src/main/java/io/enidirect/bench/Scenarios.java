package io.enidirect.bench;

import io.enidirect.simulator.cloud.State;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the shipped controller is put through, one after the other. */
final class Scenarios {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String WEB = "web";

    private final Scale scale;
    private final Path root;
    private final Path log;
    private final List<Measured> measured = new ArrayList<>();

    Scenarios(Scale scale, Path root, Path log) {
        this.scale = scale;
        this.root = root;
        this.log = log;
    }

    List<Measured> run() {
        oneLargeLoadBalancer();
        manyServices();
        return List.copyOf(measured);
    }

    private void add(Measured one) {
        System.out.println(one);
        measured.add(one);
    }

    /** Calls apart, counted from the change of the last slice. The pods have no grace, so that there is no weight to be taken first. */
    private void oneLargeLoadBalancer() {
        String what = Scale.RULES + " rules x " + scale.pods() + " pods ";
        try (Rig rig = Rig.start(root, log);
                Workload workload = rig.workload()) {
            workload.ingress(WEB, Scale.RULES);
            Patience.until(PATIENCE, "all rules are there", () -> rules(rig).count() == Scale.RULES + 1);
            appear(rig, workload, what);
            areReplaced(rig, workload, what);
        }
    }

    private void appear(Rig rig, Workload workload, String what) {
        workload.pods(List.of(WEB), scale.pods(), 1);
        Set<String> addresses = workload.addresses(WEB, 1);
        rig.begin();
        Instant last = workload.slices(List.of(WEB), 1, rig::countCpu);
        add(rig.end(what + "appear", last, () -> areBehindEachRule(rig, addresses)));
    }

    private void areReplaced(Rig rig, Workload workload, String what) {
        workload.pods(List.of(WEB), scale.pods(), 2);
        Set<String> addresses = workload.addresses(WEB, 2);
        rig.begin();
        workload.killPods(WEB, 1);
        Instant last = workload.slices(List.of(WEB), 2, rig::countCpu);
        add(rig.end(what + "are all replaced", last, () -> areBehindEachRule(rig, addresses)));
    }

    private static boolean areBehindEachRule(Rig rig, Set<String> addresses) {
        return rules(rig)
                .filter(rule -> rule.domain().equals(Workload.HOST))
                .allMatch(rule -> rule.targets().stream()
                        .map(State.Target::ip)
                        .collect(Collectors.toSet())
                        .equals(addresses));
    }

    private static Stream<State.Rule> rules(Rig rig) {
        return rig.cloud().state().loadBalancers().stream()
                .flatMap(loadBalancer -> loadBalancer.listeners().stream())
                .flatMap(listener -> listener.rules().stream());
    }

    private void manyServices() {
        String what = scale.services() + " Services x " + Scale.PODS_OF_A_SERVICE + " pods ";
        List<String> names = IntStream.range(0, scale.services())
                .mapToObj(number -> "web-" + number)
                .toList();
        try (Rig rig = Rig.start(root, log);
                Workload workload = rig.workload()) {
            workload.pods(names, Scale.PODS_OF_A_SERVICE, 1);
            workload.slices(names, 1, () -> {});
            rig.begin();
            Instant begin = Instant.now();
            workload.loadBalancers(names);
            add(rig.end(what + "are new", begin, () -> servedCompletely(rig) == names.size()));
            add(rig.restart(what + "and a restart (wall: ready)", names.size()));
        }
    }

    private static long servedCompletely(Rig rig) {
        return rig.cloud().state().loadBalancers().stream()
                .flatMap(loadBalancer -> loadBalancer.listeners().stream())
                .filter(listener -> listener.targets().size() == Scale.PODS_OF_A_SERVICE)
                .count();
    }
}
