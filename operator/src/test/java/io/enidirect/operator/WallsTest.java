package io.enidirect.operator;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The walls between the rooms. A room that is not built yet breaks none. */
class WallsTest {
    private static final String[] PURE = {
        "io.enidirect.operator.kinds..", "io.enidirect.operator.desired..", "io.enidirect.operator.plan.."
    };

    /** What the pure rooms are given: it must not do for them what they may not do themselves. */
    private static final String[] GIVEN = {
        "io.enidirect.operator.snapshot..", "io.enidirect.operator.annotations..", "io.enidirect.operator.problem.."
    };

    /** Whom a room may import, in the order in which one reads them backwards; the root puts all of them together. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("problem", Set.of()),
            Map.entry("snapshot", Set.of("problem")),
            Map.entry("annotations", Set.of("problem")),
            Map.entry("http", Set.of()),
            Map.entry("metrics", Set.of()),
            Map.entry("kubernetes", Set.of("annotations", "snapshot")),
            Map.entry("options", Set.of("annotations", "snapshot")),
            Map.entry("record", Set.of("snapshot")),
            Map.entry("desired.model", Set.of("problem", "record", "snapshot")),
            Map.entry("desired.endpoints", Set.of("annotations", "desired.model", "problem", "snapshot")),
            Map.entry("desired.merge", Set.of("desired.model", "problem", "record", "snapshot")),
            Map.entry(
                    "desired.tuning",
                    Set.of("annotations", "desired.merge", "desired.model", "problem", "record", "snapshot")),
            Map.entry("kinds", Set.of("annotations", "desired.model", "problem", "record", "snapshot")),
            Map.entry(
                    "kinds.service",
                    Set.of(
                            "annotations",
                            "desired.endpoints",
                            "desired.merge",
                            "desired.model",
                            "desired.tuning",
                            "kinds",
                            "problem",
                            "record",
                            "snapshot")),
            Map.entry(
                    "kinds.ingress",
                    Set.of(
                            "annotations",
                            "desired.endpoints",
                            "desired.merge",
                            "desired.model",
                            "desired.tuning",
                            "kinds",
                            "problem",
                            "record",
                            "snapshot")),
            Map.entry("kinds.registry", Set.of("kinds", "kinds.ingress", "kinds.service")),
            Map.entry("observe", Set.of("annotations", "kinds", "kubernetes", "record", "snapshot")),
            Map.entry("plan.step", Set.of("desired.model", "problem", "snapshot")),
            Map.entry("plan.listeners", Set.of("desired.model", "plan.step", "problem", "record", "snapshot")),
            Map.entry("plan.rules", Set.of("desired.model", "plan.listeners", "plan.step", "record", "snapshot")),
            Map.entry("plan.targets", Set.of("desired.model", "plan.step", "record", "snapshot")),
            Map.entry(
                    "plan.record",
                    Set.of("desired.model", "plan.listeners", "plan.rules", "plan.step", "record", "snapshot")),
            Map.entry(
                    "plan",
                    Set.of(
                            "desired.model",
                            "plan.listeners",
                            "plan.record",
                            "plan.rules",
                            "plan.step",
                            "plan.targets",
                            "problem",
                            "record",
                            "snapshot")),
            Map.entry("apply", Set.of("observe", "plan", "plan.step", "record", "snapshot")),
            Map.entry("region.quotas", Set.of("snapshot")),
            Map.entry("region.tasks", Set.of("snapshot")),
            Map.entry("events", Set.of("problem", "snapshot")),
            Map.entry("fencing", Set.of("snapshot")),
            Map.entry("report", Set.of("desired.model", "plan", "plan.step", "problem", "snapshot")),
            Map.entry("front", Set.of("annotations", "events", "kinds", "observe", "problem", "snapshot")),
            Map.entry(
                    "loadbalancer",
                    Set.of(
                            "apply",
                            "desired.merge",
                            "desired.model",
                            "events",
                            "kinds",
                            "observe",
                            "plan",
                            "plan.step",
                            "record",
                            "region.tasks",
                            "report",
                            "snapshot")),
            Map.entry(
                    "preview",
                    Set.of(
                            "desired.merge",
                            "desired.model",
                            "front",
                            "kinds",
                            "kinds.registry",
                            "observe",
                            "options",
                            "plan",
                            "plan.step",
                            "problem",
                            "snapshot")),
            Map.entry("status", Set.of("front", "http", "metrics", "observe", "problem", "region.tasks", "snapshot")));

    /** Test-jars of other modules apart, which the import option does not know. */
    private static final ImportOption NO_TEST_JARS = location -> !location.contains("-tests.jar");

    private static final JavaClasses SHIPPED = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(NO_TEST_JARS)
            .importPackages("io.enidirect.operator", "io.enidirect.cloud", "io.enidirect.crd");

    @Test
    void pureRoomsKnowOnlyValues() {
        hold(classes()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(PURE)
                        .or(resideInAnyPackage(
                                "java..",
                                "org.jspecify.annotations..",
                                "io.enidirect.crd..",
                                "io.enidirect.operator.snapshot..",
                                "io.enidirect.operator.annotations..",
                                "io.enidirect.operator.record..",
                                "io.enidirect.operator.problem..",
                                "io.fabric8.kubernetes.api.model..",
                                // values in JSON
                                "com.fasterxml.jackson.."))
                        .or(resideInAPackage("io.enidirect.cloud"))
                        .or(primitives())));
    }

    @Test
    void whatSourcesMayAskForIsReadPurely() {
        hold(classes()
                .that()
                .resideInAPackage("io.enidirect.operator.annotations..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "io.enidirect.operator.annotations..",
                                "io.enidirect.operator.problem..",
                                // in whose types a word is read
                                "io.enidirect.crd..",
                                "java.lang..",
                                "java.util..",
                                "org.jspecify.annotations..",
                                // values in JSON
                                "com.fasterxml.jackson..",
                                "io.fabric8.kubernetes.api.model..")
                        .or(resideInAPackage("io.enidirect.cloud"))
                        .or(primitives())));
    }

    @Test
    void pureRoomsCallNoCloud() {
        hold(noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.enidirect.cloud.LoadBalancers"));
    }

    @Test
    void onlyWhoCarriesOutKnowsThePort() {
        hold(noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.enidirect.operator",
                        "io.enidirect.operator.apply..",
                        "io.enidirect.operator.region..",
                        "io.enidirect.operator.fencing..",
                        "io.enidirect.cloud..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.enidirect.cloud.LoadBalancers"));
    }

    @Test
    void pureRoomsReadTheRecordAndDoNotWriteIt() {
        hold(noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.enidirect.operator.record.RecordWriter"));
    }

    @Test
    void pureRoomsDoNoInputOrOutput() {
        hold(noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..", "java.net..", "java.nio.file..", "java.nio.channels..", "org.slf4j.."));
    }

    @Test
    void pureRoomsReadNoClock() {
        hold(noClasses()
                .that(resideInAnyPackage(PURE).or(resideInAnyPackage(GIVEN)))
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethodWhere(DescribedPredicate.describe(
                        "now() of java.time",
                        call -> call.getTargetOwner().getPackageName().startsWith("java.time")
                                && call.getTarget().getName().equals("now"))));
    }

    @Test
    void onlyTheAdapterKnowsTheSdk() {
        hold(noClasses()
                .that()
                .resideOutsideOfPackage("io.enidirect.cloud.tencent..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.tencentcloudapi.."));
    }

    @Test
    void onlyTheOuterRoomsKnowTheOperatorFramework() {
        hold(noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.enidirect.operator",
                        "io.enidirect.operator.observe..",
                        "io.enidirect.operator.report..",
                        "io.enidirect.operator.record..",
                        "io.enidirect.operator.loadbalancer..",
                        "io.enidirect.operator.front..",
                        "io.enidirect.operator.status..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.javaoperatorsdk.."));
    }

    @Test
    void thePortKnowsNeitherSdkNorKubernetes() {
        hold(noClasses()
                .that()
                .resideInAPackage("io.enidirect.cloud")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.fabric8..", "io.enidirect.operator..", "io.enidirect.crd..", "com.tencentcloudapi.."));
    }

    @Test
    void nothingShippedKnowsSimulatorOrSandbox() {
        hold(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.enidirect.simulator..", "io.enidirect.sandbox..", "io.enidirect.quickstart.."));
    }

    @Test
    void packagesHaveNoCycles() {
        hold(slices().matching("io.enidirect.(**)").should().beFreeOfCycles());
    }

    @Test
    void noRoomImportsOneThatItsLineLacks() {
        Map<String, Set<String>> imports = new TreeMap<>();
        SHIPPED.stream()
                .filter(type -> !room(type).isEmpty() && !type.getSimpleName().equals("package-info"))
                .forEach(type -> imports.computeIfAbsent(room(type), room -> new TreeSet<>())
                        .addAll(type.getDirectDependenciesFromSelf().stream()
                                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                                .map(WallsTest::room)
                                .filter(room -> !room.isEmpty() && !room.equals(room(type)))
                                .toList()));

        assertThat(imports).isEqualTo(new TreeMap<>(MAY_IMPORT));
    }

    /** The package behind the operator's; empty for the root and for what is no part of it. */
    private static String room(JavaClass type) {
        String root = "io.enidirect.operator.";
        return type.getPackageName().startsWith(root) ? type.getPackageName().substring(root.length()) : "";
    }

    @Test
    void theHousesDurationsStandInOneRecord() {
        Set<String> elsewhere = SHIPPED.stream()
                .filter(type -> type.getPackageName().startsWith("io.enidirect.operator"))
                .filter(type -> type.getFields().stream()
                        .anyMatch(field -> field.getModifiers().contains(JavaModifier.STATIC)
                                && field.getRawType().isEquivalentTo(Duration.class)))
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toSet());

        assertThat(elsewhere).isEmpty();
    }

    @Test
    void noClassIsLong() {
        assertThat(longer(350, path -> true)).isEmpty();
    }

    /** Behind their imports, which say nothing of their size. */
    @Test
    void halfOfTheClassesAreShort() {
        List<Long> lines = sources()
                .filter(path -> !path.endsWith("package-info.java"))
                .map(WallsTest::behindImports)
                .sorted()
                .toList();

        assertThat(lines.get(lines.size() / 2)).isLessThanOrEqualTo(65);
    }

    private static long behindImports(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            int last = IntStream.range(0, lines.size())
                    .filter(line -> lines.get(line).startsWith("import "))
                    .max()
                    .orElse(0);
            return lines.size() - last - 1L;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void noReconcilerIsLong() {
        assertThat(longer(150, path -> path.getFileName().toString().endsWith("Reconciler.java")))
                .isEmpty();
    }

    @Test
    void seesTheSourcesAndClassesThatItJudges() {
        assertThat(longer(0, path -> true)).containsKeys("Main.java", "LoadBalancers.java");
        assertThat(SHIPPED.contain(Main.class)).isTrue();
        assertThat(SHIPPED.contain("io.enidirect.cloud.LoadBalancers")).isTrue();
        assertThat(SHIPPED.contain(WallsTest.class)).isFalse();
        assertThat(SHIPPED.contain("io.enidirect.cloud.FakeLoadBalancers")).isFalse();
    }

    private static void hold(ArchRule rule) {
        rule.allowEmptyShould(true).check(SHIPPED);
    }

    private static DescribedPredicate<JavaClass> primitives() {
        return DescribedPredicate.describe(
                "primitives and their arrays",
                type -> type.getBaseComponentType().isPrimitive());
    }

    /** Main sources of all modules with more lines than this. */
    private static Map<String, Long> longer(long lines, Predicate<Path> which) {
        Map<String, Long> found = new TreeMap<>();
        sources()
                .filter(which)
                .filter(path -> count(path) > lines)
                .forEach(path -> found.put(path.getFileName().toString(), count(path)));
        return found;
    }

    private static Stream<Path> sources() {
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            return files
                    .filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> path.toString().contains("src/main/java"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long count(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
