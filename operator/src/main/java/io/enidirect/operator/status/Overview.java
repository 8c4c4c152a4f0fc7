package io.enidirect.operator.status;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.SourceStatus;
import io.enidirect.operator.front.Refusals.Refusal;
import io.enidirect.operator.metrics.Fleet;
import io.enidirect.operator.status.StatusPage.Trouble;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All load balancers at a glance, counted from their statuses: nobody is asked for it.
 *
 * @param conditions how many there are ({@code all}), and for how many each condition is true
 * @param troubles in the order of the load balancers, then those of sources that have none
 * @param ofStrangers of sources that are not ours and seem to ask for us: counted only
 */
public record Overview(
        Map<String, Integer> conditions, int wanted, int confirmed, List<Trouble> troubles, List<Trouble> ofStrangers) {
    public static Overview of(Stream<CloudLoadBalancer> loadBalancers, List<Refusal> refusals) {
        // those that have not happened yet are worth a zero
        Map<String, Integer> conditions = new LinkedHashMap<>();
        Stream.of("all", "Accepted", "Programmed", "Ready").forEach(name -> conditions.put(name, 0));
        List<SourceStatus> sources = new ArrayList<>();
        List<Trouble> troubles = new ArrayList<>();
        loadBalancers.forEach(each -> {
            conditions.merge("all", 1, Integer::sum);
            each.recorded().conditions().stream()
                    .filter(condition -> "True".equals(condition.getStatus()))
                    .map(Condition::getType)
                    .forEach(type -> conditions.merge(type, 1, Integer::sum));
            sources.addAll(each.recorded().sources());
            troubles.addAll(troubles(each).toList());
        });
        List<SourceStatus.Targets> targets = sources.stream()
                .flatMap(source -> Stream.ofNullable(source.targets()))
                .toList();
        return new Overview(
                conditions,
                targets.stream().mapToInt(SourceStatus.Targets::wanted).sum(),
                targets.stream().mapToInt(SourceStatus.Targets::confirmed).sum(),
                Stream.concat(
                                troubles.stream(),
                                refusals.stream().filter(Refusal::ours).flatMap(Overview::troubles))
                        .toList(),
                refusals.stream()
                        .filter(refusal -> !refusal.ours())
                        .flatMap(Overview::troubles)
                        .toList());
    }

    /** Those of its sources, and those of its own that none of them tells. */
    private static Stream<Trouble> troubles(CloudLoadBalancer loadBalancer) {
        List<SourceStatus> sources = loadBalancer.recorded().sources();
        return Stream.concat(
                sources.stream().flatMap(Overview::troubles),
                loadBalancer.recorded().problems().stream()
                        .filter(problem -> sources.stream()
                                .noneMatch(source -> source.problems().contains(problem)))
                        .map(problem -> new Trouble(
                                problem.code(),
                                "CloudLoadBalancer "
                                        + loadBalancer.getMetadata().getName(),
                                problem.text())));
    }

    private static Stream<Trouble> troubles(SourceStatus source) {
        return source.problems().stream()
                .map(problem -> new Trouble(problem.code(), source.ref().toString(), problem.text()));
    }

    private static Stream<Trouble> troubles(Refusal refusal) {
        return refusal.problems().stream()
                .map(problem ->
                        new Trouble(problem.code().text(), refusal.source().toString(), problem.text()));
    }

    public Fleet fleet(int tasksRunning) {
        Map<String, Integer> problems = new LinkedHashMap<>();
        Stream.concat(troubles.stream(), ofStrangers.stream())
                .forEach(trouble -> problems.merge(trouble.code(), 1, Integer::sum));
        return new Fleet(conditions, Map.of("wanted", wanted, "confirmed", confirmed), tasksRunning, problems);
    }

    public StatusPage page(String version, Map<String, String> options) {
        return new StatusPage(version, options, conditions, troubles);
    }
}
