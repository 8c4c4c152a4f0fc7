package io.enidirect.quickstart;

import com.marcnuri.helm.Helm;
import java.nio.file.Path;
import java.util.List;

/** A release, as {@code helm} makes, changes and removes it in a cluster. */
record HelmRelease(Path kubeConfig, String name, String namespace) {
    /** The chart of version 0.1.0 as it was before its kinds became a part of the release. */
    static final Path PREVIOUS = Path.of("..", "helm", "previous", "eni-direct-0.1.0.tgz");

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

    void uninstall() {
        Helm.uninstall(name).withNamespace(namespace).withKubeConfig(kubeConfig).call();
    }
}
