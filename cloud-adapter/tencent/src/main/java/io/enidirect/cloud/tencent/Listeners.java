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
import io.enidirect.cloud.CertificateId;
import io.enidirect.cloud.Listener;
import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.ListenerSettings;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.NewListeners;
import io.enidirect.cloud.Nothing;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.Scheduler;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls about listeners. */
record Listeners(Calls calls, KnownListeners known) {
    private static final Action READ = Action.DESCRIBE_LISTENERS;
    /** The word for it among a listener's flags, which is the only way in which it is read. */
    private static final String SNAT = "SnatEnable";

    private static final String COMPRESSED = "compatibility";
    private static final String PLAIN = "transparent";

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
        ListenerSettings settings = wanted.settings();
        if (settings.name() != null) {
            request.setListenerNames(
                    wanted.ports().stream().map(port -> settings.name()).toArray(String[]::new));
        }
        BackendSettings backend = settings.backend();
        request.setScheduler(name(backend.scheduler()));
        request.setSessionExpireTime(number(backend.sessionSeconds()));
        request.setHealthCheck(HealthChecks.ofNewListener(backend.healthCheck()));
        request.setIdleConnectTimeout(number(backend.idleSeconds()));
        request.setDeregisterTargetRst(backend.resetsOnDeregister());
        CertificateRefs.set(backend.certificates(), request::setCertificate, request::setMultiCertInfo);
        request.setKeepaliveEnable(flag(settings.keepAlive()));
        request.setSnatEnable(settings.snat());
        request.setDataCompressMode(compression(settings.gzip()));
        if (wanted.protocol() == Protocol.HTTPS) {
            request.setSniSwitch(1L); // certificates belong to domains; it can't be switched off later
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

    Answer<Nothing> modify(LoadBalancerId loadBalancer, ListenerId listener, ListenerSettings wanted) {
        ModifyListenerRequest request = new ModifyListenerRequest();
        request.setLoadBalancerId(loadBalancer.value());
        request.setListenerId(listener.value());
        request.setListenerName(wanted.name());
        BackendSettings backend = wanted.backend();
        request.setScheduler(name(backend.scheduler()));
        request.setSessionExpireTime(number(backend.sessionSeconds()));
        request.setHealthCheck(HealthChecks.ofListener(backend.healthCheck()));
        request.setIdleConnectTimeout(number(backend.idleSeconds()));
        request.setDeregisterTargetRst(backend.resetsOnDeregister());
        CertificateRefs.set(backend.certificates(), request::setCertificate, request::setMultiCertInfo);
        request.setKeepaliveEnable(flag(wanted.keepAlive()));
        request.setSnatEnable(wanted.snat());
        request.setDataCompressMode(compression(wanted.gzip()));
        return calls.order(
                Action.MODIFY_LISTENER,
                loadBalancer.value(),
                clients -> clients.clb().ModifyListener(request),
                ModifyListenerResponse::getRequestId,
                answer -> Nothing.NOTHING);
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
        return new Listener(
                new ListenerId(READ.require(read.getListenerId(), "ListenerId")),
                new ListenerKey(protocol, Math.toIntExact(READ.require(read.getPort(), "Port"))),
                settings(protocol, read),
                Rules.domains(READ, protocol, READ.optional(read.getRules())));
    }

    private static ListenerSettings settings(
            Protocol protocol, com.tencentcloudapi.clb.v20180317.models.Listener read) {
        boolean layer7 = protocol.layer7();
        return new ListenerSettings(
                requireNonNullElse(read.getListenerName(), ""),
                backend(protocol, read),
                layer7 ? Long.valueOf(1).equals(read.getKeepaliveEnable()) : null,
                READ.optional(read.getAttrFlags()).anyMatch(SNAT::equals),
                layer7 ? compressed(read.getDataCompressMode()) : null);
    }

    /** Defaults are filled in where the cloud leaves them out, null stays what the protocol does not have. */
    private static BackendSettings backend(Protocol protocol, com.tencentcloudapi.clb.v20180317.models.Listener read) {
        List<CertificateId> certificates = CertificateRefs.read(read.getCertificate());
        if (protocol.layer7()) {
            return new BackendSettings(null, null, null, null, null, null, certificates);
        }
        boolean plain = protocol == Protocol.TCP || protocol == Protocol.UDP;
        int session = Math.toIntExact(requireNonNullElse(read.getSessionExpireTime(), 0L));
        int idle = HealthChecks.within(read.getIdleConnectTimeout(), 10, 3600, protocol == Protocol.UDP ? 300 : 900);
        return new BackendSettings(
                scheduler(read.getScheduler()),
                plain ? (session == 0 ? 0 : Math.max(30, Math.min(3600, session))) : null,
                HealthChecks.ofListener(plain, read.getHealthCheck()),
                plain ? idle : null,
                plain ? Boolean.TRUE.equals(read.getDeregisterTargetRst()) : null,
                null,
                certificates);
    }

    private static @Nullable String compression(@Nullable Boolean gzip) {
        return gzip == null ? null : gzip ? COMPRESSED : PLAIN;
    }

    /** What is compressed where nothing was ever said is documented nowhere. */
    private static @Nullable Boolean compressed(@Nullable String mode) {
        return COMPRESSED.equals(mode) ? Boolean.TRUE : PLAIN.equals(mode) ? Boolean.FALSE : null;
    }

    private static @Nullable Long flag(@Nullable Boolean wanted) {
        return wanted == null ? null : wanted ? 1L : 0L;
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

    static @Nullable Long number(@Nullable Integer number) {
        return number == null ? null : number.longValue();
    }

    /** Weighted round robin where nothing is said. */
    static Scheduler scheduler(@Nullable String name) {
        return Arrays.stream(Scheduler.values())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(Scheduler.WRR);
    }
}
