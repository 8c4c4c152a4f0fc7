package io.enidirect.cloud.tencent;

import java.util.Collection;

/** Lists of ids in requests. */
final class Ids {
    private Ids() {}

    /** Guards the two ends of a list: none at all often means "all" to the cloud. */
    static void requireCount(Collection<?> ids, int most) {
        if (ids.isEmpty() || ids.size() > most) {
            throw new IllegalArgumentException("1–" + most + " at once, not " + ids.size());
        }
    }

    /** In a fixed order, so that equal calls are equal on the wire. */
    static String[] values(Collection<?> ids) {
        return ids.stream().map(Object::toString).sorted().toArray(String[]::new);
    }
}
