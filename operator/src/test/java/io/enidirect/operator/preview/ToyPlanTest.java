package io.enidirect.operator.preview;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.operator.options.Invocation;
import io.enidirect.operator.toy.ToyKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A kind of source that the house does not know stands in a plan, too. */
class ToyPlanTest {
    @Test
    void plansWhatItAsksFor() {
        String files = """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: toy, namespace: shop, labels: {eni-direct.io/toy: ""}}
                data: {port: "8080", service: web}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings, namespace: shop}
                data: {a: b}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: web, namespace: shop}
                spec: {selector: {app: web}, ports: [{port: 80}]}
                """;
        Invocation.Plan plan = (Invocation.Plan) Invocation.of(new String[] {"plan", "-f", "-"}, Map.of(), "1.2.3");
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        int code = new PlanCommand(
                        Path.of(""),
                        new ByteArrayInputStream(files.getBytes(UTF_8)),
                        new PrintStream(out, true, UTF_8),
                        kinds -> kinds.with(new ToyKind()))
                .run(plan.options());

        assertThat(out.toString(UTF_8))
                .contains("ConfigMap shop/toy: CloudLoadBalancer configmap.shop.toy")
                .contains("create listeners TCP [8080]")
                .doesNotContain("settings");
        assertThat(code).isEqualTo(2);
    }
}
