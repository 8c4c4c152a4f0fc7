package io.enidirect.cloud;

/** What an implementation of the port gives to its contract suite. */
public interface CloudUnderTest {

    LoadBalancers loadBalancers();

    /** Whether it answers the other way wherever the cloud's documentation leaves a choice that the port lets be seen. */
    default boolean followsOtherReadings() {
        return false;
    }

    /** From now on no accepted task ends. */
    void holdTasks();

    /** Tasks end by themselves again, those that were held too. Called after each test as well. */
    void releaseTasks();
}
