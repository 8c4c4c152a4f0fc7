package io.enidirect.operator.region.tasks;

import io.enidirect.cloud.TaskId;
import io.enidirect.cloud.TaskState;
import java.util.Optional;

/**
 * A task that is followed no longer.
 *
 * @param key whose task it was
 * @param state succeeded or failed; empty for one that was given up, of which nothing is known
 */
public record EndedTask(String key, TaskId task, Optional<TaskState> state) {}
