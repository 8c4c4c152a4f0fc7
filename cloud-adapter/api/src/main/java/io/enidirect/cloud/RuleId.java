package io.enidirect.cloud;

/** Names one rule of an L7 listener, for example {@code loc-1a2b3c4d}. */
public record RuleId(String value) implements Comparable<RuleId> {
    public RuleId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("A rule's id is blank");
        }
    }

    @Override
    public int compareTo(RuleId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
