package io.enidirect.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import org.junit.jupiter.api.function.Executable;

/** What work costs its thread of a processor, which is the same however busy the machine is with other things. */
public final class ThreadTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    /** For what would never end; a machine that is busy needs much less. */
    private static final Duration NEVER = Duration.ofMinutes(1);

    private ThreadTime() {}

    /** Of the thread that calls: what others do for it is not counted. */
    public static Duration of(Executable work) throws Throwable {
        long began = THREADS.getCurrentThreadCpuTime();
        work.execute();
        return Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - began);
    }

    public static void assertAtMost(Duration limit, Executable work) {
        assertTimeoutPreemptively(
                NEVER, () -> assertThat(of(work)).as("processor time").isLessThanOrEqualTo(limit));
    }
}
