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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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
                                "java.lang..",
                                "java.util..",
                                "org.jspecify.annotations..",
                                // values in JSON
                                "com.fasterxml.jackson..",
                                "io.fabric8.kubernetes.api.model..")
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
        assertThat(longer(400, path -> true)).isEmpty();
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
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            Map<String, Long> found = new TreeMap<>();
            files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> path.toString().contains("src/main/java"))
                    .filter(which)
                    .filter(path -> count(path) > lines)
                    .forEach(path -> found.put(path.getFileName().toString(), count(path)));
            return found;
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
