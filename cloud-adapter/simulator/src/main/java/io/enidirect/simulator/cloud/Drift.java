package io.enidirect.simulator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A change made by hand in the console, or by another controller: at once, without a task, whatever is running.
 *
 * @param loadBalancer its id; null only where one is added
 * @param listener the id of a listener, or its port
 * @param rule the id of a rule, for its targets
 * @param ip of a target
 * @param port of a target, or of a new listener
 * @param weight of a target
 * @param protocol of a new listener
 * @param name of a new or renamed object, or the key of a tag
 * @param value of a tag
 * @param amount milliseconds of a lock, megabits per second of traffic
 * @param settings the API's own parameters: of ModifyListener, CreateLoadBalancer, ModifyLoadBalancerAttributes or
 *     SetLoadBalancerSecurityGroups
 */
public record Drift(
        Change change,
        @Nullable String loadBalancer,
        @Nullable String listener,
        @Nullable String rule,
        @Nullable String ip,
        @Nullable Integer port,
        @Nullable Integer weight,
        @Nullable Protocol protocol,
        @Nullable String name,
        @Nullable String value,
        @Nullable Long amount,
        @Nullable JsonNode settings) {

    /** What is changed. */
    public enum Change {
        ADD_LOAD_BALANCER,
        DELETE_LOAD_BALANCER,
        RENAME_LOAD_BALANCER,
        MODIFY_LOAD_BALANCER,
        SET_SECURITY_GROUPS,
        ISOLATE,
        RESTORE,
        PROTECT,
        UNPROTECT,
        /** Somebody else's task runs on it for some time. */
        LOCK,
        TRAFFIC,
        SET_TAG,
        REMOVE_TAG,
        ADD_LISTENER,
        MODIFY_LISTENER,
        DELETE_LISTENER,
        ADD_TARGET,
        REMOVE_TARGET,
        SET_WEIGHT
    }

    /** A change of a whole load balancer that needs no more than its id. */
    public static Drift of(Change change, String loadBalancer) {
        return new Drift(change, loadBalancer, null, null, null, null, null, null, null, null, null, null);
    }

    /** {@code LOCK} for milliseconds, or {@code TRAFFIC} of megabits per second. */
    public static Drift of(Change change, String loadBalancer, long amount) {
        return new Drift(change, loadBalancer, null, null, null, null, null, null, null, null, amount, null);
    }

    /** A load balancer that somebody made: by the parameters of CreateLoadBalancer. */
    public static Drift addLoadBalancer(JsonNode parameters) {
        return new Drift(
                Change.ADD_LOAD_BALANCER, null, null, null, null, null, null, null, null, null, null, parameters);
    }

    /** By the parameters of ModifyLoadBalancerAttributes. */
    public static Drift modifyLoadBalancer(String loadBalancer, JsonNode parameters) {
        return settings(Change.MODIFY_LOAD_BALANCER, loadBalancer, parameters);
    }

    /** By the parameters of SetLoadBalancerSecurityGroups. */
    public static Drift setSecurityGroups(String loadBalancer, JsonNode parameters) {
        return settings(Change.SET_SECURITY_GROUPS, loadBalancer, parameters);
    }

    private static Drift settings(Change change, String loadBalancer, JsonNode parameters) {
        return new Drift(change, loadBalancer, null, null, null, null, null, null, null, null, null, parameters);
    }

    public static Drift setTag(String loadBalancer, String key, String value) {
        return new Drift(Change.SET_TAG, loadBalancer, null, null, null, null, null, null, key, value, null, null);
    }

    public static Drift removeTag(String loadBalancer, String key) {
        return new Drift(Change.REMOVE_TAG, loadBalancer, null, null, null, null, null, null, key, null, null, null);
    }

    public static Drift addListener(String loadBalancer, Protocol protocol, int port, String name) {
        return new Drift(
                Change.ADD_LISTENER, loadBalancer, null, null, null, port, null, protocol, name, null, null, null);
    }

    public static Drift modifyListener(String loadBalancer, String listener, JsonNode settings) {
        return new Drift(
                Change.MODIFY_LISTENER,
                loadBalancer,
                listener,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                settings);
    }

    public static Drift deleteListener(String loadBalancer, String listener) {
        return new Drift(
                Change.DELETE_LISTENER, loadBalancer, listener, null, null, null, null, null, null, null, null, null);
    }

    /** {@code ADD_TARGET}, {@code REMOVE_TARGET} or {@code SET_WEIGHT} on an L4 listener. */
    public static Drift target(Change change, String loadBalancer, String listener, String ip, int port, int weight) {
        return new Drift(change, loadBalancer, listener, null, ip, port, weight, null, null, null, null, null);
    }
}
