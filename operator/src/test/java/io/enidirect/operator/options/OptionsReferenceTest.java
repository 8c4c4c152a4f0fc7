package io.enidirect.operator.options;

import static java.util.stream.Collectors.joining;

import io.enidirect.operator.ReferencePage;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OptionsReferenceTest {
    @Test
    void documentsEveryOption() throws IOException {
        ReferencePage.check("options.md", """
                # Options

                Written from the code; `-Ddocs.update` on the build of `operator` rewrites it.

                `java -jar eni-direct.jar <command>`: `run` (default), `plan`, `check`, `--help`, `--version`. Each option is a
                flag or an environment variable; the flag wins, and an empty variable counts as absent. Bad values stop the start, all
                at once, with exit code 64. The Kubernetes API is found as kubectl does it: in the cluster, or by `KUBECONFIG`.

                [`plan -f FILE…`](../guides/plan.md) shows what would be done for the objects in files. It needs none of these
                options, and takes %s.

                `check --url URL` asks an http or https URL until it answers with status 200, for 30 seconds at most, and needs none
                of these options either. It prints what it saw, and exits with 0 or, without such an answer, 1. It is what
                `helm test` runs: there is nothing else in the image to ask with.

                Kubernetes gives every pod variables named after the Services of its namespace, and one named
                `eni-direct-http` would set `ENI_DIRECT_HTTP_PORT`: run the pod with `enableServiceLinks: false`.

                | option | variable | default | takes | |
                |---|---|---|---|---|
                %s
                """.formatted(
                        OptionTable.OF_A_PLAN.stream()
                                .map(setting -> "`" + setting.flag() + "`")
                                .collect(joining(", ")),
                        OptionTable.ALL.stream().map(OptionsReferenceTest::row).collect(joining("\n"))));
    }

    private static String row(Setting<?> setting) {
        String fallback = Optional.ofNullable(setting.fallback())
                .map(text -> text.isEmpty() ? "–" : "`" + text.replace(",", "`, `") + "`")
                .orElse("required");
        return "| `%s` | `%s` | %s | %s | %s |"
                .formatted(
                        setting.flag(),
                        setting.variable(),
                        fallback,
                        setting.kind().rule(),
                        setting.meaning());
    }
}
