package io.enidirect.cloud;

import java.lang.reflect.Method;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was called, and which of the next calls are to fail. */
final class FakeCalls {
    private record Fault(String method, CloudException failure, FakeCloud.When when) {}

    private record Entry(Share share, Call call) {}

    private final List<Entry> log = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private final Map<Share, Instant> throttled = new EnumMap<>(Share.class);

    List<Call> log() {
        return log.stream().map(Entry::call).toList();
    }

    List<Call> log(Share share) {
        return log.stream()
                .filter(each -> each.share() == share)
                .map(Entry::call)
                .toList();
    }

    void clear() {
        log.clear();
    }

    void failNext(String method, CloudException failure, FakeCloud.When when) {
        requirePortMethod(method);
        faults.add(new Fault(method, failure, when));
    }

    void throttle(Share share, Instant until) {
        throttled.put(share, until);
    }

    Optional<Instant> throttled(Share share, Instant now) {
        return Optional.ofNullable(throttled.get(share)).filter(now::isBefore);
    }

    /** The call reaches the cloud, or fails on its way. */
    void send(Share share, Call call) {
        log.add(new Entry(share, call));
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
