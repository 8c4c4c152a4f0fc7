package io.enidirect.cloud;

import org.jspecify.annotations.Nullable;

/**
 * A call that was sent to {@link FakeLoadBalancers}, also one that failed.
 *
 * @param method the port's method, for example {@code createListeners}
 * @param loadBalancer null where the call names none or several
 * @param detail what was asked, for people and for assertions; sets and maps in a fixed order
 * @param write whether it would change something
 */
public record Call(String method, @Nullable LoadBalancerId loadBalancer, String detail, boolean write) {

    static Call read(String method, @Nullable LoadBalancerId loadBalancer, String detail) {
        return new Call(method, loadBalancer, detail, false);
    }

    static Call write(String method, @Nullable LoadBalancerId loadBalancer, String detail) {
        return new Call(method, loadBalancer, detail, true);
    }
}
