package io.enidirect.operator.kinds;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** How one kind of source shows a publication. Pure. */
public interface StatusView<P> {

    /** Whether it has a status of its own; else what it shows stands in its metadata. */
    default boolean hasStatus() {
        return true;
    }

    /** Whether exactly that stands in our place now. */
    boolean shows(P source, Publication publication);

    /** Our conditions as they stand there now, whoever wrote them: nothing is decided by them. */
    List<Condition> conditions(P source);

    /** Whether it shows a refusal as only we write one: it may have been told by an earlier process. */
    boolean showsRefusal(P source);

    /**
     * To be applied to the status of that source, where it has one, as it was seen: its uid and resourceVersion stand in it. Without the
     * latter the answer would bring along what others changed meanwhile, a deletion for instance, and the framework would
     * take all of it for our own write, which triggers nothing. Of nothing it has no status at all: an empty one would be
     * recorded as ours on what another controller writes.
     */
    P showing(P source, Publication publication);
}
