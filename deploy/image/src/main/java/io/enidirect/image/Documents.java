package io.enidirect.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What lies beside the image: what is in it, and what it was made of. */
final class Documents {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Documents() {}

    /**
     * What the image was made of.
     *
     * @param packages of its lowest layer
     * @param jar of the controller, and beside it the list of what is in it
     * @param commit of the sources; empty where it can't be told
     */
    record Made(List<DebianPackage> packages, RuntimeLayer.Made runtime, Path jar, String commit) {
        String runtimeUrl() {
            return "pkg:generic/"
                    + runtime.release()
                            .getOrDefault("IMPLEMENTOR", "java")
                            .replaceAll("[^A-Za-z0-9]+", "-")
                            .toLowerCase(Locale.ROOT)
                    + "-jre@" + encoded(runtime.version());
        }
    }

    /** A bill of materials by CycloneDX 1.6: the jar's own one, and what lies below the jar. */
    static byte[] billOfMaterials(Image image, Made made) throws IOException {
        Path beside = made.jar().resolveSibling("eni-direct.cdx.json");
        ObjectNode bill = (ObjectNode) JSON.readTree(beside.toFile());
        bill.remove("serialNumber");
        ArrayNode components = (ArrayNode) bill.get("components");
        ObjectNode metadata = (ObjectNode) bill.get("metadata");
        // the application is a part now; of it all depends but what lies below
        ObjectNode application = (ObjectNode) metadata.get("component");
        components.insert(0, application);
        ArrayNode below = JSON.createArrayNode();
        below.add(application.get("bom-ref"));
        for (DebianPackage one : made.packages()) {
            below.add(component(components, "library", one.name(), one.version(), url(one), one.digest(), "layer 1"));
        }
        below.add(
                component(components, "framework", "jre", made.runtime().version(), made.runtimeUrl(), "", "layer 2"));
        ObjectNode container = JSON.createObjectNode();
        container.put("type", "container");
        container.put("bom-ref", "pkg:oci/" + Image.NAME + "@" + encoded(image.digest()) + "?arch=" + image.arch());
        container.put("name", Image.NAME);
        container.put("version", image.version());
        hash(container, image.digest());
        metadata.set("component", container);
        ArrayNode dependencies = (ArrayNode) bill.get("dependencies");
        ObjectNode whole = dependencies.insertObject(0);
        whole.set("ref", container.get("bom-ref"));
        whole.set("dependsOn", below);
        return JSON.writeValueAsBytes(bill);
    }

    private static JsonNode component(
            ArrayNode all, String type, String name, String version, String url, String digest, String where) {
        ObjectNode component = all.addObject();
        component.put("type", type);
        component.put("bom-ref", url);
        component.put("name", name);
        component.put("version", version);
        component.put("purl", url);
        if (!digest.isEmpty()) {
            hash(component, digest);
        }
        component
                .putArray("properties")
                .addObject()
                .put("name", "eni-direct:image")
                .put("value", where);
        return component.get("bom-ref");
    }

    private static void hash(ObjectNode component, String digest) {
        component.putArray("hashes").addObject().put("alg", "SHA-256").put("content", Digests.hex(digest));
    }

    private static String url(DebianPackage one) {
        return "pkg:deb/debian/" + one.name() + "@" + encoded(one.version()) + "?arch=" + one.arch();
    }

    /**
     * Where the image comes from, as an in-toto statement with SLSA's provenance 1.0: unsigned, for whoever builds it signs it.
     *
     * @param builder an URI of who builds, which a verifier knows
     */
    static byte[] provenance(Image image, Made made, String builder, Map<String, String> parameters)
            throws IOException {
        ObjectNode statement = JSON.createObjectNode();
        statement.put("_type", "https://in-toto.io/Statement/v1");
        ObjectNode subject = statement.putArray("subject").addObject();
        subject.put("name", image.reference());
        subject.putObject("digest").put("sha256", Digests.hex(image.digest()));
        statement.put("predicateType", "https://slsa.dev/provenance/v1");
        ObjectNode predicate = statement.putObject("predicate");
        ObjectNode definition = predicate.putObject("buildDefinition");
        definition.put("buildType", "https://eni-direct.io/build/image/v1");
        ObjectNode external = definition.putObject("externalParameters");
        parameters.forEach(external::put);
        ObjectNode internal = definition.putObject("internalParameters");
        made.runtime().modules().forEach(internal.putArray("modules")::add);
        ArrayNode used = definition.putArray("resolvedDependencies");
        if (!made.commit().isEmpty()) {
            ObjectNode sources = used.addObject();
            sources.put("name", "sources");
            sources.putObject("digest").put("gitCommit", made.commit());
        }
        ObjectNode jar = used.addObject();
        jar.put("name", "eni-direct.jar");
        jar.putObject("digest").put("sha256", Digests.hex(Digests.of(Content.of(made.jar()))));
        ObjectNode runtime = used.addObject();
        runtime.put("uri", made.runtimeUrl());
        runtime.put("name", "Java " + made.runtime().version());
        for (DebianPackage one : made.packages()) {
            ObjectNode dependency = used.addObject();
            dependency.put("uri", url(one));
            dependency.putObject("digest").put("sha256", Digests.hex(one.digest()));
        }
        ObjectNode details = predicate.putObject("runDetails");
        details.putObject("builder").put("id", builder);
        return JSON.writeValueAsBytes(statement);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
