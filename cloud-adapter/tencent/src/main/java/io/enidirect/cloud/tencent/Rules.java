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
import io.enidirect.cloud.CertificateId;
import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.NewRule;
import io.enidirect.cloud.Nothing;
import io.enidirect.cloud.Rule;
import io.enidirect.cloud.RuleId;
import io.enidirect.cloud.RuleKey;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Calls about the rules of L7 listeners and about their domains. */
record Rules(Calls calls) {
    private static final int MOST = 20;

    Answer<List<RuleId>> create(LoadBalancerId loadBalancer, ListenerId listener, List<NewRule> wanted) {
        Ids.requireCount(wanted, MOST);
        CreateRuleRequest request = new CreateRuleRequest();
        request.setLoadBalancerId(loadBalancer.value());
        request.setListenerId(listener.value());
        request.setRules(wanted.stream().map(Rules::input).toArray(RuleInput[]::new));
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
        ModifyRuleRequest request = new ModifyRuleRequest();
        request.setLoadBalancerId(loadBalancer.value());
        request.setListenerId(listener.value());
        request.setLocationId(rule.value());
        request.setScheduler(Listeners.name(wanted.scheduler()));
        request.setSessionExpireTime(Listeners.seconds(wanted.sessionSeconds()));
        request.setHealthCheck(HealthChecks.ofRule(key, wanted.healthCheck()));
        return calls.order(
                Action.MODIFY_RULE,
                loadBalancer.value(),
                clients -> clients.clb().ModifyRule(request),
                ModifyRuleResponse::getRequestId,
                answer -> Nothing.NOTHING);
    }

    Answer<Nothing> setCertificates(
            LoadBalancerId loadBalancer, ListenerId listener, String domain, List<CertificateId> certificates) {
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("A domain keeps at least one certificate");
        }
        ModifyDomainAttributesRequest request = domain(loadBalancer, listener, domain);
        CertificateRefs.set(certificates, request::setCertificate, request::setMultiCertInfo);
        return modify(request);
    }

    Answer<Nothing> setDefaultDomain(LoadBalancerId loadBalancer, ListenerId listener, String domain) {
        ModifyDomainAttributesRequest request = domain(loadBalancer, listener, domain);
        request.setDefaultServer(true);
        return modify(request);
    }

    Answer<Nothing> delete(LoadBalancerId loadBalancer, ListenerId listener, Set<RuleId> rules) {
        Ids.requireCount(rules, MOST);
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

    private static ModifyDomainAttributesRequest domain(
            LoadBalancerId loadBalancer, ListenerId listener, String domain) {
        ModifyDomainAttributesRequest request = new ModifyDomainAttributesRequest();
        request.setLoadBalancerId(loadBalancer.value());
        request.setListenerId(listener.value());
        request.setDomain(domain);
        return request;
    }

    private Answer<Nothing> modify(ModifyDomainAttributesRequest request) {
        return calls.order(
                Action.MODIFY_DOMAIN,
                request.getLoadBalancerId(),
                clients -> clients.clb().ModifyDomainAttributes(request),
                ModifyDomainAttributesResponse::getRequestId,
                answer -> Nothing.NOTHING);
    }

    private static RuleInput input(NewRule wanted) {
        RuleInput input = new RuleInput();
        input.setDomain(wanted.key().domain());
        input.setUrl(wanted.key().url());
        BackendSettings settings = wanted.settings();
        input.setScheduler(Listeners.name(settings.scheduler()));
        input.setSessionExpireTime(Listeners.seconds(settings.sessionSeconds()));
        input.setHealthCheck(HealthChecks.ofRule(wanted.key(), settings.healthCheck()));
        CertificateRefs.set(settings.certificates(), input::setCertificate, input::setMultiCertInfo);
        if (wanted.defaultServer()) {
            input.setDefaultServer(true);
        }
        return input;
    }

    static Rule rule(Action action, RuleOutput read) {
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
                        CertificateRefs.read(read.getCertificate())),
                Boolean.TRUE.equals(read.getDefaultServer()));
    }
}
