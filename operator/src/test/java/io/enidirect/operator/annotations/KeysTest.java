package io.enidirect.operator.annotations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An annotation's key stands in this package alone: who reads one elsewhere reads one that has no row. */
class KeysTest {
    private static final Pattern KEY = Pattern.compile("[\\w.-]*(?:"
            + Keys.PREFIXES.stream().map(Pattern::quote).collect(Collectors.joining("|")) + ")[\\w./*-]*");

    /** What looks like a key, by the class where it stands. */
    private static final Map<String, Set<String>> NO_KEYS = Map.ofEntries(
            // names of classes and controllers
            Map.entry("ServiceClaims.java", Set.of("eni-direct.io/clb")),
            Map.entry("IngressClaims.java", Set.of("eni-direct.io/clb")),
            Map.entry("EventWriter.java", Set.of("eni-direct.io/controller")),
            // finalizers, and what all of them begin with
            Map.entry("LoadBalancerReconciler.java", Set.of("eni-direct.io/cloud")),
            Map.entry("OwnLoadBalancer.java", Set.of("eni-direct.io/cloud")),
            Map.entry("SourcePlan.java", Set.of("eni-direct.io/load-balancer")),
            Map.entry("KeptMetadata.java", Set.of("eni-direct.io/")),
            // marks on what is kept in memory, in fields of metadata that no user can set
            Map.entry("Outline.java", Set.of("eni-direct.io/outline")),
            Map.entry("Unreadable.java", Set.of("eni-direct.io/unreadable")),
            // keys, of types in a module that knows nothing of this one; they have their rows
            Map.entry("CloudLoadBalancer.java", Set.of("eni-direct.io/given-up", "eni-direct.io/mode")),
            Map.entry("LoadBalancerProfile.java", Set.of("eni-direct.io/profile.")));

    @Test
    void noKeyStandsElsewhere() {
        assertThat(keys(
                        Path.of(".."),
                        path -> !path.endsWith(
                                Path.of("annotations", path.getFileName().toString()))))
                .isEqualTo(NO_KEYS);
    }

    @Test
    void seesTheKeysThatStandHere() {
        assertThat(keys(Path.of(".."), path -> path.endsWith("annotations/Keys.java")))
                .containsOnlyKeys("Keys.java");
    }

    private static Map<String, Set<String>> keys(Path modules, Predicate<Path> which) {
        Map<String, Set<String>> found = new TreeMap<>();
        for (Path sources :
                new Path[] {modules.resolve("operator/src/main/java"), modules.resolve("crds/src/main/java")}) {
            try (Stream<Path> files = Files.walk(sources)) {
                files.filter(path -> path.toString().endsWith(".java"))
                        .filter(which)
                        .forEach(path -> {
                            Set<String> keys = keys(path);
                            if (!keys.isEmpty()) {
                                found.put(path.getFileName().toString(), keys);
                            }
                        });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }

    /** In code, not in comments. */
    private static Set<String> keys(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> !line.strip().startsWith("*"))
                    .map(line -> line.replaceFirst("/\\*.*|(^|\\s)//.*", ""))
                    .flatMap(line -> KEY.matcher(line).results().map(match -> match.group()))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
