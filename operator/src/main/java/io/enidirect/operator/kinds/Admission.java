package io.enidirect.operator.kinds;

import io.enidirect.crd.NamespacesSpec;
import io.enidirect.crd.NamespacesSpec.Selector;
import io.enidirect.crd.NamespacesSpec.Term;
import java.util.Map;
import java.util.function.Supplier;

/** Which namespaces are meant by a name or by a label. */
final class Admission {
    private static final String ALL = "*";

    private Admission() {}

    /** @param labels of the namespace; asked for only where they matter */
    static boolean admits(NamespacesSpec namespaces, String name, Supplier<Map<String, String>> labels) {
        return namespaces.names().contains(ALL)
                || namespaces.names().contains(name)
                || (namespaces.selector() != null && fits(namespaces.selector(), labels.get()));
    }

    private static boolean fits(Selector selector, Map<String, String> labels) {
        return selector.matchLabels().entrySet().stream()
                        .allMatch(wanted -> wanted.getValue().equals(labels.get(wanted.getKey())))
                && selector.matchExpressions().stream().allMatch(term -> fits(term, labels));
    }

    /** As Kubernetes does: a label that is absent is in no list. */
    private static boolean fits(Term term, Map<String, String> labels) {
        String value = labels.get(term.key());
        return switch (term.operator()) {
            case In -> value != null && term.values().contains(value);
            case NotIn -> value == null || !term.values().contains(value);
            case Exists -> value != null;
            case DoesNotExist -> value == null;
        };
    }
}
