package io.enidirect.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Namespaces by name, by their labels, or all: what one of the two finds is meant. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "has(self.names) || has(self.selector)",
        message = "namespaces needs names or a selector: write names ['*'] for all")
public record NamespacesSpec(
        @JsonPropertyDescription("Namespaces by name, at most 256; * is every one.") @Size(min = 1, max = 256) List<@Pattern("^(\\*|([a-z0-9]+-+)*[a-z0-9]+)$") @Size(max = 63) String> names,

        @JsonPropertyDescription("Namespaces whose labels fit; one without terms fits every namespace.") @Nullable Selector selector) {

    /** Every one. */
    public static final NamespacesSpec ALL = new NamespacesSpec(List.of("*"), null);

    public NamespacesSpec {
        names = Lists.of(names);
    }

    /** A label selector, as Kubernetes has them everywhere. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Selector(
            @JsonPropertyDescription("Labels that a namespace must have, with these values.") @Size(max = 64) Map<String, @Size(max = 63) String> matchLabels,

            @JsonPropertyDescription("Terms that must all be met, beside matchLabels.") @Size(max = 64) List<Term> matchExpressions) {
        public Selector {
            matchLabels = Lists.of(matchLabels);
            matchExpressions = Lists.of(matchExpressions);
        }
    }

    /** One term of a selector. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @ValidationRule(
            value = "(self.operator in ['In', 'NotIn']) == (has(self.values) && self.values.size() > 0)",
            message = "In and NotIn need values, Exists and DoesNotExist have none",
            fieldPath = ".values")
    public record Term(
            @JsonPropertyDescription("The label's key.") @Required @Size(min = 1, max = 317) String key,

            @JsonPropertyDescription("In, NotIn: the label's value is one of values, or none of them."
                    + " Exists, DoesNotExist: there is such a label, or none.")
            @Required
            Operator operator,

            @JsonPropertyDescription("Values for In and NotIn.") @Size(max = 64) List<@Size(max = 63) String> values) {
        public Term {
            values = Lists.of(values);
        }
    }

    public enum Operator {
        In,
        NotIn,
        Exists,
        DoesNotExist
    }
}
