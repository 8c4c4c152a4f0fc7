package io.enidirect.cloud;

/** Names one listener, for example {@code lbl-1a2b3c4d}; unique in the region. */
public record ListenerId(String value) implements Comparable<ListenerId> {
    public ListenerId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("A listener's id is blank");
        }
    }

    @Override
    public int compareTo(ListenerId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
