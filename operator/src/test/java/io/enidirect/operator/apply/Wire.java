package io.enidirect.operator.apply;

import io.enidirect.cloud.Answer;
import io.enidirect.cloud.FakeCloud.When;
import io.enidirect.cloud.LoadBalancers;
import io.enidirect.cloud.Share;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What lies between the core and a cloud: it counts the core's own calls, apart from those with which a test looks
 * at the cloud, and can fail or die before and after each.
 */
public final class Wire implements InvocationHandler {
    private static final Set<String> READS =
            Set.of("find", "describe", "listeners", "targets", "health", "task", "quotas", "findCertificates");

    /** A call that was made. */
    public record Sent(String method, Share share, String arguments) {
        public boolean write() {
            return !READS.contains(method);
        }
    }

    /** What happens around each call; whatever it throws, the core sees. */
    @FunctionalInterface
    public interface Hook {
        void at(int number, String method, When when);
    }

    private final LoadBalancers cloud;
    private final Share share;
    private final Shared shared;

    private static final class Shared {
        final List<Sent> sent = new ArrayList<>();
        final List<Hook> hooks = new ArrayList<>();
        final Map<String, Supplier<Optional<Answer<?>>>> answers = new HashMap<>();
        int count;

        void at(int number, String method, When when) {
            List.copyOf(hooks).forEach(hook -> hook.at(number, method, when));
        }
    }

    Wire(LoadBalancers cloud) {
        this(cloud, Share.FULL, new Shared());
    }

    private Wire(LoadBalancers cloud, Share share, Shared shared) {
        this.cloud = cloud;
        this.share = share;
        this.shared = shared;
    }

    LoadBalancers port() {
        return (LoadBalancers) java.lang.reflect.Proxy.newProxyInstance(
                LoadBalancers.class.getClassLoader(), new Class<?>[] {LoadBalancers.class}, this);
    }

    public List<Sent> sent() {
        return List.copyOf(shared.sent);
    }

    public List<String> writes() {
        return sent().stream().filter(Sent::write).map(Sent::method).toList();
    }

    /** How many calls and how many writes of the record there were. */
    public int count() {
        return shared.count;
    }

    public void clear() {
        shared.sent.clear();
        shared.count = 0;
    }

    public void hook(Hook hook) {
        shared.hooks.add(hook);
    }

    /** Instead of the cloud's, where there is one. */
    void answer(String method, Supplier<Optional<Answer<?>>> instead) {
        shared.answers.put(method, instead);
    }

    public void unhook() {
        shared.hooks.clear();
    }

    /** Counts something that is no call but can be died at all the same. */
    void around(String what, Runnable body) {
        int number = ++shared.count;
        shared.at(number, what, When.BEFORE);
        body.run();
        shared.at(number, what, When.AFTER);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        Object[] given = arguments == null ? new Object[0] : arguments;
        if (method.getName().equals("within")) {
            return new Wire(cloud, (Share) given[0], shared).port();
        }
        Supplier<Optional<Answer<?>>> answers = shared.answers.get(method.getName());
        Optional<Answer<?>> instead = answers == null ? Optional.empty() : answers.get();
        if (instead.isPresent()) {
            return instead.get();
        }
        int number = ++shared.count;
        shared.sent.add(new Sent(method.getName(), share, java.util.Arrays.toString(given)));
        shared.at(number, method.getName(), When.BEFORE);
        try {
            Object answer = method.invoke(cloud.within(share), given);
            shared.at(number, method.getName(), When.AFTER);
            return answer;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
