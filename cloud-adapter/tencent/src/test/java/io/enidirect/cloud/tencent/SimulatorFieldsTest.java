package io.enidirect.cloud.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.annotations.SerializedName;
import com.tencentcloudapi.common.AbstractModel;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The simulator is as strict about parameters, and as full of nulls in its answers, as the cloud is: by lists that it cannot
 * make itself because only this module knows the SDK. {@code -Dfields.update} writes them anew.
 */
class SimulatorFieldsTest {
    private static final Path RESOURCES = Path.of("../simulator/src/main/resources/io/enidirect/simulator/cloud");

    private static final Map<String, List<String>> ACTIONS = Map.of(
            "clb.v20180317",
            List.of(
                    "AutoRewrite",
                    "BatchDeregisterTargets",
                    "BatchModifyTargetWeight",
                    "BatchRegisterTargets",
                    "CreateListener",
                    "CreateLoadBalancer",
                    "CreateRule",
                    "DeleteListener",
                    "DeleteLoadBalancer",
                    "DeleteLoadBalancerListeners",
                    "DeleteRewrite",
                    "DeleteRule",
                    "DeregisterTargets",
                    "DescribeListeners",
                    "DescribeLoadBalancers",
                    "DescribeQuota",
                    "DescribeRewrite",
                    "DescribeTargetHealth",
                    "DescribeTargets",
                    "DescribeTaskStatus",
                    "ManualRewrite",
                    "ModifyDomainAttributes",
                    "ModifyListener",
                    "ModifyLoadBalancerAttributes",
                    "ModifyRule",
                    "ModifyTargetWeight",
                    "RegisterTargets",
                    "SetLoadBalancerSecurityGroups"),
            "ssl.v20191205",
            List.of("DeleteCertificate", "DescribeCertificates", "UploadCertificate"),
            "tag.v20180813",
            List.of("DescribeResourceTagsByResourceIds", "TagResources", "UnTagResources"));

    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    @Test
    void simulatorKnowsExactlyTheParametersOfTheSdkAndTheActionsThatItLacks() throws IOException {
        JsonObject fields = fieldsOfTheSdk("Request");
        ACTIONS.forEach((product, known) -> {
            JsonObject actions = fields.getAsJsonObject(version(product));
            actionsOfTheSdk(product)
                    .filter(each -> !known.contains(each))
                    .forEach(each -> actions.add(each, JsonNull.INSTANCE));
        });

        compare("fields.json", fields);
    }

    @Test
    void simulatorKnowsExactlyTheAnswersOfTheSdk() throws IOException {
        compare("answers.json", fieldsOfTheSdk("Response"));
    }

    private static void compare(String file, JsonObject fields) throws IOException {
        String actual = GSON.toJson(fields) + "\n";
        Path path = RESOURCES.resolve(file);
        if (System.getProperty("fields.update") != null) {
            Files.writeString(path, actual);
        }

        assertThat(Files.readString(path)).isEqualTo(actual);
    }

    private static JsonObject fieldsOfTheSdk(String kind) {
        JsonObject versions = new JsonObject();
        ACTIONS.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(product -> {
            JsonObject actions = new JsonObject();
            product.getValue().stream()
                    .sorted()
                    .forEach(action -> actions.add(
                            action,
                            model(load("com.tencentcloudapi." + product.getKey() + ".models." + action + kind))));
            versions.add(version(product.getKey()), actions);
        });
        return versions;
    }

    /** The methods of its client that take a request. */
    private static Stream<String> actionsOfTheSdk(String product) {
        String name = product.substring(0, 1).toUpperCase(Locale.ROOT) + product.substring(1, product.indexOf('.'));
        return Stream.of(load("com.tencentcloudapi." + product + "." + name + "Client")
                        .getDeclaredMethods())
                .filter(method -> AbstractModel.class.isAssignableFrom(method.getReturnType()))
                .map(Method::getName)
                .distinct()
                .sorted();
    }

    /** {@code clb.v20180317} is {@code 2018-03-17} on the wire. */
    private static String version(String product) {
        return product.replaceFirst(".*\\.v(\\d{4})(\\d{2})(\\d{2})", "$1-$2-$3");
    }

    private static JsonObject model(Class<?> model) {
        JsonObject fields = new JsonObject();
        Stream.of(model.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(SerializedName.class))
                .sorted(Comparator.comparing(SimulatorFieldsTest::name))
                .forEach(field -> fields.add(name(field), type(field.getType())));
        return fields;
    }

    private static String name(Field field) {
        return field.getAnnotation(SerializedName.class).value();
    }

    private static JsonElement type(Class<?> type) {
        if (type.isArray()) {
            JsonArray array = new JsonArray();
            array.add(type(type.getComponentType()));
            return array;
        }
        if (AbstractModel.class.isAssignableFrom(type)) {
            return model(type);
        }
        if (type == String.class) {
            return new JsonPrimitive("string");
        }
        if (type == Long.class || type == Integer.class) {
            return new JsonPrimitive("integer");
        }
        if (type == Boolean.class) {
            return new JsonPrimitive("boolean");
        }
        if (type == Float.class || type == Double.class) {
            return new JsonPrimitive("number");
        }
        throw new IllegalStateException("The simulator has no word for " + type);
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("The SDK has no " + name, e);
        }
    }
}
