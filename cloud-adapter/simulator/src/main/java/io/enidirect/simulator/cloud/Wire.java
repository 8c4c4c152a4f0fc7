package io.enidirect.simulator.cloud;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What answers look like on the wire: names begin with a capital letter, and nulls are sent. */
final class Wire {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
            .build();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"));

    private Wire() {}

    static ObjectNode write(Object answer) {
        return MAPPER.valueToTree(answer);
    }

    static String time(Instant time) {
        return TIME.format(time);
    }

    record Nothing() {}

    record CreatedLoadBalancers(@Nullable List<String> loadBalancerIds, String dealName) {}

    record CreatedListeners(List<String> listenerIds) {}

    record CreatedRules(List<String> locationIds) {}

    record Batch(List<String> failListenerIdSet, String message) {}

    record TaskStatus(int status, @Nullable List<String> loadBalancerIds, String message) {}

    record Tag(String tagKey, String tagValue) {}

    record LoadBalancers(int totalCount, List<LoadBalancerOutput> loadBalancerSet) {}

    record LoadBalancerOutput(
            String loadBalancerId,
            String loadBalancerName,
            String loadBalancerType,
            int forward,
            String domain,
            List<String> loadBalancerVips,
            int status,
            String createTime,
            String statusTime,
            int projectId,
            String vpcId,
            int isolation,
            @Nullable String subnetId,
            List<Tag> tags,
            List<String> secureGroups,
            @JsonProperty("AddressIPVersion") String addressIpVersion,
            @JsonProperty("AddressIPv6") @Nullable String addressIpv6,
            @JsonProperty("IPv6Mode") @Nullable String ipv6Mode,
            String chargeType,
            @Nullable JsonNode networkAttributes,
            boolean loadBalancerPassToTarget,
            boolean snatPro,
            @Nullable String slaType,
            @Nullable String vipIsp,
            List<String> attributeFlags,
            String loadBalancerDomain,
            long targetCount) {}

    record Listeners(List<ListenerOutput> listeners, int totalCount) {}

    record CertificateOutput(
            @JsonProperty("SSLMode") String sslMode,
            @JsonProperty("SSLVerifyClient") String sslVerifyClient,
            String certId,
            @Nullable String certCaId,
            List<String> extCertIds) {}

    record ListenerOutput(
            String listenerId,
            String protocol,
            int port,
            @Nullable CertificateOutput certificate,
            @Nullable JsonNode healthCheck,
            @Nullable String scheduler,
            @Nullable Integer sessionExpireTime,
            int sniSwitch,
            @Nullable List<RuleOutput> rules,
            String listenerName,
            String createTime,
            int endPort,
            String targetType,
            @Nullable String sessionType,
            int keepaliveEnable,
            boolean toa,
            boolean deregisterTargetRst,
            List<String> attrFlags,
            int maxConn,
            int maxCps,
            int idleConnectTimeout,
            @Nullable String dataCompressMode) {}

    record RuleOutput(
            String locationId,
            String domain,
            String url,
            int sessionExpireTime,
            JsonNode healthCheck,
            @Nullable CertificateOutput certificate,
            String scheduler,
            String listenerId,
            @Nullable RewriteTarget rewriteTarget,
            boolean httpGzip,
            boolean beAutoCreated,
            boolean defaultServer,
            boolean http2,
            String forwardType,
            String createTime,
            String targetType,
            String quicStatus,
            List<String> domains) {}

    record RewriteTarget(
            @Nullable String targetListenerId,
            @Nullable String targetLocationId,
            @Nullable Integer rewriteCode,
            @Nullable Boolean takeUrl,
            @Nullable String rewriteType) {}

    record Rewrites(List<RuleOutput> rewriteSet) {}

    record Targets(List<ListenerBackend> listeners) {}

    record ListenerBackend(
            String listenerId,
            String protocol,
            int port,
            @Nullable List<RuleTargets> rules,
            @Nullable List<Backend> targets,
            int endPort) {}

    record RuleTargets(String locationId, String domain, String url, List<Backend> targets) {}

    record Backend(
            String type,
            String instanceId,
            int port,
            int weight,
            @Nullable List<String> publicIpAddresses,
            List<String> privateIpAddresses,
            @Nullable String instanceName,
            String registeredTime,
            String eniId,
            @Nullable String tag) {}

    record Healths(List<LoadBalancerHealth> loadBalancers) {}

    record LoadBalancerHealth(String loadBalancerId, String loadBalancerName, List<ListenerHealth> listeners) {}

    record ListenerHealth(String listenerId, String listenerName, String protocol, int port, List<RuleHealth> rules) {}

    record RuleHealth(
            @Nullable String locationId,
            @Nullable String domain,
            @Nullable String url,
            List<TargetHealth> targets) {}

    /** Both spellings of the detail are sent, as the cloud does. */
    record TargetHealth(
            @JsonProperty("IP") String ip,
            int port,
            boolean healthStatus,
            String targetId,
            String healthStatusDetail,
            String healthStatusDetial,
            String targetGroupId,
            int weight) {}

    record Quotas(List<Quota> quotaSet) {}

    record Quota(String quotaId, @Nullable Integer quotaCurrent, int quotaLimit) {}

    record TagFailures(List<String> failedResources) {}

    record ResourceTags(int totalCount, int offset, int limit, List<ResourceTag> tags) {}

    record ResourceTag(String tagKey, String tagValue, String resourceId) {}

    record UploadedCertificate(String certificateId, String repeatCertId) {}

    record Certificates(int totalCount, List<CertificateRow> certificates) {}

    record CertificateRow(String certificateId, String alias, String certificateType, int status, String insertTime) {}

    record DeletedCertificate(boolean deleteResult) {}
}
