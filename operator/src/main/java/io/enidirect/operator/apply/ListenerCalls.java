package io.enidirect.operator.apply;

import io.enidirect.cloud.Answer;
import io.enidirect.cloud.Listener;
import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.NewListeners;
import io.enidirect.operator.plan.step.ListenerStep;
import java.util.List;
import java.util.Set;

/** Changes of listeners. */
interface ListenerCalls extends ListenerStep.Visitor<Answer<?>> {
    CallContext to();

    @Override
    default Answer<?> create(ListenerStep.CreateListeners step) {
        NewListeners wanted = step.wanted();
        return CallContext.then(
                to().cloud().createListeners(to().id(), wanted),
                ids -> to().state().change(change -> {
                    for (int i = 0; i < Math.min(ids.size(), wanted.ports().size()); i++) {
                        change.listener(new Listener(
                                ids.get(i),
                                new ListenerKey(
                                        wanted.protocol(), wanted.ports().get(i)),
                                wanted.settings(),
                                List.of()));
                    }
                    return change;
                }));
    }

    @Override
    default Answer<?> modify(ListenerStep.ModifyListener step) {
        return CallContext.then(to().cloud().modifyListener(to().id(), step.id(), step.wanted()), nothing -> {
            Listener before = to().state().observed().listeners().get(step.listener());
            if (before != null) {
                to().state()
                        .change(change -> change.listener(
                                before.withSettings(step.wanted().over(before.settings()))));
            }
        });
    }

    @Override
    default Answer<?> delete(ListenerStep.DeleteListeners step) {
        return CallContext.then(
                to().cloud()
                        .deleteListeners(
                                to().id(),
                                Set.<ListenerId>copyOf(step.listeners().values())),
                nothing -> to().state().change(change -> {
                    step.listeners().keySet().forEach(change::withoutListener);
                    return change;
                }));
    }
}
