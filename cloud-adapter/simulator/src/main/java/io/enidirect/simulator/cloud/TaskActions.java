package io.enidirect.simulator.cloud;

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
        Task task = account.tasks().poll(id);
        account.settle();
        return new Wire.TaskStatus(
                task.status(),
                task.loadBalancersIfEnded().isEmpty() ? null : task.loadBalancersIfEnded(),
                task.message());
    }
}
