package io.enidirect.cloud.tencent;

import static java.util.Objects.requireNonNullElse;

import com.tencentcloudapi.clb.v20180317.models.CreateListenerRequest;
import com.tencentcloudapi.clb.v20180317.models.CreateListenerResponse;
import com.tencentcloudapi.clb.v20180317.models.DeleteLoadBalancerListenersRequest;
import com.tencentcloudapi.clb.v20180317.models.DeleteLoadBalancerListenersResponse;
import com.tencentcloudapi.clb.v20180317.models.DescribeListenersRequest;
import com.tencentcloudapi.clb.v20180317.models.DescribeListenersResponse;
import com.tencentcloudapi.clb.v20180317.models.ModifyListenerRequest;
import com.tencentcloudapi.clb.v20180317.models.ModifyListenerResponse;
import io.enidirect.cloud.Answer;
import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.Listener;
import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.NewListeners;
import io.enidirect.cloud.Nothing;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.Rule;
import io.enidirect.cloud.Scheduler;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls about listeners. */
record Listeners(Calls calls, KnownListeners known) {
    private static final Action READ = Action.DESCRIBE_LISTENERS;

    Answer<List<Listener>> all(LoadBalancerId loadBalancer) {
        DescribeListenersRequest request = new DescribeListenersRequest();
        request.setLoadBalancerId(loadBalancer.value());
        return calls.ask(
                        READ,
                        loadBalancer.value(),
                        clients -> clients.clb().DescribeListeners(request),
                        answer -> listeners(loadBalancer, answer))
                .map(listeners -> {
                    known.read(loadBalancer, !listeners.isEmpty());
                    return listeners;
                });
    }

    Answer<List<ListenerId>> create(LoadBalancerId loadBalancer, NewListeners wanted) {
        CreateListenerRequest request = new CreateListenerRequest();
        request.setLoadBalancerId(loadBalancer.value());
        request.setProtocol(wanted.protocol().name());
        request.setPorts(wanted.ports().stream().map(Integer::longValue).toArray(Long[]::new));
        String[] names = new String[wanted.ports().size()];
        Arrays.fill(names, wanted.name());
        request.setListenerNames(names);
        BackendSettings settings = wanted.settings();
        request.setScheduler(name(settings.scheduler()));
        request.setSessionExpireTime(seconds(settings.sessionSeconds()));
        request.setHealthCheck(HealthChecks.ofListener(settings.healthCheck()));
        CertificateRefs.set(settings.certificates(), request::setCertificate, request::setMultiCertInfo);
        if (wanted.protocol() == Protocol.HTTPS) {
            // certificates of each domain, unless the listener is given its own; cannot be switched off later
            request.setSniSwitch(settings.certificates().isEmpty() ? 1L : 0L);
        }
        Action action = Action.CREATE_LISTENER;
        return calls.order(
                action,
                loadBalancer.value(),
                clients -> clients.clb().CreateListener(request),
                CreateListenerResponse::getRequestId,
                answer -> {
                    List<ListenerId> ids = action.required(answer.getListenerIds(), "ListenerIds")
                            .map(ListenerId::new)
                            .toList();
                    return action.requireSize(ids, wanted.ports().size(), "ListenerIds");
                });
    }

    Answer<Nothing> modify(LoadBalancerId loadBalancer, ListenerId listener, BackendSettings wanted) {
        ModifyListenerRequest request = modification(loadBalancer, listener);
        request.setScheduler(name(wanted.scheduler()));
        request.setSessionExpireTime(seconds(wanted.sessionSeconds()));
        request.setHealthCheck(HealthChecks.ofListener(wanted.healthCheck()));
        CertificateRefs.set(wanted.certificates(), request::setCertificate, request::setMultiCertInfo);
        return modify(request);
    }

    Answer<Nothing> rename(LoadBalancerId loadBalancer, ListenerId listener, String name) {
        ModifyListenerRequest request = modification(loadBalancer, listener);
        request.setListenerName(name);
        return modify(request);
    }

    Answer<Nothing> delete(LoadBalancerId loadBalancer, Set<ListenerId> listeners) {
        // an empty list would delete all of them
        Ids.requireCount(listeners, 20);
        DeleteLoadBalancerListenersRequest request = new DeleteLoadBalancerListenersRequest();
        request.setLoadBalancerId(loadBalancer.value());
        request.setListenerIds(Ids.values(listeners));
        return calls.order(
                Action.DELETE_LISTENERS,
                loadBalancer.value(),
                clients -> clients.clb().DeleteLoadBalancerListeners(request),
                DeleteLoadBalancerListenersResponse::getRequestId,
                answer -> {
                    known.forget(loadBalancer); // not before it is accepted: otherwise they are still there
                    return Nothing.NOTHING;
                });
    }

    private static ModifyListenerRequest modification(LoadBalancerId loadBalancer, ListenerId listener) {
        ModifyListenerRequest request = new ModifyListenerRequest();
        request.setLoadBalancerId(loadBalancer.value());
        request.setListenerId(listener.value());
        return request;
    }

    private Answer<Nothing> modify(ModifyListenerRequest request) {
        return calls.order(
                Action.MODIFY_LISTENER,
                request.getLoadBalancerId(),
                clients -> clients.clb().ModifyListener(request),
                ModifyListenerResponse::getRequestId,
                answer -> Nothing.NOTHING);
    }

    private List<Listener> listeners(LoadBalancerId loadBalancer, DescribeListenersResponse answer) {
        READ.require(answer.getRequestId(), "RequestId");
        // null is how the cloud may say "none"; its count may be null as well
        List<Listener> listeners =
                READ.optional(answer.getListeners()).map(Listeners::listener).toList();
        Long total = answer.getTotalCount();
        if (total != null) {
            return READ.requireSize(listeners, total, "Listeners");
        }
        if (listeners.isEmpty() && known.hasListeners(loadBalancer)) {
            // this may also mean "could not be read"; said twice, it is believed
            known.forget(loadBalancer);
            throw READ.lost("MalformedAnswer", "No listeners, though there were some");
        }
        return listeners;
    }

    private static Listener listener(com.tencentcloudapi.clb.v20180317.models.Listener read) {
        Protocol protocol = protocol(READ, read.getProtocol());
        List<Rule> rules = READ.optional(read.getRules())
                .map(rule -> Rules.rule(READ, rule))
                .toList();
        return new Listener(
                new ListenerId(READ.require(read.getListenerId(), "ListenerId")),
                new ListenerKey(protocol, Math.toIntExact(READ.require(read.getPort(), "Port"))),
                requireNonNullElse(read.getListenerName(), ""),
                settings(protocol, read),
                rules);
    }

    /** Defaults are filled in where the cloud leaves them out, null stays what the protocol does not have. */
    private static BackendSettings settings(Protocol protocol, com.tencentcloudapi.clb.v20180317.models.Listener read) {
        var certificates = CertificateRefs.read(read.getCertificate());
        if (protocol.layer7()) {
            return new BackendSettings(null, null, null, certificates);
        }
        boolean sessions = protocol == Protocol.TCP || protocol == Protocol.UDP;
        int seconds = Math.toIntExact(requireNonNullElse(read.getSessionExpireTime(), 0L));
        return new BackendSettings(
                scheduler(read.getScheduler()),
                sessions ? (seconds == 0 ? 0 : Math.max(30, Math.min(3600, seconds))) : null,
                HealthChecks.read(read.getHealthCheck()),
                certificates);
    }

    /** A protocol that is not known here is no reason to overlook its listener: nothing is said of its load balancer. */
    static Protocol protocol(Action action, @Nullable String name) {
        String known = action.require(name, "Protocol");
        return Arrays.stream(Protocol.values())
                .filter(each -> each.name().equals(known))
                .findFirst()
                .orElseThrow(() -> action.lost("UnknownProtocol", "A listener speaks something unknown"));
    }

    static @Nullable String name(@Nullable Scheduler scheduler) {
        return scheduler == null ? null : scheduler.name();
    }

    static @Nullable Long seconds(@Nullable Integer seconds) {
        return seconds == null ? null : seconds.longValue();
    }

    /** Weighted round robin where nothing is said. */
    static Scheduler scheduler(@Nullable String name) {
        return Arrays.stream(Scheduler.values())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(Scheduler.WRR);
    }
}
