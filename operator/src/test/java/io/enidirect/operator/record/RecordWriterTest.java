package io.enidirect.operator.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.DomainRecord;
import io.enidirect.crd.ListenerRecord;
import io.enidirect.crd.RuleRecord;
import io.enidirect.crd.SourceRef;
import io.enidirect.crd.SourceStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordWriterTest {
    private static final SourceStatus WEB = SourceStatus.of(new SourceRef("Ingress", "shop", "web", "uid-of-web"));
    private static final SourceStatus API = SourceStatus.of(new SourceRef("Ingress", "shop", "api", "uid-of-api"));

    @Test
    void anIdThatBecomesKnownHasToBeRecordedAndChangesNoHolder() {
        CloudLoadBalancerStatus intent = record(null, null, null, WEB);
        CloudLoadBalancerStatus known = record("lb-1", "lbl-1", "loc-1", WEB);
        assertThat(RecordWriter.recordDiffers(known, intent)).isTrue();
        assertThat(RecordWriter.holdersDiffer(known, intent)).isFalse();
    }

    @Test
    void anotherSourceOfARuleIsAnotherHolder() {
        assertThat(RecordWriter.holdersDiffer(
                        record("lb-1", "lbl-1", "loc-1", API), record("lb-1", "lbl-1", "loc-1", WEB)))
                .isTrue();
    }

    private static CloudLoadBalancerStatus record(String id, String listener, String rule, SourceStatus holder) {
        return new CloudLoadBalancerStatus(
                null,
                "cls-1",
                null,
                id,
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(WEB, API),
                List.of(ListenerRecord.layer7(
                        "HTTP",
                        80,
                        listener,
                        List.of(),
                        List.of(new DomainRecord(
                                "example.com",
                                null,
                                List.of(),
                                List.of(),
                                List.of(new RuleRecord(rule, "/", holder.key(), List.of(), null, List.of(), null)))))));
    }
}
