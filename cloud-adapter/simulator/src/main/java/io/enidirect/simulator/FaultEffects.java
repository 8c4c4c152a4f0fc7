package io.enidirect.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.enidirect.simulator.Fault.Kind;
import io.enidirect.simulator.Reply.Delivery;
import io.enidirect.simulator.cloud.ApiError;
import io.enidirect.simulator.cloud.Cloud;
import io.enidirect.simulator.cloud.Drift;
import io.enidirect.simulator.cloud.Twist;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one fault, or none, does to one call: before, in and after its execution. */
final class FaultEffects {
    private static final long DEFAULT_DELAY_MILLIS = 1000;
    private static final int DEFAULT_UNKNOWN_POLLS = 2;

    private final @Nullable Fault fault;
    private final Cloud cloud;

    FaultEffects(@Nullable Fault fault, Cloud cloud) {
        this.fault = fault;
        this.cloud = cloud;
    }

    /** The answer to a call that never comes to the cloud. */
    Optional<Reply> insteadOfExecution() {
        if (fault == null) {
            return Optional.empty();
        }
        return switch (fault.fault()) {
            case ERR_5XX -> Optional.of(Reply.http(fault.status() == null ? 502 : fault.status()));
            case REFUSE -> Optional.of(Reply.none(Delivery.REFUSE).after(delayMillis(fault)));
            case RESET_BEFORE -> Optional.of(Reply.none(Delivery.RESET));
            case TIMEOUT_BEFORE -> Optional.of(Reply.none(Delivery.HANG));
            case HOLD ->
                Boolean.TRUE.equals(fault.before())
                        ? Optional.of(Reply.none(Delivery.HOLD_AND_CLOSE))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    String resultWithoutExecution() {
        return insteadOfExecution()
                .filter(reply -> reply.status() != 200)
                .map(reply -> "HTTP " + reply.status())
                .orElse("NONE");
    }

    long clockSkewSeconds() {
        return fault != null && fault.fault() == Kind.CLOCK_SKEW ? fault.seconds() == null ? 600 : fault.seconds() : 0;
    }

    /** Refuses the call, or changes the world under its feet. */
    void beforeExecution(Set<String> objects) {
        if (fault == null) {
            return;
        }
        if (fault.fault() == Kind.LOCKED && fault.code() == null && fault.message() == null) {
            throw ApiError.busy(objects.stream().findFirst().orElse("unknown"));
        }
        Optional<ApiError> refusal = fault.refusal();
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        if (fault.fault() == Kind.DRIFT && fault.change() != null) {
            cloud.drift(fault.change());
        }
        if (fault.fault() == Kind.GONE) {
            String named = fault.match().object();
            objects.stream()
                    .filter(object -> named == null || named.equals("*") || named.equals(object))
                    .findFirst()
                    .ifPresent(object -> cloud.drift(removal(object)));
        }
    }

    private static Drift removal(String object) {
        int slash = object.indexOf('/');
        return slash < 0
                ? Drift.of(Drift.Change.DELETE_LOAD_BALANCER, object)
                : Drift.deleteListener(object.substring(0, slash), object.substring(slash + 1));
    }

    Twist twist() {
        if (fault == null) {
            return Twist.NONE;
        }
        return switch (fault.fault()) {
            case STALE_READ -> Twist.staleRead();
            case HIDDEN_READ -> Twist.hiddenRead();
            case PARTIAL -> Twist.partial(fault.listeners() == null ? Set.of("*") : fault.listeners());
            case TASK_FAIL ->
                Twist.failedTask(
                        fault.message() == null ? "Your task is working (DelQLBL4ListenerDevice)" : fault.message(),
                        Boolean.TRUE.equals(fault.effect()));
            case TASK_STUCK -> Twist.stuckTask(fault.n() == null ? -1 : fault.n());
            case TASK_UNKNOWN -> Twist.unknownTask(fault.n() == null ? DEFAULT_UNKNOWN_POLLS : fault.n());
            default -> Twist.NONE;
        };
    }

    /** How the answer arrives. */
    Reply onAnswer(JsonNode answer) {
        Reply whole = Reply.json(answer.toString());
        if (fault == null) {
            return whole;
        }
        String how = fault.how() == null ? "" : fault.how();
        return switch (fault.fault()) {
            case TIMEOUT_AFTER_SUCCESS -> lost(whole, how);
            case SLOW -> whole.after(delayMillis(fault));
            case TRUNCATED -> Mangled.truncated(whole);
            case MALFORMED -> Mangled.html(whole);
            case WRONG_TYPE -> Mangled.wrongTypes(whole, answer);
            case EMPTY -> Mangled.empty(whole, answer, how);
            case HOLD -> whole.by(Delivery.HOLD);
            default -> whole;
        };
    }

    private static long delayMillis(Fault fault) {
        return fault.millis() == null ? DEFAULT_DELAY_MILLIS : fault.millis();
    }

    private static Reply lost(Reply whole, String how) {
        return switch (how) {
            case "", "hang" -> whole.by(Delivery.HANG);
            case "reset" -> whole.by(Delivery.RESET);
            case "close" -> whole.by(Delivery.CLOSE);
            case "half-header" -> whole.by(Delivery.HALF_HEADER);
            case "half-body" -> whole.by(Delivery.HALF_BODY);
            case "408" -> Reply.http(408);
            case "503-retry-after" -> Reply.http(503).retryingAtOnce();
            default -> throw new IllegalArgumentException("There is no way to lose an answer called " + how);
        };
    }
}
