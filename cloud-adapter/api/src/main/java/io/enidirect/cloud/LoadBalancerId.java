package io.enidirect.cloud;

/** Names one load balancer in the cloud, for example {@code lb-1a2b3c4d}. */
public record LoadBalancerId(String value) implements Comparable<LoadBalancerId> {
    public LoadBalancerId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("A load balancer's id is blank");
        }
    }

    @Override
    public int compareTo(LoadBalancerId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
