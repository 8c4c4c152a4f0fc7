package io.enidirect.cloud;

/** Names an accepted asynchronous call: the request id of its answer. */
public record TaskId(String value) implements Comparable<TaskId> {
    public TaskId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("A task's id is blank");
        }
    }

    @Override
    public int compareTo(TaskId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
