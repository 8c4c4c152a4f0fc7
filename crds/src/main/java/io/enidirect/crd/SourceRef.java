package io.enidirect.crd;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;

/** One source, by name and uid: another object of the same name is another source. */
@ValidationRule(value = "self == oldSelf", message = "source is set when the object is made and never changed")
public record SourceRef(
        @JsonPropertyDescription("Its kind: Service or Ingress.") @Required
        String kind,

        @JsonPropertyDescription("Its namespace.") @Required String namespace,

        @JsonPropertyDescription("Its name.") @Required String name,

        @JsonPropertyDescription("Its uid: another object of the same name is another source.") @Required
        String uid) {

    /** That one. */
    public static SourceRef to(HasMetadata source) {
        ObjectMeta of = source.getMetadata();
        return new SourceRef(source.getKind(), of.getNamespace(), of.getName(), of.getUid());
    }

    /** How the record refers to the source: readable, and distinct for two objects of one name. */
    public String key() {
        return kind + "/" + namespace + "/" + name + "/" + (uid.length() > 8 ? uid.substring(0, 8) : uid);
    }

    /** For people: {@code Service default/web}. */
    @Override
    public String toString() {
        return kind + " " + namespace + "/" + name;
    }
}
