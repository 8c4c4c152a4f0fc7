package io.enidirect.operator.options;

import io.enidirect.cloud.IpAddresses;
import io.enidirect.operator.snapshot.AddressRange;
import io.enidirect.operator.snapshot.HostNetworkTargets;
import io.enidirect.operator.snapshot.WriteTkeAnnotations;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that can be set, checked. Holds no secret: credentials are read by what needs them.
 *
 * @param region the cloud's region, for example {@code ap-guangzhou}
 * @param clusterId what marks cloud objects as this cluster's, at most 63 characters
 * @param cloudEndpoint where calls to every cloud product are sent instead of to the cloud
 * @param cloudRootDomain under which each cloud product has its host, {@code <product>.<root>}
 * @param defaultProfile the LoadBalancerProfile of every source that names none
 * @param passToTarget what a load balancer that we create is told where nobody says otherwise: whether the pods' security
 *     groups let its traffic pass
 * @param hostNetworkTargets which ports of hostNetwork pods may be targets
 * @param ingressClasses names of IngressClasses that are ours besides those whose controller is
 * @param claimBesideTke whether annotated Services are claimed although TKE's own controller is active
 * @param writeTkeAnnotations on which sources stands what TKE's own controller would write there for scripts
 * @param workers load balancers that are reconciled at once
 * @param rateLimit calls per second and action
 * @param maxRetryInterval the longest wait between two tries after a refusal
 * @param driftInterval between two full reads of a load balancer; zero is never
 * @param targetRanges where pods may live
 * @param externalRanges where the addresses of ExternalBackends may live
 * @param leaderElect whether only the holder of the Lease writes
 * @param probePort where health is answered on a port of its own; 0 picks a free one
 * @param httpPort 0 picks a free one
 * @param unheeded what was asked for by options that have no effect yet, for people
 */
public record Options(
        String region,
        String vpcId,
        String clusterId,
        Optional<URI> cloudEndpoint,
        String cloudRootDomain,
        Optional<String> defaultProfile,
        boolean passToTarget,
        HostNetworkTargets hostNetworkTargets,
        Credentials credentials,
        Set<String> ingressClasses,
        boolean claimBesideTke,
        WriteTkeAnnotations writeTkeAnnotations,
        int workers,
        int rateLimit,
        Duration maxRetryInterval,
        Duration driftInterval,
        List<AddressRange> targetRanges,
        List<AddressRange> externalRanges,
        boolean leaderElect,
        OptionalInt probePort,
        int httpPort,
        LogLevel logLevel,
        LogFormat logFormat,
        List<String> unheeded) {

    /** Where the cloud's credentials come from; there is no silent fallback. */
    public enum Credentials {
        ENV,
        OIDC,
        CVM_ROLE
    }

    /** From which level on lines are logged. */
    public enum LogLevel {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    public enum LogFormat {
        TEXT,
        JSON
    }

    public Options {
        ingressClasses = Set.copyOf(ingressClasses);
        targetRanges = List.copyOf(targetRanges);
        externalRanges = List.copyOf(externalRanges);
        unheeded = List.copyOf(unheeded);
    }

    /** Each option's name and value as text, in the order of the reference; for the log and the status page. */
    public Map<String, String> describe() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("region", region);
        all.put("vpc-id", vpcId);
        all.put("cluster-id", clusterId);
        all.put("cloud-endpoint", cloudEndpoint.map(URI::toString).orElse(""));
        all.put("cloud-root-domain", cloudRootDomain);
        all.put("default-profile", defaultProfile.orElse(""));
        all.put("pass-to-target", String.valueOf(passToTarget));
        all.put("host-network-targets", ValueKinds.word(hostNetworkTargets));
        all.put("credentials", ValueKinds.word(credentials));
        all.put("ingress-classes", joined(ingressClasses));
        all.put("claim-beside-tke", String.valueOf(claimBesideTke));
        all.put("write-tke-annotations", ValueKinds.word(writeTkeAnnotations));
        all.put("workers", String.valueOf(workers));
        all.put("rate-limit", String.valueOf(rateLimit));
        all.put("max-retry-interval", Durations.format(maxRetryInterval));
        all.put("drift-interval", Durations.format(driftInterval));
        all.put("target-ranges", joined(targetRanges));
        all.put("external-ranges", joined(externalRanges));
        all.put("leader-elect", String.valueOf(leaderElect));
        all.put("probe-port", probePort.isPresent() ? String.valueOf(probePort.getAsInt()) : "");
        all.put("http-port", String.valueOf(httpPort));
        all.put("log-level", ValueKinds.word(logLevel));
        all.put("log-format", ValueKinds.word(logFormat));
        return Collections.unmodifiableMap(all);
    }

    /** What is allowed and should not be left so. */
    public List<String> warnings() {
        Optional<String> readable = cloudEndpoint
                .filter(endpoint -> "http".equalsIgnoreCase(endpoint.getScheme()) && !loopback(endpoint.getHost()))
                .map(endpoint ->
                        "--cloud-endpoint: " + endpoint + " is not encrypted, and all who are on the way there can"
                                + " read and change calls and answers. Use https://, or an address on loopback.");
        return Stream.concat(readable.stream(), unheeded.stream()).toList();
    }

    private static boolean loopback(String host) {
        String address = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return host.equalsIgnoreCase("localhost")
                || IpAddresses.parse(address)
                        .filter(InetAddress::isLoopbackAddress)
                        .isPresent();
    }

    private static String joined(Collection<?> items) {
        return items.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
