package io.enidirect.operator.desired.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.RuleKey;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.DomainRecord;
import io.enidirect.crd.ListenerRecord;
import io.enidirect.crd.Origin;
import io.enidirect.crd.RuleRecord;
import io.enidirect.crd.SourceRef;
import io.enidirect.crd.SourceStatus;
import io.enidirect.operator.desired.model.Asked;
import io.enidirect.operator.desired.model.Forward;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.snapshot.Backend;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rules as long as a record's entry may be: some 1,200 fill it. */
class RecordRoomTest {
    private static final SourceRef INGRESS = new SourceRef("Ingress", "shop", "web", "11111111-1111");
    private static final int MANY = 2_000;
    private static final Origin ORIGIN = Origin.service("s".repeat(63), "p".repeat(15), 8080, "TCP");

    private final List<Problem> problems = new ArrayList<>();

    private static RuleKey key(int number) {
        return new RuleKey("host-%04d.%s".formatted(number, "h".repeat(60)), "/" + "x".repeat(190));
    }

    private static ListenerKey listener(int number) {
        return new ListenerKey(Protocol.HTTP, 80 + number / 50);
    }

    private static Part part(int number) {
        return new Forward(
                Asked.wanted(
                        new Backend(listener(number), key(number)),
                        INGRESS,
                        "spec.rules[" + number + "]",
                        BackendSettings.UNSPECIFIED),
                List.of(ORIGIN),
                Map.of());
    }

    private static List<Part> parts(int from, int to) {
        return IntStream.range(from, to).mapToObj(RecordRoomTest::part).toList();
    }

    /** As the plan would write it. */
    private static CloudLoadBalancerStatus record(List<Part> parts) {
        List<ListenerRecord> listeners = new ArrayList<>();
        for (int first = 0; first < parts.size(); first += 50) {
            List<DomainRecord> domains = parts.subList(first, Math.min(parts.size(), first + 50)).stream()
                    .map(part -> RuleMerge.rule(part))
                    .map(rule -> new DomainRecord(
                            rule.domain(),
                            null,
                            List.of(),
                            List.of(),
                            List.of(new RuleRecord(
                                    "loc-12345678",
                                    rule.url(),
                                    INGRESS.key(),
                                    List.of(ORIGIN),
                                    null,
                                    List.of(),
                                    null))))
                    .toList();
            ListenerKey key = parts.get(first).backend().listener();
            listeners.add(ListenerRecord.layer7("HTTP", key.port(), "lbl-12345678", List.of(), domains));
        }
        return new CloudLoadBalancerStatus(
                1L,
                "cls-1",
                null,
                "lb-12345678",
                List.of("1.1.1.1"),
                null,
                List.of(),
                List.of(),
                List.of(SourceStatus.of(INGRESS)),
                listeners);
    }

    private List<Part> within(List<Part> parts, CloudLoadBalancerStatus record) {
        return new RecordRoom(new Rights(record), (part, problem) -> problems.add(problem)).within(parts);
    }

    @Test
    void asMuchIsProgrammedAsOneObjectTakesAndTheRestIsTold() {
        List<Part> kept = within(parts(0, MANY), CloudLoadBalancerStatus.EMPTY);

        int bytes = Serialization.asJson(record(kept)).getBytes(StandardCharsets.UTF_8).length;
        assertThat(bytes).isBetween(RecordRoom.BYTES * 3 / 4, RecordRoom.BYTES);
        assertThat(kept).isEqualTo(parts(0, kept.size()));
        assertThat(problems).hasSize(MANY - kept.size()).allMatch(problem -> problem.code() == Code.RECORD_FULL);
        assertThat(problems.get(0).field()).isEqualTo("spec.rules[" + kept.size() + "]");
    }

    @Test
    void whatHasItsEntryKeepsItWhoeverComesBefore() {
        List<Part> all = parts(0, MANY);
        int room = within(all, CloudLoadBalancerStatus.EMPTY).size();
        List<Part> last = all.subList(MANY - 50, MANY);

        List<Part> kept = within(all, record(last));

        assertThat(kept).hasSize(room).containsAll(last);
    }

    @Test
    void whatIsRecordedStaysAlsoBeyondThat() {
        List<Part> all = parts(0, MANY);

        assertThat(within(all, record(all))).hasSize(MANY);
        assertThat(problems).isEmpty();
    }
}
