package io.enidirect.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.operator.kinds.registry.House;
import io.enidirect.operator.kubernetes.LeanSerialization;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServiceList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class IndexedStoreTest {
    private final IndexedStore<Service> store = new IndexedStore<>(House.SERVICES.trim()::forMain);
    private final IndexedStore<Service>.Index byApp =
            store.index(service -> Set.of(service.getMetadata().getAnnotations().get("eni-direct.io/app")));

    @Test
    void findsAnObjectUnderItsNewKeyOnly() {
        put("web", "1", "shop");
        put("web", "2", "blog");

        assertThat(byApp.at("shop")).isEmpty();
        assertThat(byApp.at("blog"))
                .extracting(HasMetadata::getFullResourceName)
                .hasSize(1);
    }

    @Test
    void forgetsWhatIsRemoved() {
        put("web", "1", "shop");
        put("api", "2", "shop");
        store.remove("default/web");

        assertThat(byApp.at("shop"))
                .extracting(service -> service.getMetadata().getName())
                .containsExactly("api");
        assertThat(store.find("default", "web")).isEmpty();
    }

    @Test
    void isNeverWithoutAnObjectThatIsUpdated() {
        put("web", "0", "shop");
        CompletableFuture<Void> updates = CompletableFuture.runAsync(() -> {
            for (int i = 1; i < 50_000; i++) {
                put("web", String.valueOf(i), "shop");
            }
        });
        int misses = 0;
        while (!updates.isDone()) {
            misses += byApp.at("shop").isEmpty() ? 1 : 0;
        }

        assertThat(updates).isCompleted();
        assertThat(misses).isZero();
    }

    @Test
    void takesAChangeOfWhatIsNotKeptForNone() {
        Service kept = House.SERVICES.trim().forMain(service("web", "1", "shop"));
        Service statusOnly = new ServiceBuilder(service("web", "2", "shop"))
                .editMetadata()
                .addNewManagedField()
                .withManager("kubectl")
                .endManagedField()
                .endMetadata()
                .withNewStatus()
                .withNewLoadBalancer()
                .addNewIngress()
                .withHostname("lb.example")
                .endIngress()
                .endLoadBalancer()
                .endStatus()
                .build();
        Service annotated = new ServiceBuilder(service("web", "2", "shop"))
                .editMetadata()
                .addToAnnotations("service.cloud.tencent.com/direct-access", "false")
                .endMetadata()
                .build();

        assertThat(List.of(store.same(kept, statusOnly), store.same(kept, annotated)))
                .containsExactly(true, false);
    }

    @Test
    void keepsWhatItKnewOfAnObjectThatCannotBeReadAnyMore() {
        put("web", "1", "shop");
        Service unreadable = new LeanSerialization()
                .unmarshal("""
                        {"items": [{"metadata": {"namespace": "default", "name": "web", "resourceVersion": "2"},
                                    "spec": {"ports": 80}}]}""", ServiceList.class)
                .getItems()
                .get(0);

        // an informer tells of a change where the versions before and after differ
        assertThat(store.put("default/web", unreadable)).isSameAs(unreadable);
        store.put("default/new", unreadable);

        assertThat(store.values())
                .singleElement()
                .satisfies(kept -> assertThat(store.same(kept, unreadable)).isTrue());
        assertThat(byApp.at("shop"))
                .extracting(kept -> kept.getMetadata().getResourceVersion())
                .containsExactly("1");
    }

    private void put(String name, String version, String app) {
        store.put("default/" + name, service(name, version, app));
    }

    private static Service service(String name, String version, String app) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(name)
                .withResourceVersion(version)
                .withAnnotations(Map.of("eni-direct.io/app", app))
                .endMetadata()
                .withNewSpec()
                .withType("LoadBalancer")
                .endSpec()
                .build();
    }
}
