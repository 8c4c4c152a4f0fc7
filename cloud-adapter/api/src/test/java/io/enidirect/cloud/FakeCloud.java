package io.enidirect.cloud;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a test sees of {@link FakeLoadBalancers} and can make happen there. */
public abstract sealed class FakeCloud permits FakeLoadBalancers {

    /** Where a call fails. */
    public enum When {
        /** On its way there: it is not executed. */
        BEFORE,
        /** On the way back: it is executed, and only its answer is lost. */
        AFTER
    }

    private final Clock clock;
    final FakeRegion region;
    private final FakeCalls calls;
    private final Share share;
    private final FakeConsole console;

    FakeCloud(Clock clock) {
        this.clock = clock;
        this.region = new FakeRegion(clock);
        this.console = new FakeConsole(region);
        this.calls = new FakeCalls();
        this.share = Share.FULL;
    }

    /** Another face of the same cloud. */
    FakeCloud(FakeCloud same, Share share) {
        this.clock = same.clock;
        this.region = same.region;
        this.console = same.console;
        this.calls = same.calls;
        this.share = share;
    }

    /** Drift, health and refusals: the hand of somebody else. */
    public final FakeConsole console() {
        return console;
    }

    /** All calls sent since the start or the last {@link #clearCalls}. */
    public final List<Call> calls() {
        synchronized (region) {
            return calls.log();
        }
    }

    /** Those of {@link #calls} that came from this share of the rate limit. */
    public final List<Call> calls(Share from) {
        synchronized (region) {
            return calls.log(from);
        }
    }

    public final void clearCalls() {
        synchronized (region) {
            calls.clear();
        }
    }

    /** The calls that would change something. */
    public final List<Call> writes() {
        return calls().stream().filter(Call::write).toList();
    }

    /** How often this method of the port was sent. */
    public final long count(String method) {
        FakeCalls.requirePortMethod(method);
        return calls().stream().filter(each -> each.method().equals(method)).count();
    }

    /** Lets the next call of this method fail; several are used up in their order. */
    public final void failNext(String method, CloudException failure, When when) {
        synchronized (region) {
            calls.failNext(method, failure, when);
        }
    }

    /** Until this time no call of any share is sent: all are answered as throttled. */
    public final void throttleUntil(Instant until) {
        for (Share each : Share.values()) {
            throttleUntil(each, until);
        }
    }

    /** Until this time no call of this share is sent. */
    public final void throttleUntil(Share throttled, Instant until) {
        synchronized (region) {
            calls.throttle(throttled, until);
        }
    }

    /** How long each task accepted from now on lasts by the clock. */
    public final void taskTime(Duration each) {
        synchronized (region) {
            region.tasks().last(each);
        }
    }

    /** Whether tasks end by {@link #endTasks} only, not by the clock. */
    public final void manualTasks(boolean wanted) {
        synchronized (region) {
            region.tasks().manual(wanted);
        }
    }

    /** Ends all running tasks now. */
    public final void endTasks() {
        synchronized (region) {
            region.tasks().endAll();
        }
    }

    /** Lets the next task to end be a failed one, with all or none of its effect. */
    public final void failNextTask(String message, boolean withEffect) {
        synchronized (region) {
            region.tasks().failNext(message, withEffect);
        }
    }

    /** Whether creations are accepted without an id, so that only their task tells it. */
    public final void hideNewIds(boolean wanted) {
        synchronized (region) {
            region.hideNewIds(wanted);
        }
    }

    final <T> Answer<T> done(Call call, Supplier<T> body) {
        return send(call, () -> new Answer.Done<>(body.get()));
    }

    final <T> Answer<T> accepted(
            Call call, String action, LoadBalancerId id, Function<FakeLoadBalancer, FakeChange<T>> body) {
        return send(call, () -> region.accept(id, body.apply(region.requireIdle(action, id))));
    }

    final <T> Answer<T> send(Call call, Supplier<Answer<T>> body) {
        synchronized (region) {
            Optional<Instant> later = calls.throttled(share, clock.instant());
            if (later.isPresent()) {
                return new Answer.Throttled<>(later.get());
            }
            calls.send(share, call);
            region.tasks().settle();
            Answer<T> answer = body.get();
            calls.answer(call);
            return answer;
        }
    }
}
