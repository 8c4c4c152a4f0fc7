package io.enidirect.operator.desired;

import io.enidirect.cloud.HealthCheck;
import io.enidirect.operator.desired.model.DefaultDomain;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.record.Setting;
import java.util.Map;
import java.util.TreeMap;

/** Desired state as people read it. */
final class GoldenOutput {
    private final StringBuilder text = new StringBuilder();

    private GoldenOutput() {}

    static String of(Desired desired) {
        GoldenOutput output = new GoldenOutput();
        output.line("loadBalancer: "
                + (desired.state().waiting()
                        ? "wanted, and waiting for a part"
                        : desired.state().wanted() ? "wanted" : "not wanted"));
        output.line(desired.state().parts().isEmpty() ? "parts: []" : "parts:");
        desired.state().parts().forEach(output::part);
        output.placeholders(desired.state());
        output.words(desired.state());
        Map<String, String> problems = new TreeMap<>();
        desired.problems().forEach((source, found) -> {
            if (!found.isEmpty()) {
                StringBuilder lines = new StringBuilder();
                for (Problem problem : found) {
                    lines.append("    ")
                            .append(problem.code().text())
                            .append(": ")
                            .append(problem.text())
                            .append('\n');
                }
                problems.put(source.toString(), lines.toString());
            }
        });
        output.line(problems.isEmpty() ? "problems: {}" : "problems:");
        problems.forEach((source, lines) -> {
            output.line("  " + source + ":");
            output.text.append(lines);
        });
        return output.text.toString();
    }

    private void part(Part part) {
        if (part.backend().rule() == null) {
            line("  - listener: " + part.backend());
            line("    source: " + part.source());
        } else {
            line("  - rule: " + part.backend());
            line("    source: " + part.source() + ", " + part.field() + (part.implied() ? ", implied" : ""));
            part.origins()
                    .forEach(origin -> line("    origin: " + origin.kind() + " " + origin.name()
                            + (origin.port() == 0 ? "" : ":" + origin.port())));
        }
        line("    standing: " + part.standing() + (part.replacement() == null ? "" : " by " + part.replacement()));
        if (part.backend().rule() == null) {
            Integer session = part.settings().sessionSeconds();
            line("    session: " + (session == null ? "as it is" : session == 0 ? "none" : session + " s"));
            HealthCheck check = part.settings().healthCheck();
            if (check != null && check.source() == HealthCheck.Source.VIP) {
                line("    probes: from the load balancer's own address");
            }
        }
        if (part.named().stream().anyMatch(each -> part.backend().rule() != null || each != Setting.SESSION)) {
            line("    said: " + SaidText.of(part));
        }
        line(part.targets().isEmpty() ? "    targets: {}" : "    targets:");
        new TreeMap<>(part.targets())
                .forEach((target, wish) -> line("      " + target + ": "
                        + (wish.onlyIfRegistered() ? "if registered, " : "register, ") + "weight " + wish.weight()));
    }

    private void words(Desired.State state) {
        state.listeners().forEach(words -> line("of listener " + words.listener() + ": " + SaidText.of(words)));
        state.domains()
                .forEach(words ->
                        line("of host " + words.listener() + " " + words.domain() + ": " + SaidText.of(words)));
    }

    /** Who else gets something on an L7 listener: the placeholder. */
    private void placeholders(Desired.State state) {
        state.parts().stream()
                .map(part -> part.backend().listener())
                .filter(listener -> listener.protocol().layer7())
                .distinct()
                .filter(listener -> state.rules(listener).containsKey(DefaultDomain.PLACEHOLDER))
                .forEach(listener -> line("placeholder: " + listener + " " + DefaultDomain.PLACEHOLDER));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
