package io.enidirect.operator.status;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a person wants to see first. Everything is shown as text, whatever it contains.
 *
 * @param options name to value, without secrets, in the order to be shown
 * @param loadBalancers how many there are by condition, in the order to be shown
 * @param problems what users have to mend
 */
public record StatusPage(
        String version, Map<String, String> options, Map<String, Integer> loadBalancers, List<Trouble> problems) {

    /**
     * A problem in three words.
     *
     * @param object kind, namespace and name
     */
    public record Trouble(String code, String object, String message) {}

    public StatusPage {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        loadBalancers = Collections.unmodifiableMap(new LinkedHashMap<>(loadBalancers));
        problems = List.copyOf(problems);
    }
}
