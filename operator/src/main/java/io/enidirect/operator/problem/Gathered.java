package io.enidirect.operator.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** What several have in common is one problem: its detail names the first of them, and how many more there are. */
public final class Gathered {
    private final Map<Problem, SortedSet<String>> concerned = new LinkedHashMap<>();

    /** @param one whom it concerns, for people */
    public void add(Problem problem, String one) {
        concerned.computeIfAbsent(problem, first -> new TreeSet<>()).add(one);
    }

    /** One that concerns the whole. */
    public void add(Problem problem) {
        concerned.computeIfAbsent(problem, first -> new TreeSet<>());
    }

    /** In order. */
    public List<Problem> problems() {
        return Problems.inOrder(concerned.entrySet().stream()
                .map(entry -> entry.getValue().isEmpty()
                        ? entry.getKey()
                        : entry.getKey().withDetail(shown(entry.getValue()))));
    }

    private static String shown(SortedSet<String> all) {
        return all.size() == 1 ? all.first() : all.first() + ", and " + (all.size() - 1) + " more";
    }
}
