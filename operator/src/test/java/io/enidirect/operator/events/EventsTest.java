package io.enidirect.operator.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedCluster.class)
final class EventsTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Notice CLAMPED = new Notice(Notice.Type.Warning, "Clamped", "moved into the range");
    private static final Notice LONG = new Notice(Notice.Type.Normal, "Synced", "é".repeat(3000));

    private final Clock clock = Clock.fixed(Instant.parse("2026-11-25T10:00:00.25Z"), ZoneOffset.UTC);
    private KubernetesClient client;
    private Service service;

    @BeforeEach
    void service(Cluster cluster) {
        client = cluster.client();
        service = new ServiceBuilder()
                .withNewMetadata()
                .withNamespace(cluster.createNamespace("events"))
                .withName("web")
                .withUid("u1")
                .endMetadata()
                .build();
    }

    @Test
    void sayWhatAboutWhomAndWhen() {
        try (Events events = new Events(client, "pod-1", clock)) {
            events.tell(service, List.of(CLAMPED));

            await().atMost(SOON).until(() -> !told().isEmpty());
        }
        assertThat(told())
                .extracting(
                        Event::getType,
                        Event::getReason,
                        Event::getNote,
                        event -> event.getRegarding().getUid(),
                        event -> event.getEventTime().getTime(),
                        Event::getReportingInstance)
                .containsExactly(tuple(
                        "Warning", "Clamped", "moved into the range", "u1", "2026-11-25T10:00:00.250000Z", "pod-1"));
    }

    @Test
    void tellNothingTwiceWhileItStays() {
        try (Events events = new Events(client, "pod-1", clock)) {
            events.tell(service, List.of(CLAMPED));
            events.tell(service, List.of(CLAMPED, LONG));

            await().atMost(SOON).until(() -> told().size() == 2);
        }
        assertThat(told()).allSatisfy(event -> assertThat(event.getSeries()).isNull());
        assertThat(told())
                .extracting(event -> event.getNote().getBytes(StandardCharsets.UTF_8).length)
                .containsExactlyInAnyOrder(CLAMPED.note().length(), 1023);
    }

    @Test
    void countWhatALaterProcessTellsAgain() {
        for (int process = 1; process <= 3; process++) {
            int count = process;
            try (Events events = new Events(client, "pod-" + process, clock)) {
                events.tell(service, List.of(CLAMPED));

                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(told())
                                .extracting(Event::getSeries)
                                .extracting(series -> series == null ? 1 : series.getCount())
                                .containsExactly(count));
            }
        }
    }

    @Test
    void showTheDetailOfTheFirstTime() {
        Notice first = new Notice(Notice.Type.Warning, "Rejected", "not that port", "request r-1");
        Notice again = new Notice(Notice.Type.Warning, "Rejected", "not that port", "request r-2");
        try (Events events = new Events(client, "pod-1", clock)) {
            events.tell(service, List.of(first));
            await().atMost(SOON).until(() -> !told().isEmpty());
            events.tell(service, List.of(again));
            events.tell(service, List.of(again, CLAMPED));

            await().atMost(SOON).until(() -> told().size() == 2);
        }
        assertThat(told())
                .extracting(Event::getNote, Event::getSeries)
                .contains(tuple("not that port (request r-1)", null));
    }

    @Test
    void sayOnlyWhatIsNewIfAnEarlierProcessToldTheRest() {
        try (Events events = new Events(client, "pod-1", clock)) {
            events.presume(service, LONG);
            events.tell(service, List.of(LONG, CLAMPED));

            await().atMost(SOON).until(() -> !told().isEmpty());
        }
        assertThat(told()).extracting(Event::getReason).containsExactly("Clamped");
    }

    /** The API server refuses events in a namespace that is not there. */
    @Test
    void tellLaterWhatWasRefused() {
        String later = service.getMetadata().getNamespace() + "-later";
        Service early = new ServiceBuilder(service)
                .editMetadata()
                .withNamespace(later)
                .withUid("u2")
                .endMetadata()
                .build();
        try (Events events = new Events(client, "pod-1", clock)) {
            events.tell(early, List.of(CLAMPED));
            events.tell(service, List.of(CLAMPED));
            await().atMost(SOON).until(() -> !told().isEmpty());
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(later)
                            .endMetadata()
                            .build())
                    .create();

            events.tell(early, List.of(CLAMPED));

            await().atMost(SOON).until(() -> !told(later).isEmpty());
        }
    }

    @Test
    void areDroppedWhereTheyCantBeTold() {
        Config nowhere = new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:1")
                .withRequestRetryBackoffLimit(0)
                .build();
        try (KubernetesClient dead =
                new KubernetesClientBuilder().withConfig(nowhere).build()) {
            EventWriter writer = new EventWriter(dead, "pod-1", clock);

            assertThat(writer.write(
                            new ObjectReferenceBuilder()
                                    .withNamespace("events")
                                    .withName("web")
                                    .withUid("u1")
                                    .build(),
                            CLAMPED))
                    .isFalse();
        }
    }

    @Test
    void ofClusterScopedObjectsStandInDefault() {
        String uid = "cluster-scoped-" + service.getMetadata().getNamespace();
        ObjectMeta metadata = new ObjectMeta();
        metadata.setName("node-like");
        metadata.setUid(uid);
        Service scoped = new ServiceBuilder().withMetadata(metadata).build();
        try (Events events = new Events(client, "pod-1", clock)) {
            events.tell(scoped, List.of(CLAMPED));

            await().atMost(SOON)
                    .until(() -> client.events().v1().events().inNamespace("default").list().getItems().stream()
                            .anyMatch(event -> uid.equals(event.getRegarding().getUid())));
        }
        assertThat(told()).isEmpty();
    }

    private List<Event> told() {
        return told(service.getMetadata().getNamespace());
    }

    private List<Event> told(String namespace) {
        return client.events().v1().events().inNamespace(namespace).list().getItems();
    }
}
