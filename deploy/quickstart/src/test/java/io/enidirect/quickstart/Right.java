package io.enidirect.quickstart;

import static java.util.stream.Collectors.toSet;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One verb on one resource, as one rule of a role gives it.
 *
 * @param namespace where it counts; empty: everywhere
 * @param resource with its subresource, if it is one
 * @param names of the objects that it counts for; empty: all
 */
record Right(String role, String namespace, String group, String resource, String verb, List<String> names) {

    /** Those of the roles that are bound, which is to the ServiceAccount; others are for people. */
    static Stream<Right> of(Chart.Rendered chart) {
        Set<String> bound = Stream.concat(
                        chart.all(ClusterRoleBinding.class).stream().map(ClusterRoleBinding::getRoleRef),
                        chart.all(RoleBinding.class).stream().map(RoleBinding::getRoleRef))
                .map(role -> role.getKind() + " " + role.getName())
                .collect(toSet());
        return Stream.concat(
                        chart.all(ClusterRole.class).stream().flatMap(role -> of(role, "", role.getRules())),
                        chart.all(Role.class).stream()
                                .flatMap(role -> of(role, role.getMetadata().getNamespace(), role.getRules())))
                .filter(right ->
                        bound.contains((right.namespace().isEmpty() ? "ClusterRole " : "Role ") + right.role()));
    }

    private static Stream<Right> of(HasMetadata role, String namespace, List<PolicyRule> rules) {
        return rules.stream()
                .flatMap(rule -> rule.getApiGroups().stream()
                        .flatMap(group -> rule.getResources().stream()
                                .flatMap(resource -> rule.getVerbs().stream()
                                        .map(verb -> new Right(
                                                role.getMetadata().getName(),
                                                namespace,
                                                group,
                                                resource,
                                                verb,
                                                rule.getResourceNames())))));
    }

    boolean allows(Call call) {
        return group.equals(call.group())
                && resource.equals(call.resource())
                && verb.equals(call.verb())
                && (namespace.isEmpty() || namespace.equals(call.namespace()))
                && (names.isEmpty() || names.contains(call.name()));
    }

    /** Such as {@code list pods}. */
    String what() {
        return verb + " " + resource;
    }

    PolicyRule rule() {
        return new PolicyRuleBuilder()
                .withApiGroups(group)
                .withResources(resource)
                .withResourceNames(names)
                .withVerbs(verb)
                .build();
    }

    @Override
    public String toString() {
        return "%-6s %s%s%s"
                .formatted(
                        verb,
                        resource,
                        group.isEmpty() ? "" : "." + group,
                        names.isEmpty() ? "" : " " + String.join(",", names));
    }
}
