package io.enidirect.operator.snapshot;

/**
 * What a step's memory is kept under: its content, as a value. Whoever has something to remember has a record for it, so
 * that no two can be taken for one another by what they are called.
 */
public interface StepKey {

    /** What is done, for people: the name of the record, or of the step that it is the key of. */
    default String action() {
        Class<?> step = getClass().getEnclosingClass();
        return getClass().getSimpleName().equals("Key") && step != null
                ? step.getSimpleName()
                : getClass().getSimpleName();
    }
}
