package io.enidirect.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@code kubectl get clb} shows: the API server makes the table. */
@ExtendWith(SharedCluster.class)
final class PrinterColumnsTest {
    private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";

    @Test
    void oneRowSaysWhoseItIsWhereItIsAndHowItStands(Cluster cluster) {
        GenericKubernetesResource made = object("columns-made", "");
        cluster.client().resource(made).create();
        cluster.client().resource(object("columns-made", """
                        status:
                          source: Service shop/web
                          loadBalancerId: lb-a1b2c3d4
                          addresses: [203.0.113.7, 203.0.113.8]
                          targets: 3/4
                          conditions:
                            - {type: Programmed, status: "True", reason: Programmed, message: m, lastTransitionTime: t}
                            - {type: Ready, status: "False", reason: Confirming, message: m, lastTransitionTime: t}
                        """)).patchStatus();

        JsonNode table = table(cluster, "columns-made");

        assertThat(shown(table)).containsExactly("NAME", "SOURCE", "ID", "ADDRESS", "TARGETS", "READY", "AGE");
        assertThat(cells(table).subList(0, 7))
                .containsExactly(
                        "columns-made", "Service shop/web", "lb-a1b2c3d4", "203.0.113.7", "3/4", "False", "Confirming");
        cluster.client().resource(made).delete();
    }

    @Test
    void ofOneThatNothingIsKnownOfTheCellsAreEmpty(Cluster cluster) {
        GenericKubernetesResource made = object("columns-new", "");
        cluster.client().resource(made).create();

        assertThat(cells(table(cluster, "columns-new")).subList(0, 7))
                .containsExactly("columns-new", "", "", "", "", "", "");
        cluster.client().resource(made).delete();
    }

    private static GenericKubernetesResource object(String name, String status) {
        return Serialization.unmarshal("""
                apiVersion: eni-direct.io/v1alpha1
                kind: CloudLoadBalancer
                metadata: {name: %s}
                spec: {network: {type: Public}}
                """.formatted(name) + status, GenericKubernetesResource.class);
    }

    private static JsonNode table(Cluster cluster, String name) {
        HttpClient http = cluster.client().getHttpClient();
        HttpResponse<String> answer = http.sendAsync(
                        http.newHttpRequestBuilder()
                                .uri(cluster.client().getMasterUrl() + "apis/eni-direct.io/v1alpha1/cloudloadbalancers/"
                                        + name)
                                .header("Accept", TABLE)
                                .build(),
                        String.class)
                .join();
        return Serialization.unmarshal(answer.body(), JsonNode.class);
    }

    /** The columns that are shown without {@code -o wide}. */
    private static List<String> shown(JsonNode table) {
        return StreamSupport.stream(table.get("columnDefinitions").spliterator(), false)
                .filter(column -> column.get("priority").asInt() == 0)
                .map(column -> column.get("name").asText().toUpperCase(Locale.ROOT))
                .toList();
    }

    private static List<String> cells(JsonNode table) {
        return StreamSupport.stream(table.at("/rows/0/cells").spliterator(), false)
                .map(cell -> cell.isNull() ? "" : cell.asText())
                .toList();
    }
}
