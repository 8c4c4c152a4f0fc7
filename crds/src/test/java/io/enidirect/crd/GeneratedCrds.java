package io.enidirect.crd;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The CRDs as their types say. What the generator leaves out is put in: what a kind, its spec and its status are for, from
 * {@link JsonClassDescription}; the columns in the order in which the kind has them, which it would sort by path; and
 * that Helm is never to delete them.
 */
final class GeneratedCrds {
    static final List<Class<? extends CustomResource<?, ?>>> KINDS =
            List.of(CloudLoadBalancer.class, ExternalBackend.class, LoadBalancerProfile.class, TkeServiceConfig.class);

    private GeneratedCrds() {}

    /** The YAML, as the chart has it. */
    static String yaml(Class<? extends CustomResource<?, ?>> kind, Path scratch) throws IOException {
        new CRDGenerator()
                .customResourceClasses(kind)
                .forCRDVersions("v1")
                .withPostProcessor(new CRDPostProcessor() {
                    @Override
                    public HasMetadata process(HasMetadata crd, String version) {
                        return completed((CustomResourceDefinition) crd, kind);
                    }
                })
                .inOutputDir(scratch.toFile())
                .generate();
        return Files.readString(scratch.resolve(CustomResource.getCRDName(kind) + "-v1.yml"));
    }

    private static HasMetadata completed(CustomResourceDefinition crd, Class<? extends CustomResource<?, ?>> kind) {
        // whoever deletes a kind deletes the record of every load balancer: Helm never does
        crd.getMetadata().getAnnotations().put("helm.sh/resource-policy", "keep");
        for (CustomResourceDefinitionVersion version : crd.getSpec().getVersions()) {
            JSONSchemaProps schema = version.getSchema().getOpenAPIV3Schema();
            describe(schema, kind);
            describe(schema.getProperties().get("spec"), type(kind, 0));
            if (type(kind, 1) == Void.class) {
                schema.getProperties().remove("status");
            } else {
                describe(schema.getProperties().get("status"), type(kind, 1));
            }
            List<CustomResourceColumnDefinition> columns = new ArrayList<>(version.getAdditionalPrinterColumns());
            List<String> order = Stream.of(kind.getAnnotationsByType(AdditionalPrinterColumn.class))
                    .map(AdditionalPrinterColumn::name)
                    .toList();
            columns.sort(Comparator.comparing(column -> order.indexOf(column.getName())));
            version.setAdditionalPrinterColumns(columns);
        }
        return crd;
    }

    /** The kind's type of spec (0) or status (1). */
    private static Class<?> type(Class<?> kind, int which) {
        return (Class<?>) ((ParameterizedType) kind.getGenericSuperclass()).getActualTypeArguments()[which];
    }

    private static void describe(@Nullable JSONSchemaProps schema, Class<?> type) {
        JsonClassDescription description = type.getAnnotation(JsonClassDescription.class);
        if (schema != null && description != null) {
            schema.setDescription(description.value());
        }
    }
}
