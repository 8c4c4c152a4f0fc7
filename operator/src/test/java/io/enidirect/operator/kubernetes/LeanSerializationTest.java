package io.enidirect.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.TkeServiceConfig;
import io.enidirect.crd.TkeServiceConfigSpec;
import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceList;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ExceptionHandler;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeanSerializationTest {
    private static final String WEB = """
            {"metadata": {"namespace": "shop", "name": "web", "resourceVersion": "7"},
             "spec": {"ports": [{"port": 80}]}}""";

    private final LeanSerialization serialization = new LeanSerialization();

    @Test
    void neverSeesWhoWroteWhatHoweverDeepItIs() {
        String deep = "{\"f:a\":".repeat(9_900) + "{}" + "}".repeat(9_900);

        assertThat(managed(deep)).isEqualTo(serialization.unmarshal(WEB, Service.class));
    }

    @Test
    void neverSeesWhoWroteWhatHoweverLongItsNamesAre() {
        String named = "{\"f:" + "a".repeat(1_000_000) + "\":{}}";

        assertThat(managed(named)).isEqualTo(serialization.unmarshal(WEB, Service.class));
    }

    /** The object with this record of who wrote what. */
    private Service managed(String fields) {
        String managed = "\"managedFields\": [{\"manager\": \"m\", \"fieldsV1\": " + fields + "}], \"name\"";
        return serialization.unmarshal(WEB.replace("\"name\"", managed), Service.class);
    }

    @Test
    void readsTheAnnotationsThatMeanSomethingToUs() {
        Service service = serialization.unmarshal("""
                {"metadata": {"name": "web", "annotations": {
                    "kubectl.kubernetes.io/last-applied-configuration": "{}",
                    "service.cloud.tencent.com/direct-access": "true",
                    "kubernetes.io/ingress.class": "qcloud",
                    "example.com/kept-by-others": "much"}},
                 "spec": {"selector": {"annotations": "is no annotation", "managedFields": "neither"}}}""", Service.class);

        assertThat(service.getMetadata().getAnnotations())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "service.cloud.tencent.com/direct-access", "true", "kubernetes.io/ingress.class", "qcloud"));
        assertThat(service.getSpec().getSelector()).hasSize(2);
    }

    @Test
    void anItemThatCannotBeReadCostsItselfOnly() {
        ServiceList list = serialization.unmarshal(
                "{\"kind\": \"ServiceList\", \"apiVersion\": \"v1\", \"metadata\": {\"resourceVersion\": \"9\"},"
                        + " \"items\": ["
                        + WEB.replace("80", "{\"deep\": [{}]}").replace("web", "bad") + ", " + WEB + "]}",
                ServiceList.class);

        assertThat(list.getMetadata().getResourceVersion()).isEqualTo("9");
        assertThat(list.getItems()).hasSize(2);
        assertUnreadable(list.getItems().get(0), "bad");
        assertThat(list.getItems().get(1)).isEqualTo(serialization.unmarshal(WEB, Service.class));
    }

    /** TKE's own schema may let through what ours would drop. */
    @Test
    void aFieldThatATkeServiceConfigShouldNotHaveCostsNoOther() {
        TkeServiceConfig config = serialization.unmarshal("""
                {"kind": "TkeServiceConfig", "apiVersion": "cloud.tencent.com/v1alpha1", "metadata": {"name": "tke"},
                 "spec": {"newer": 1, "loadBalancer": {"newer": {}, "l4Listeners": [{"port": 80, "newer": [],
                   "session": {"newer": 1}, "healthCheck": {"newer": 1, "timeout": 3}}], "l7Listeners": [{"newer": 1,
                   "domains": [{"newer": 1, "rules": [{"url": "/", "newer": 1}]}]}]}}}""", TkeServiceConfig.class);

        TkeServiceConfigSpec.Tuning tuning = config.getSpec().loadBalancer();
        assertThat(tuning.l4Listeners().get(0).healthCheck().timeout()).isEqualTo(3);
        assertThat(tuning.l7Listeners().get(0).domains().get(0).rules().get(0).url())
                .isEqualTo("/");
    }

    @Test
    void aCustomObjectThatCannotBeReadCostsItselfOnly() {
        DefaultKubernetesResourceList<CloudLoadBalancer> list = serialization.unmarshal("""
                {"kind": "CloudLoadBalancerList", "apiVersion": "eni-direct.io/v1alpha1", "metadata": {}, "items": [
                  {"metadata": {"name": "bad", "resourceVersion": "1"},
                   "spec": {"internetMaxBandwidthOut": 12345678901234567890}},
                  {"metadata": {"name": "good", "resourceVersion": "2"}, "spec": {"internetMaxBandwidthOut": 10}}]}""", new TypeReference<>() {});

        assertThat(list.getItems())
                .extracting(each -> each.getMetadata().getName())
                .containsExactly("bad", "good");
        assertUnreadable(list.getItems().get(0), "bad");
        assertThat(Unreadable.is(list.getItems().get(1))).isFalse();
    }

    @Test
    void aChangeThatCannotBeReadIsOneOfAnObjectThatIsThere() {
        WatchEvent event = serialization.unmarshal("""
                {"type": "MODIFIED", "object": {"kind": "Service", "apiVersion": "v1",
                 "metadata": {"namespace": "shop", "name": "bad", "resourceVersion": "8"}, "spec": {"ports": 80}}}""", WatchEvent.class);

        assertThat(event.getType()).isEqualTo("MODIFIED");
        assertUnreadable((HasMetadata) event.getObject(), "bad");
    }

    @Test
    void readsChanges() {
        WatchEvent event = serialization.unmarshal(
                "{\"type\": \"ADDED\", \"object\": "
                        + WEB.replaceFirst("\\{", "{\"kind\": \"Service\", \"apiVersion\": \"v1\", ") + "}",
                WatchEvent.class);
        WatchEvent error = serialization.unmarshal("""
                {"type": "ERROR", "object": {"kind": "Status", "apiVersion": "v1", "code": 410}}""", WatchEvent.class);

        assertThat(event.getObject()).isEqualTo(serialization.unmarshal(WEB, Service.class));
        assertThat(((Status) error.getObject()).getCode()).isEqualTo(410);
    }

    /** By that the framework would end the informer. */
    @Test
    void whatCannotBeReadAtAllIsTriedAgain() {
        for (String text : List.of("{\"items\": [{", "{\"items\": [{\"metadata\": 1}]}", "{\"items\": 5}")) {
            assertThatThrownBy(() -> serialization.unmarshal(text, ServiceList.class))
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("ServiceList")
                    .matches(e -> !ExceptionHandler.isDeserializationException(e));
        }
        assertThatThrownBy(() -> serialization.convertValue(Map.of("spec", 1), Service.class))
                .isInstanceOf(KubernetesClientException.class)
                .matches(e -> !ExceptionHandler.isDeserializationException(e));
    }

    private static void assertUnreadable(HasMetadata object, String name) {
        assertThat(object.getMetadata().getName()).isEqualTo(name);
        assertThat(Unreadable.is(object)).isTrue();
    }
}
