package io.enidirect.operator.events;

import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one event. The same one again, after a restart for instance, counts up what is there already. */
final class EventWriter {
    private static final Logger log = LoggerFactory.getLogger(EventWriter.class);
    private static final String CONTROLLER = "eni-direct.io/controller";
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    /** The API server refuses longer notes; it counts bytes. */
    private static final int LONGEST_NOTE = 1024;

    private static final String CUT = "…";
    private static final int LONGEST_NAME = 253;

    private final KubernetesClient client;
    private final String instance;
    private final Clock clock;

    EventWriter(KubernetesClient client, String instance, Clock clock) {
        this.client = client;
        this.instance = instance;
        this.clock = clock;
    }

    /** Whether it is told: an event that is refused is dropped. */
    boolean write(ObjectReference whom, Notice notice) {
        Event event = event(whom, notice);
        try {
            try {
                client.resource(event).create();
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                    throw e;
                }
                repeat(event);
            }
            return true;
        } catch (KubernetesClientException e) {
            log.atDebug()
                    .addKeyValue("object", event.getRegarding().getName())
                    .addKeyValue("reason", notice.reason())
                    .setCause(e)
                    .log("An event is dropped");
            return false;
        }
    }

    private void repeat(Event event) {
        // by its name: that of an item would edit the item, and never ask what is there
        client.events()
                .v1()
                .events()
                .inNamespace(event.getMetadata().getNamespace())
                .withName(event.getMetadata().getName())
                .edit(there -> new EventBuilder(there)
                        .withNewSeries()
                        .withCount(Optional.ofNullable(there.getSeries())
                                        .map(series -> series.getCount())
                                        .orElse(1)
                                + 1)
                        .withLastObservedTime(event.getEventTime())
                        .endSeries()
                        .build());
    }

    private Event event(ObjectReference whom, Notice notice) {
        String content = whom.getUid() + notice.identity();
        String suffix = "." + UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8));
        String name = whom.getName();
        return new EventBuilder()
                .withNewMetadata()
                .withName(name.substring(0, Math.min(name.length(), LONGEST_NAME - suffix.length())) + suffix)
                // where those of cluster-scoped objects belong
                .withNamespace(Objects.requireNonNullElse(whom.getNamespace(), "default"))
                .endMetadata()
                .withRegarding(whom)
                .withType(notice.type().name())
                .withReason(notice.reason())
                .withAction("Sync")
                .withNote(fit(notice.text()))
                .withEventTime(new MicroTime(MICROS.format(clock.instant())))
                .withReportingController(CONTROLLER)
                .withReportingInstance(instance)
                .build();
    }

    private static String fit(String note) {
        if (bytes(note) <= LONGEST_NOTE) {
            return note;
        }
        int end = Math.min(note.length(), LONGEST_NOTE);
        while (bytes(note.substring(0, end)) > LONGEST_NOTE - bytes(CUT)
                || Character.isHighSurrogate(note.charAt(end - 1))) {
            end--;
        }
        return note.substring(0, end) + CUT;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
