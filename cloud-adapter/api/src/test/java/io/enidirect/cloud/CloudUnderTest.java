package io.enidirect.cloud;

/** What an implementation of the port gives to its contract suite. */
public interface CloudUnderTest {

    LoadBalancers loadBalancers();

    /** From now on no accepted task ends. */
    void holdTasks();

    /** Tasks end by themselves again, those that were held too. Called after each test as well. */
    void releaseTasks();
}
