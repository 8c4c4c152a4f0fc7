package io.enidirect.operator.preview;

import com.fasterxml.jackson.core.JsonPointer;
import io.enidirect.operator.kinds.Kinds;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Texts → the objects in them, each completed as the API server would complete it. */
final class ManifestReader {
    private static final String NAMESPACE = "default";
    /** The same in every run, so that two plans can be compared. Names tell objects apart here. */
    private static final String NOT_YET_KNOWN = "(after creation)";

    private final List<ManifestKind> kinds;
    private final List<Flaw> flaws = new ArrayList<>();
    private final SortedMap<String, Integer> passedOver = new TreeMap<>();
    private final List<HasMetadata> objects = new ArrayList<>();
    private final Map<String, Document> places = new HashMap<>();
    private final ObjectReader reader = new ObjectReader(flaws);

    /** @param sources the kinds of source that there are */
    ManifestReader(Kinds sources) {
        this.kinds = ManifestKind.all(sources);
    }

    /** @param file its name, for people */
    void add(String file, String text) {
        int before = flaws.size();
        new DocumentReader(file, flaws).read(text).forEach(this::add);
        flaws.subList(before, flaws.size()).sort(Flaw.ORDER);
    }

    void unreadable(String file, String why) {
        flaws.add(new Flaw(file, 0, 0, why));
    }

    Manifests manifests() {
        return new Manifests(objects, passedOver, flaws);
    }

    void add(Document document) {
        String apiVersion = document.text("apiVersion");
        String name = document.text("kind");
        if (apiVersion.isEmpty() || name.isEmpty()) {
            flaws.add(document.flaw("is no object with apiVersion and kind"));
        } else if (apiVersion.equals("v1") && name.equals("List")) {
            for (int index = 0; index < document.node().path("items").size(); index++) {
                add(document.item(index));
            }
        } else {
            Optional<ManifestKind> kind = kinds.stream()
                    .filter(known -> known.named().equals(name))
                    .findFirst()
                    .filter(known -> known.group().equals(ManifestKind.groupOf(apiVersion)));
            if (kind.isPresent() && !kind.get().apiVersion().equals(apiVersion)) {
                flaws.add(document.flaw(
                        JsonPointer.compile("/apiVersion"),
                        "apiVersion must be " + kind.get().apiVersion()));
            } else if (kind.isPresent()) {
                reader.read(document, kind.get()).ifPresent(object -> add(document, kind.get(), object));
            } else {
                passedOver.merge(name + " (" + apiVersion + ")", 1, Integer::sum);
            }
        }
    }

    private void add(Document document, ManifestKind kind, HasMetadata object) {
        complete(object.getMetadata(), kind);
        String name = name(kind, object.getMetadata());
        Document before = places.putIfAbsent(name, document);
        if (before == null) {
            objects.add(object);
        } else {
            flaws.add(document.flaw(name + " stands in " + before.place() + " already"));
        }
    }

    private static void complete(ObjectMeta metadata, ManifestKind kind) {
        if (!kind.namespaced()) {
            metadata.setNamespace(null);
        } else if (metadata.getNamespace() == null || metadata.getNamespace().isEmpty()) {
            metadata.setNamespace(NAMESPACE);
        }
        if (metadata.getUid() == null) {
            metadata.setUid(NOT_YET_KNOWN);
        }
    }

    private static String name(ManifestKind kind, ObjectMeta metadata) {
        String namespace = kind.namespaced() ? metadata.getNamespace() + "/" : "";
        return kind.named() + " " + namespace + metadata.getName();
    }
}
