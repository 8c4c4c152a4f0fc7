package io.enidirect.simulator.cloud;

import java.util.List;

/** The state of tasks. */
final class TaskActions {
    private final Account account;

    TaskActions(Account account) {
        this.account = account;
    }

    Object status(Invocation call) {
        String id = call.params()
                .optionalText("TaskId")
                .or(() -> call.params().optionalText("DealName"))
                .orElseThrow(() -> ApiError.missing("TaskId"));
        if (call.twist().unknownPolls() != 0) {
            throw Task.notFound(account.settings());
        }
        Task task = account.tasks().require(id, account.settings());
        if (call.twist().stuckPolls() != 0 || task.poll(account.settings())) {
            return new Wire.TaskStatus(Task.RUNNING, null, "");
        }
        account.settle();
        boolean named = task.creates() || !account.settings().follows(Reading.ONLY_CREATION_HAS_LOAD_BALANCER_IDS);
        List<String> made = named ? task.loadBalancersIfEnded() : List.of();
        return new Wire.TaskStatus(task.status(), made.isEmpty() ? null : made, task.message());
    }
}
