package io.enidirect.operator.annotations;

import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of a source is not kept in memory as a whole, since it is longer than anything that can be meant. It is never taken
 * for what is kept of it: a word that was cut is one that can't be read, and a port or path beyond is not one that is gone.
 */
public final class Cut {
    /** Of all annotations that are read, in characters; rules as JSON are the longest of them. */
    public static final int ANNOTATIONS = 32_768;
    /** Why a word that was cut has no meaning. */
    static final String TOO_LONG = "it is too long to be read: all annotations that are read have at most "
            + ANNOTATIONS + " characters together";
    /** Of a Service; five times what fits. */
    public static final int PORTS = 256;
    /** Of an Ingress, in all its rules; ten times what fits. */
    public static final int PATHS = 512;

    /** Among the marks: there are annotations of which not even the keys are kept. */
    public static final String MORE_ANNOTATIONS = "metadata.annotations";
    /** Among the marks: there are ports or paths that are not kept. */
    public static final String MORE_PARTS = "spec";

    /** In the metadata of what is kept; no user can set it: the API server drops what metadata does not have. */
    private static final String MARK = "eni-direct.io/cut";

    /** They decide whether a source is ours at all, and where it stands, or say what it shows. */
    private static final Set<String> FIRST =
            Set.of(Keys.DIRECT_ACCESS, Keys.LEGACY_CLASS, Keys.PROFILE, Keys.INGRESS_CONDITIONS);

    private Cut() {}

    /** Whether the annotation is kept before others, of which somebody may write thousands. */
    public static boolean keptFirst(String key) {
        return FIRST.contains(key) || Table.keys().contains(key);
    }

    /** The keys of annotations that are kept in part, and what else there is more of. */
    public static Set<String> marks(ObjectMeta metadata) {
        Set<String> marks = new TreeSet<>();
        if (metadata.getAdditionalProperties().get(MARK) instanceof List<?> list) {
            list.forEach(mark -> marks.add(String.valueOf(mark)));
        }
        return marks;
    }

    public static void mark(ObjectMeta metadata, Set<String> marks) {
        if (!marks.isEmpty()) {
            metadata.setAdditionalProperty(MARK, List.copyOf(new TreeSet<>(marks)));
        }
    }

    /** Whether some of its ports or paths are left out. */
    public static boolean parts(HasMetadata source) {
        return marks(source.getMetadata()).contains(MORE_PARTS);
    }

    /** Whether the annotation's value is kept in part only. */
    static boolean annotation(HasMetadata source, String key) {
        return marks(source.getMetadata()).contains(key);
    }

    /** Among annotations that nobody has read may be one that restricts. */
    static Optional<Problem> unread(HasMetadata source) {
        return marks(source.getMetadata()).contains(MORE_ANNOTATIONS)
                ? Optional.of(Problem.of(
                        Code.CANNOT_RESTRICT,
                        new Place(Row.name(source), "metadata.annotations"),
                        null,
                        new Wording(
                                "those that are read are longer together than " + ANNOTATIONS
                                        + " characters, and some of them, which may restrict, could not be read",
                                "Take away those that are of no use; " + Wording.UNTIL_THEN)))
                : Optional.empty();
    }
}
