package io.enidirect.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An image by its layers, lowest first, and how its container starts.
 *
 * @param version also its tag
 * @param environment of its process
 * @param entryPoint the command; a container's arguments come after it
 * @param created of the configuration, which the image's digest depends on
 */
record Image(
        Arch arch,
        String version,
        List<Layer> layers,
        Map<String, String> environment,
        List<String> entryPoint,
        Instant created) {
    static final String NAME = "eni-direct";
    private static final String CONFIG_TYPE = "application/vnd.oci.image.config.v1+json";
    private static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
    private static final String INDEX_TYPE = "application/vnd.oci.image.index.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    Image {
        layers = List.copyOf(layers);
        entryPoint = List.copyOf(entryPoint);
    }

    /** Such as {@code eni-direct:0.1.0}. */
    String reference() {
        return NAME + ":" + version;
    }

    /** Of all layers as they are stored, in bytes. */
    long size() {
        return layers.stream().mapToLong(Layer::size).sum();
    }

    /** How it is run, by the OCI's image specification. */
    byte[] config() {
        ObjectNode image = JSON.createObjectNode();
        image.put("created", created.toString());
        image.put("architecture", arch.toString());
        image.put("os", "linux");
        ObjectNode config = image.putObject("config");
        config.put("User", BaseLayer.USER + ":" + BaseLayer.USER);
        config.putObject("ExposedPorts").putObject("8080/tcp");
        ArrayNode env = config.putArray("Env");
        environment.forEach((name, value) -> env.add(name + "=" + value));
        entryPoint.forEach(config.putArray("Entrypoint")::add);
        config.put("WorkingDir", "/tmp");
        config.put("StopSignal", "SIGTERM");
        labels(config.putObject("Labels"));
        ObjectNode root = image.putObject("rootfs");
        root.put("type", "layers");
        ArrayNode ids = root.putArray("diff_ids");
        ArrayNode history = image.putArray("history");
        for (Layer layer : layers) {
            ids.add(layer.diffId());
            history.addObject().put("created", created.toString()).put("created_by", layer.title());
        }
        return bytes(image);
    }

    private void labels(ObjectNode labels) {
        labels.put("org.opencontainers.image.title", NAME);
        labels.put("org.opencontainers.image.version", version);
        labels.put("org.opencontainers.image.licenses", "Apache-2.0");
        labels.put("org.opencontainers.image.created", created.toString());
    }

    /** What it consists of. */
    byte[] manifest() {
        byte[] config = config();
        ObjectNode manifest = JSON.createObjectNode();
        manifest.put("schemaVersion", 2);
        manifest.put("mediaType", MANIFEST_TYPE);
        describe(manifest.putObject("config"), CONFIG_TYPE, Digests.of(config), config.length);
        ArrayNode list = manifest.putArray("layers");
        layers.forEach(layer -> describe(list.addObject(), Layer.MEDIA_TYPE, layer.digest(), layer.size()));
        labels(manifest.putObject("annotations"));
        return bytes(manifest);
    }

    /** The digest by which a registry will name it. */
    String digest() {
        return Digests.of(manifest());
    }

    /** What an OCI layout begins with. */
    byte[] index() {
        byte[] manifest = manifest();
        ObjectNode index = JSON.createObjectNode();
        index.put("schemaVersion", 2);
        index.put("mediaType", INDEX_TYPE);
        ObjectNode only = index.putArray("manifests").addObject();
        describe(only, MANIFEST_TYPE, Digests.of(manifest), manifest.length);
        only.putObject("platform").put("architecture", arch.toString()).put("os", "linux");
        only.putObject("annotations").put("org.opencontainers.image.ref.name", version);
        return bytes(index);
    }

    /** What a docker-archive begins with. */
    byte[] dockerManifest() {
        ArrayNode archive = JSON.createArrayNode();
        ObjectNode image = archive.addObject();
        image.put("Config", Digests.hex(Digests.of(config())) + ".json");
        image.putArray("RepoTags").add(reference());
        ArrayNode files = image.putArray("Layers");
        layers.forEach(layer -> files.add(dockerName(layer)));
        return bytes(archive);
    }

    /** Under which the layer lies in a docker-archive. */
    static String dockerName(Layer layer) {
        return Digests.hex(layer.digest()) + ".tar.gz";
    }

    private static void describe(ObjectNode descriptor, String type, String digest, long size) {
        descriptor.put("mediaType", type).put("digest", digest).put("size", size);
    }

    private static byte[] bytes(Object json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of values can be written", e);
        }
    }
}
