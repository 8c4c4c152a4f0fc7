package io.enidirect.cloud;

/** The identity of a target in the cloud: the same address behind two backends is two bindings. */
public record Binding(BackendId backend, Target target) {
    /** The weight the cloud gives where none is said. */
    public static final int DEFAULT_WEIGHT = 10;

    /** Refuses a weight that the cloud does not know: 0–100, where 0 gets no new connections. */
    public static int requireWeight(int weight) {
        if (weight < 0 || weight > 100) {
            throw new IllegalArgumentException("Weight " + weight + " is not in 0–100");
        }
        return weight;
    }

    @Override
    public String toString() {
        return target + " behind " + backend;
    }
}
