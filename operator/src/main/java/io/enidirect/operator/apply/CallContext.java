package io.enidirect.operator.apply;

import io.enidirect.cloud.Answer;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.LoadBalancers;
import java.time.Clock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a step's call goes, and where its effect is noted.
 *
 * @param loadBalancerId null while it is not known: then only what looks for it or makes it can be called
 */
record CallContext(
        LoadBalancers cloud,
        CloudState state,
        Clock clock,
        @Nullable String loadBalancerId) {

    LoadBalancerId id() {
        if (loadBalancerId == null) {
            throw new IllegalStateException("A step on a load balancer whose id is not known");
        }
        return new LoadBalancerId(loadBalancerId);
    }

    static <T> Answer<T> then(Answer<T> answer, Consumer<T> effect) {
        answer.value().ifPresent(effect);
        return answer;
    }
}
