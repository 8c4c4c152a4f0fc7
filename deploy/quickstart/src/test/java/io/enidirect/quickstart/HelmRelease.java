package io.enidirect.quickstart;

import com.marcnuri.helm.Helm;
import io.enidirect.sandbox.Cluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A release, as {@code helm} makes, changes and removes it in a cluster. */
record HelmRelease(Path kubeConfig, String name, String namespace) {
    /** The chart of version 0.1.0 as it was before its kinds became a part of the release. */
    static final Path PREVIOUS = Path.of("..", "helm", "previous", "eni-direct-0.1.0.tgz");

    private static final Pattern ADOPTING = Pattern.compile("kubectl (label|annotate) crd ((?:[a-z.-]+ )+)(.*=.*)");

    /** Answers what Helm prints. */
    String install(Path chart, String... values) {
        return Chart.withFiles(List.of(values), files -> {
            var command = new Helm(chart)
                    .install()
                    .withName(name)
                    .withNamespace(namespace)
                    .createNamespace()
                    .withKubeConfig(kubeConfig);
            files.forEach(command::withValuesFile);
            return command.call().getOutput();
        });
    }

    /** Answers what Helm prints. */
    String upgrade(Path chart, String... values) {
        return Chart.withFiles(List.of(values), files -> {
            var command = new Helm(chart)
                    .upgrade()
                    .withName(name)
                    .withNamespace(namespace)
                    .withKubeConfig(kubeConfig);
            files.forEach(command::withValuesFile);
            return command.call().getOutput();
        });
    }

    boolean isThere() {
        return Helm.list().withNamespace(namespace).withKubeConfig(kubeConfig).call().stream()
                .anyMatch(release -> release.getName().equals(name));
    }

    void uninstall() {
        Helm.uninstall(name).withNamespace(namespace).withKubeConfig(kubeConfig).call();
    }

    /** Makes the kinds of a chart that did not own them this release's, by the commands of the chart's page. */
    static void adopt(Cluster cluster) throws IOException {
        String page = Files.readString(Chart.DIRECTORY.resolve("README.md")).replaceAll("\\\\\n *", "");
        List<MatchResult> commands = ADOPTING.matcher(page).results().toList();
        if (!commands.stream().map(command -> command.group(1)).toList().equals(List.of("label", "annotate"))) {
            throw new AssertionError("the chart's page does not say how");
        }
        for (MatchResult command : commands) {
            Map<String, String> words = new HashMap<>();
            Stream.of(command.group(3).split(" "))
                    .map(word -> word.split("="))
                    .forEach(word -> words.put(word[0], word[1]));
            for (String name : command.group(2).split(" ")) {
                cluster.client()
                        .apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .withName(name)
                        .edit(crd -> {
                            if (command.group(1).equals("label")) {
                                crd.getMetadata().getLabels().putAll(words);
                            } else {
                                crd.getMetadata().getAnnotations().putAll(words);
                            }
                            return crd;
                        });
            }
        }
    }
}
