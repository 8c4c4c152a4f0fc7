package io.enidirect.simulator.cloud;

/** One call whose parameters have been checked. Its request id is the id of the task it may start. */
record Invocation(String requestId, Params params, Twist twist) {}
