package io.enidirect.operator.region.tasks;

import io.enidirect.cloud.TaskId;
import java.time.Instant;

/**
 * A task that has not ended, as far as is known.
 *
 * @param since when it began to be watched
 */
public record PolledTask(String key, TaskId task, Instant since) {}
