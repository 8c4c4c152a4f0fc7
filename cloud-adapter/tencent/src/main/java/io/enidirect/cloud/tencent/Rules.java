package io.enidirect.cloud.tencent;

import static java.util.Objects.requireNonNullElse;

import com.tencentcloudapi.clb.v20180317.models.CreateRuleRequest;
import com.tencentcloudapi.clb.v20180317.models.CreateRuleResponse;
import com.tencentcloudapi.clb.v20180317.models.DeleteRuleRequest;
import com.tencentcloudapi.clb.v20180317.models.DeleteRuleResponse;
import com.tencentcloudapi.clb.v20180317.models.ModifyDomainAttributesRequest;
import com.tencentcloudapi.clb.v20180317.models.ModifyDomainAttributesResponse;
import com.tencentcloudapi.clb.v20180317.models.ModifyRuleRequest;
import com.tencentcloudapi.clb.v20180317.models.ModifyRuleResponse;
import com.tencentcloudapi.clb.v20180317.models.RuleInput;
import com.tencentcloudapi.clb.v20180317.models.RuleOutput;
import io.enidirect.cloud.Answer;
import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.BackendSettings.ForwardType;
import io.enidirect.cloud.CallLimits;
import io.enidirect.cloud.Domain;
import io.enidirect.cloud.DomainSettings;
import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.NewRule;
import io.enidirect.cloud.Nothing;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.Rule;
import io.enidirect.cloud.RuleId;
import io.enidirect.cloud.RuleKey;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Calls about the rules of L7 listeners and about their domains. */
record Rules(Calls calls) {
    Answer<List<RuleId>> create(LoadBalancerId loadBalancer, ListenerId listener, List<NewRule> wanted) {
        Ids.requireCount(wanted, CallLimits.RULES);
        CreateRuleRequest request = new CreateRuleRequest();
        request.setLoadBalancerId(loadBalancer.value());
        request.setListenerId(listener.value());
        request.setRules(inputs(wanted));
        Action action = Action.CREATE_RULE;
        return calls.order(
                action,
                loadBalancer.value(),
                clients -> clients.clb().CreateRule(request),
                CreateRuleResponse::getRequestId,
                answer -> {
                    List<RuleId> ids = action.required(answer.getLocationIds(), "LocationIds")
                            .map(RuleId::new)
                            .toList();
                    return action.requireSize(ids, wanted.size(), "LocationIds");
                });
    }

    Answer<Nothing> modify(
            LoadBalancerId loadBalancer, ListenerId listener, RuleId rule, RuleKey key, BackendSettings wanted) {
        wanted.requireOfRule();
        ModifyRuleRequest request = new ModifyRuleRequest();
        request.setLoadBalancerId(loadBalancer.value());
        request.setListenerId(listener.value());
        request.setLocationId(rule.value());
        request.setScheduler(Listeners.name(wanted.scheduler()));
        request.setSessionExpireTime(Listeners.number(wanted.sessionSeconds()));
        request.setHealthCheck(HealthChecks.ofRule(key, wanted.healthCheck()));
        request.setForwardType(name(wanted.forwardType()));
        return calls.order(
                Action.MODIFY_RULE,
                loadBalancer.value(),
                clients -> clients.clb().ModifyRule(request),
                ModifyRuleResponse::getRequestId,
                answer -> Nothing.NOTHING);
    }

    Answer<Nothing> modifyDomain(
            LoadBalancerId loadBalancer, ListenerId listener, String domain, DomainSettings wanted) {
        ModifyDomainAttributesRequest request = new ModifyDomainAttributesRequest();
        request.setLoadBalancerId(loadBalancer.value());
        request.setListenerId(listener.value());
        request.setDomain(domain);
        CertificateRefs.set(wanted.certificates(), request::setCertificate, request::setMultiCertInfo);
        request.setHttp2(wanted.http2());
        request.setDefaultServer(wanted.defaultServer() ? true : null);
        return calls.order(
                Action.MODIFY_DOMAIN,
                loadBalancer.value(),
                clients -> clients.clb().ModifyDomainAttributes(request),
                ModifyDomainAttributesResponse::getRequestId,
                answer -> Nothing.NOTHING);
    }

    Answer<Nothing> delete(LoadBalancerId loadBalancer, ListenerId listener, Set<RuleId> rules) {
        Ids.requireCount(rules, CallLimits.RULES);
        DeleteRuleRequest request = new DeleteRuleRequest();
        request.setLoadBalancerId(loadBalancer.value());
        request.setListenerId(listener.value());
        request.setLocationIds(Ids.values(rules));
        return calls.order(
                Action.DELETE_RULE,
                loadBalancer.value(),
                clients -> clients.clb().DeleteRule(request),
                DeleteRuleResponse::getRequestId,
                answer -> Nothing.NOTHING);
    }

    /** A domain becomes the default by one of its rules: two in a call are refused. */
    private static RuleInput[] inputs(List<NewRule> wanted) {
        Set<String> defaults = new HashSet<>();
        return wanted.stream()
                .map(each -> input(
                        each,
                        each.domain().defaultServer() && defaults.add(each.key().domain())))
                .toArray(RuleInput[]::new);
    }

    private static RuleInput input(NewRule wanted, boolean takesDefault) {
        RuleInput input = new RuleInput();
        input.setDomain(wanted.key().domain());
        input.setUrl(wanted.key().url());
        BackendSettings settings = wanted.settings();
        input.setScheduler(Listeners.name(settings.scheduler()));
        input.setSessionExpireTime(Listeners.number(settings.sessionSeconds()));
        input.setHealthCheck(HealthChecks.ofRule(wanted.key(), settings.healthCheck()));
        input.setForwardType(name(settings.forwardType()));
        DomainSettings domain = wanted.domain();
        CertificateRefs.set(domain.certificates(), input::setCertificate, input::setMultiCertInfo);
        input.setHttp2(domain.http2());
        input.setDefaultServer(takesDefault ? true : null);
        return input;
    }

    private static @Nullable String name(@Nullable ForwardType type) {
        return type == null ? null : type.name();
    }

    /** The cloud tells of a domain with each of its rules. */
    static List<Domain> domains(Action action, Protocol protocol, Stream<RuleOutput> read) {
        Map<String, Domain> domains = new LinkedHashMap<>();
        read.forEach(each -> {
            Rule rule = rule(action, each);
            String name = rule.key().domain();
            domains.merge(name, new Domain(name, domain(protocol, each), List.of(rule)), Rules::joined);
        });
        return List.copyOf(domains.values());
    }

    private static Domain joined(Domain one, Domain other) {
        return new Domain(
                one.name(),
                other.settings().over(one.settings()),
                Stream.concat(one.rules().stream(), other.rules().stream()).toList());
    }

    private static DomainSettings domain(Protocol protocol, RuleOutput read) {
        return new DomainSettings(
                CertificateRefs.read(read.getCertificate()),
                protocol == Protocol.HTTPS ? Boolean.TRUE.equals(read.getHttp2()) : null,
                Boolean.TRUE.equals(read.getDefaultServer()));
    }

    private static Rule rule(Action action, RuleOutput read) {
        String domain = Stream.concat(Stream.ofNullable(read.getDomain()), action.optional(read.getDomains()))
                .filter(each -> !each.isBlank())
                .findFirst()
                .orElse(null);
        return new Rule(
                new RuleId(action.require(read.getLocationId(), "LocationId")),
                new RuleKey(action.require(domain, "Domain"), action.require(read.getUrl(), "Url")),
                new BackendSettings(
                        Listeners.scheduler(read.getScheduler()),
                        Math.toIntExact(requireNonNullElse(read.getSessionExpireTime(), 0L)),
                        HealthChecks.read(read.getHealthCheck()),
                        null,
                        null,
                        forwardType(read.getForwardType()),
                        List.of()),
                Rewrites.rewrite(read.getRewriteTarget()));
    }

    /** HTTP where nothing is said; null for what is not known here. */
    private static @Nullable ForwardType forwardType(@Nullable String name) {
        return name == null || name.isBlank()
                ? ForwardType.HTTP
                : Stream.of(ForwardType.values())
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .orElse(null);
    }
}
