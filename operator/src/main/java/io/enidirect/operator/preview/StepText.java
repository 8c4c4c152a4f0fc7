package io.enidirect.operator.preview;

import static java.util.stream.Collectors.joining;

import io.enidirect.cloud.NewListeners;
import io.enidirect.cloud.NewLoadBalancer;
import io.enidirect.cloud.NewRule;
import io.enidirect.crd.Origin;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.desired.model.Redirect;
import io.enidirect.operator.plan.step.ListenerStep.CreateListeners;
import io.enidirect.operator.plan.step.LoadBalancerStep.CreateLoadBalancer;
import io.enidirect.operator.plan.step.RuleStep.CreateRules;
import io.enidirect.operator.plan.step.Step;
import io.enidirect.operator.plan.step.TargetStep.RegisterTargets;
import io.enidirect.operator.snapshot.Backend;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A step in full: a line that says what is done, and one for each thing that it is done to. */
final class StepText {
    private final Map<Backend, Part> parts;

    StepText(Desired.State desired) {
        parts = desired.parts().stream().collect(Collectors.toMap(Part::backend, Function.identity()));
    }

    String of(Step step) {
        if (step instanceof CreateLoadBalancer create) {
            return lines(step.describe(), loadBalancer(create.wanted()));
        }
        if (step instanceof CreateListeners create) {
            return lines(step.describe(), listeners(create.wanted()));
        }
        if (step instanceof CreateRules create) {
            return lines(
                    "create rules on " + create.listener(),
                    create.rules().stream().map(rule -> rule(new Backend(create.listener(), rule.key()), rule)));
        }
        if (step instanceof RegisterTargets register) {
            return lines(
                    "register targets",
                    register.weights().entrySet().stream()
                            .map(target -> target.getKey() + ", weight " + target.getValue()));
        }
        return step.describe();
    }

    private static String lines(String first, Stream<String> details) {
        return Stream.concat(Stream.of(first), details.map(line -> "  " + line)).collect(joining("\n"));
    }

    private static Stream<String> loadBalancer(NewLoadBalancer wanted) {
        String subnet = wanted.network().subnetId() == null
                ? ""
                : ", subnet " + wanted.network().subnetId();
        String tags = new TreeMap<>(wanted.tags())
                .entrySet().stream().map(Objects::toString).collect(joining(", "));
        return Stream.of("VPC " + wanted.network().vpcId() + subnet, "tags " + tags);
    }

    private static Stream<String> listeners(NewListeners wanted) {
        return SettingsText.of(wanted.settings().backend(), "source address").stream();
    }

    private String rule(Backend backend, NewRule rule) {
        Part part = parts.get(backend);
        String to = part instanceof Redirect redirect
                ? "redirect " + redirect.code() + " to " + redirect.target()
                : part == null
                        ? "no targets"
                        : part.origins().stream().map(StepText::origin).collect(joining(", "));
        String settings = SettingsText.of(rule.settings(), "cookie").stream()
                .map(line -> "; " + line)
                .collect(joining());
        return rule.key() + " -> " + to + settings
                + (rule.domain().defaultServer() ? "; unknown hosts fall to this domain" : "");
    }

    private static String origin(Origin origin) {
        return origin.kind() + " " + origin.name() + (origin.port() == 0 ? "" : ":" + origin.port())
                + (origin.share() == null ? "" : ", " + origin.share() + " %");
    }
}
