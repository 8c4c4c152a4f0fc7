package io.enidirect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import io.enidirect.sandbox.Cluster;
import io.enidirect.sandbox.ClusterOptions;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The chart on a real API server, and its controller there with exactly the rights that it gives. */
@EnabledIf("io.enidirect.quickstart.RealKubernetes#isThere")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String NAME = "eni-direct";
    /** No call needs it: the framework looks for it among its rights before it starts, and then renews by patch. */
    private static final String LOOKED_FOR = "update leases";

    @TempDir
    static Path directory;

    private Cluster cluster;
    private ControlledCloud cloud;
    private InstalledChart chart;
    private List<Right> rendered;
    private List<Call> calls;

    /** The scenario runs once; what the API server saw of it is looked at from several sides. */
    @BeforeAll
    void run() throws IOException {
        // without echoes: the pods of the chart would listen on the port that its controller is to take
        cluster = RealKubernetes.start(
                ClusterOptions.defaults().withEcho(false).withApiServerFlags(Call.flags(directory)));
        cloud = ControlledCloud.start(cluster.guard(), directory.resolve("simulator.log"));
        chart = InstalledChart.install(cluster, NAME, cloud.endpoint(), directory);
        rendered = chart.chart().rights();
        try {
            new Scenario(cluster, cloud, chart, cluster.createNamespace("shop")).run();
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            throw new AssertionError("Refused meanwhile: " + refused() + "; said at last:\n" + chart.lastWords(), e);
        }
        calls = Call.seen(directory, chart.user());
    }

    private List<Call> refused() {
        return Call.seen(directory, chart.user()).stream()
                .filter(call -> !call.allowed())
                .toList();
    }

    @AfterAll
    void stop() {
        cloud.close();
        cluster.close();
    }

    @Test
    void itsPodsAreLetIntoARestrictedNamespace() {
        assertThat(cluster.awaitReady(NAME, NAME, PATIENCE).getStatus().getAvailableReplicas())
                .isEqualTo(2);
    }

    @Test
    void asksForNothingThatItMayNot() {
        assertThat(calls).isNotEmpty();
        assertThat(refused()).isEmpty();
    }

    @Test
    void usesEveryRightThatItHas() {
        List<String> used = rendered.stream()
                .filter(right -> calls.stream().anyMatch(right::allows))
                .map(Right::what)
                .toList();

        assertThat(Stream.concat(used.stream(), Stream.of(LOOKED_FOR)))
                .containsExactlyInAnyOrderElementsOf(
                        rendered.stream().map(Right::what).toList());
    }

    @Test
    void needsEachOfItsRights() {
        System.out.println("What the controller may do in the cluster, and the call that is refused without:");
        for (Right right : rendered) {
            Call call = calls.stream().filter(right::allows).findFirst().orElseGet(() -> Call.by(right));
            chart.grant(rendered.stream().filter(other -> !other.equals(right)).toList());
            await(right.toString())
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> !mayDo(call));
            System.out.printf("  %-55s %s%n", right, right.what().equals(LOOKED_FOR) ? "its start" : call.object());
        }
        chart.grant(rendered);
        assertThat(rendered).allSatisfy(right -> await().until(() -> mayDo(Call.by(right))));
    }

    /**
     * Without a right on its Lease it can't lead, and ends. Without one to watch a kind it goes on and says so, since a
     * restart would mend nothing. Both at once: their start is what takes time.
     */
    @Test
    void saysWhichRightIsMissing() {
        InstalledChart unable = without(LOOKED_FOR, "{}");
        InstalledChart blind = without("watch endpointslices", ChartValues.ALONE);
        try (ShippedController one = unable.start("pod");
                ShippedController other = blind.start("pod")) {
            await().atMost(PATIENCE).until(() -> one.ended().isPresent());
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(blind.words("pod"))
                            .contains("Received 403 on websocket")
                            .contains("endpointslices"));
            // one that is alone leads without a Lease: it is given none, and asks for none
            assertThat(blind.chart().rights())
                    .noneMatch(right -> right.resource().equals("leases"));
            assertThat(Call.seen(directory, blind.user()))
                    .isNotEmpty()
                    .noneMatch(call -> call.resource().equals("leases"))
                    .filteredOn(call -> !call.allowed())
                    .allMatch(call -> call.resource().equals("endpointslices"));

            assertThat(one.ended()).contains(1);
            assertThat(other.ended()).isEmpty();
        }
        assertThat(unable.words("pod").lines().toList())
                .last(STRING)
                .contains(
                        " ERROR Main The controller can't start or go on",
                        "leases",
                        "missing required verbs: [update]");
        assertThat(blind.words("pod")).containsPattern("403 .*/endpointslices\\?.*watch=true.*Forbidden");
        assertThat(List.of(unable, blind))
                .allSatisfy(one -> assertThat(one.words("pod")).doesNotContain("\n\tat "));
    }

    private InstalledChart without(String right, String values) {
        InstalledChart less = InstalledChart.install(
                cluster, "without-" + right.replace(' ', '-'), cloud.endpoint(), directory, values);
        less.grant(less.chart().rights().stream()
                .filter(one -> !one.what().equals(right))
                .toList());
        return less;
    }

    private boolean mayDo(Call call) {
        SubjectAccessReview review = new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser(chart.user())
                .withNewResourceAttributes()
                .withNamespace(call.namespace())
                .withGroup(call.group())
                .withResource(call.resource().replaceFirst("/.*", ""))
                .withSubresource(call.resource().contains("/") ? call.resource().replaceFirst(".*/", "") : null)
                .withVerb(call.verb())
                .withName(call.name())
                .endResourceAttributes()
                .endSpec()
                .build();
        return cluster.client()
                .authorization()
                .v1()
                .subjectAccessReview()
                .create(review)
                .getStatus()
                .getAllowed();
    }
}
