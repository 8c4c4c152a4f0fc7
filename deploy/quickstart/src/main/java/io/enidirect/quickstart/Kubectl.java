package io.enidirect.quickstart;

import io.enidirect.quickstart.Row.Question;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a user of kubectl sees. */
final class Kubectl {

    private static final int NAME = 0;
    private static final int ADDRESS = 3;

    private final Stage stage;
    private final Verdicts verdicts;
    private final Path cache;

    /** @param cache a directory for what it learns of the cluster, which is a new one in each run */
    Kubectl(Stage stage, Verdicts verdicts, Path cache) {
        this.stage = stage;
        this.verdicts = verdicts;
        this.cache = cache;
    }

    /** A download of the control plane may bring none. */
    boolean isThere() {
        return Files.isExecutable(executable());
    }

    /** {@code kubectl get ingress} has the address of each. */
    Row addresses(List<IngressExample> examples) {
        Question question =
                new Question("ingress-*.yaml", "kubectl get ingress", "the addresses of all " + examples.size());
        return verdicts.on(question, () -> {
            Map<String, String> printed = ingresses();
            List<String> wrong = examples.stream()
                    .filter(example -> !stage.vip(example).orElse("none").equals(printed.get(example.name())))
                    .map(example -> example.name() + ": " + printed.get(example.name()))
                    .toList();
            return question.answered(
                    wrong.isEmpty()
                            ? "the addresses of all " + examples.size()
                            : wrong.size() + " wrong, the first: " + wrong.get(0),
                    "-",
                    wrong.isEmpty());
        });
    }

    /** The addresses by name; a line without one has another column in its place. */
    private Map<String, String> ingresses() {
        Map<String, String> addresses = new HashMap<>();
        run("get", "ingress", "--no-headers")
                .lines()
                .map(line -> line.split(" +"))
                .forEach(columns -> addresses.put(columns[NAME], columns[ADDRESS]));
        return addresses;
    }

    private String run(String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(
                executable().toString(),
                "--kubeconfig=" + stage.cluster().kubeConfigFile(),
                "--cache-dir=" + cache,
                "--request-timeout=10s",
                "--namespace=" + stage.namespace());
        builder.command().addAll(List.of(arguments));
        try {
            Process process = builder.redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new NotReady("kubectl says: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException("kubectl can't be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while kubectl ran", e);
        }
    }

    private Path executable() {
        return stage.cluster().binaries().executable("kubectl");
    }
}
