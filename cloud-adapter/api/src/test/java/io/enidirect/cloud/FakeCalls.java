package io.enidirect.cloud;

import java.lang.reflect.Method;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** What was called, and which of the next calls are to fail. */
final class FakeCalls {
    private record Fault(String method, CloudException failure, FakeCloud.When when) {}

    private final List<Call> log = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private Instant throttledUntil = Instant.MIN;

    List<Call> log() {
        return List.copyOf(log);
    }

    void clear() {
        log.clear();
    }

    void failNext(String method, CloudException failure, FakeCloud.When when) {
        requirePortMethod(method);
        faults.add(new Fault(method, failure, when));
    }

    void throttleUntil(Instant until) {
        throttledUntil = until;
    }

    Optional<Instant> throttled(Instant now) {
        return now.isBefore(throttledUntil) ? Optional.of(throttledUntil) : Optional.empty();
    }

    /** The call reaches the cloud, or fails on its way. */
    void send(Call call) {
        log.add(call);
        fail(call.method(), FakeCloud.When.BEFORE);
    }

    /** The call has been executed; its answer comes back, or is lost. */
    void answer(Call call) {
        fail(call.method(), FakeCloud.When.AFTER);
    }

    private void fail(String method, FakeCloud.When when) {
        for (Iterator<Fault> each = faults.iterator(); each.hasNext(); ) {
            Fault fault = each.next();
            if (fault.when() == when && fault.method().equals(method)) {
                each.remove();
                throw fault.failure();
            }
        }
    }

    /** A misspelt name would make a test wait for a failure that never comes. */
    static void requirePortMethod(String method) {
        if (Arrays.stream(LoadBalancers.class.getMethods()).map(Method::getName).noneMatch(method::equals)) {
            throw new IllegalArgumentException("The port has no method " + method);
        }
    }
}
