package io.enidirect.operator.options;

import io.enidirect.operator.options.Options.Credentials;
import io.enidirect.operator.options.Options.LogFormat;
import io.enidirect.operator.options.Options.LogLevel;
import io.enidirect.operator.options.PlanOptions.Output;
import io.enidirect.operator.snapshot.AddressRange;
import io.enidirect.operator.snapshot.HostNetworkTargets;
import io.enidirect.operator.snapshot.WriteTkeAnnotations;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Every option there is, once: parser, help and reference all read these rows. */
final class OptionTable {
    static final Setting<String> REGION = new Setting<>(
            "region",
            null,
            ValueKinds.text("a region of the cloud", "ap-guangzhou", "[a-z][a-z0-9]*(-[a-z0-9]+)+"),
            "The region of the load balancers.");
    static final Setting<String> VPC_ID = new Setting<>(
            "vpc-id",
            null,
            ValueKinds.text("the id of a VPC", "vpc-1a2b3c4d", "vpc-[a-z0-9]+"),
            "The VPC of the cluster.");
    static final Setting<String> CLUSTER_ID = new Setting<>(
            "cluster-id",
            null,
            ValueKinds.text(
                    "an id of 1 to 63 letters, digits, '-', '_' and '.' that begins and ends with a letter or digit",
                    "cls-1a2b3c4d",
                    "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?"),
            "Marks cloud objects as this cluster's. Unique in the account, and never to be changed.");
    static final Setting<Optional<URI>> CLOUD_ENDPOINT = new Setting<>(
            "cloud-endpoint",
            "",
            ValueKinds.endpoint(),
            "Where calls to all cloud products go instead of to the cloud. By `http://`, all who are on the way read and"
                    + " change them: anywhere but on loopback a warning at the start says so.");
    static final Setting<String> CLOUD_ROOT_DOMAIN = new Setting<>(
            "cloud-root-domain",
            "tencentcloudapi.com",
            ValueKinds.text(
                    "a domain name in lower case",
                    "internal.tencentcloudapi.com",
                    "(?=.{1,200}$)[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+"),
            "Under which each cloud product has its host, such as `clb.<root>`: `internal.tencentcloudapi.com` from"
                    + " inside a VPC, `intl.tencentcloudapi.com` for international accounts.");
    static final Setting<Boolean> PASS_TO_TARGET = new Setting<>(
            "pass-to-target",
            "true",
            ValueKinds.yesOrNo(),
            "Whether traffic of a load balancer that we create passes the pods' security groups, where nobody says"
                    + " otherwise.");
    static final Setting<Optional<String>> DEFAULT_PROFILE = new Setting<>(
            "default-profile",
            "",
            ValueKinds.nameOrNone("a LoadBalancerProfile", "public-edge"),
            "The LoadBalancerProfile of every source that names none, nor does its class. None by default.");
    static final Setting<HostNetworkTargets> HOST_NETWORK_TARGETS = new Setting<>(
            "host-network-targets",
            "declared",
            ValueKinds.oneOf(HostNetworkTargets.class),
            "Which ports of a pod on its node's network may be targets: `none`, `declared` (those that its containers"
                    + " declare) or `all`. The node's own (22, 2379–2380, 6443, 10248–10260) never are.");
    static final Setting<Credentials> CREDENTIALS = new Setting<>(
            "credentials",
            "env",
            ValueKinds.oneOf(Credentials.class),
            "Where the credentials come from: `env` (`TENCENTCLOUD_SECRET_ID`, `TENCENTCLOUD_SECRET_KEY`, optional"
                    + " `TENCENTCLOUD_TOKEN`), `oidc` (TKE pod identity) or `cvm-role`. There is no silent fallback.");
    static final Setting<Set<String>> INGRESS_CLASSES = new Setting<>(
            "ingress-classes",
            "",
            ValueKinds.names(),
            "IngressClasses that are taken over by name, besides those with our controller.");
    static final Setting<Boolean> CLAIM_BESIDE_TKE = new Setting<>(
            "claim-beside-tke",
            "false",
            ValueKinds.yesOrNo(),
            "Whether annotated Services without a class are claimed although TKE's own controller is active.");
    static final Setting<WriteTkeAnnotations> WRITE_TKE_ANNOTATIONS = new Setting<>(
            "write-tke-annotations",
            "auto",
            ValueKinds.oneOf(WriteTkeAnnotations.class),
            "On which Services and Ingresses stands, for scripts, what TKE's own controller writes there, such as the load"
                    + " balancer's id: `auto` (those that are ours by the annotation, or in a class of"
                    + " `--ingress-classes`), `always` (all of ours) or `never`.");
    static final Setting<Integer> WORKERS = new Setting<>(
            "workers", "64", ValueKinds.wholeNumber(1, 1000, "64"), "How many load balancers are reconciled at once.");
    static final Setting<Integer> RATE_LIMIT = new Setting<>(
            "rate-limit",
            "18",
            ValueKinds.wholeNumber(1, 1000, "18"),
            "Calls per second and action. The cloud's own limit is 20 unless it was raised for the account.");
    static final Setting<Duration> MAX_RETRY_INTERVAL = new Setting<>(
            "max-retry-interval",
            "5m",
            ValueKinds.duration("5m"),
            "The longest wait between two tries after a refusal. Retries never end.");
    static final Setting<Duration> DRIFT_INTERVAL = new Setting<>(
            "drift-interval",
            "30m",
            ValueKinds.durationOrOff("30m"),
            "How often each load balancer is read in full, jittered. `0` is never.");
    static final Setting<List<AddressRange>> TARGET_RANGES = new Setting<>(
            "target-ranges",
            "10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,100.64.0.0/10,fc00::/7,2000::/3",
            ValueKinds.ranges(),
            "Where pods may live. An address outside is never registered.");
    static final Setting<List<AddressRange>> EXTERNAL_RANGES = new Setting<>(
            "external-ranges",
            "",
            ValueKinds.ranges(),
            "Where the addresses of ExternalBackends may live. None are allowed by default.");
    static final Setting<Boolean> LEADER_ELECT = new Setting<>(
            "leader-elect",
            "true",
            ValueKinds.yesOrNo(),
            "Whether only the holder of the Lease `eni-direct` writes. It lies in the namespace `POD_NAMESPACE`, else the"
                    + " kubeconfig's.");
    static final Setting<OptionalInt> PROBE_PORT = new Setting<>(
            "probe-port",
            "",
            ValueKinds.wholeNumberOrNone(0, 65535, "8081"),
            "A port of their own for `/healthz` and `/readyz`. `0` picks a free one, which is logged. Without one"
                    + " `--http-port` answers them.");
    static final Setting<Integer> HTTP_PORT = new Setting<>(
            "http-port",
            "8080",
            ValueKinds.wholeNumber(0, 65535, "8080"),
            "The port of `/metrics`, of the status page `/`, which loopback peers alone see (`kubectl port-forward`), and of"
                    + " `/healthz` and `/readyz` where they have no `--probe-port`. `0` picks a free one, which is"
                    + " logged.");
    static final Setting<LogLevel> LOG_LEVEL = new Setting<>(
            "log-level",
            "info",
            ValueKinds.oneOf(LogLevel.class),
            "From which level on lines are logged. At `info` an error from outside is a line without a trace; `debug` shows"
                    + " plans and all traces, `trace` what the libraries do, too.");
    static final Setting<LogFormat> LOG_FORMAT =
            new Setting<>("log-format", "text", ValueKinds.oneOf(LogFormat.class), "How log lines are written.");

    static final List<Setting<?>> ALL = List.of(
            REGION,
            VPC_ID,
            CLUSTER_ID,
            CLOUD_ENDPOINT,
            CLOUD_ROOT_DOMAIN,
            DEFAULT_PROFILE,
            PASS_TO_TARGET,
            HOST_NETWORK_TARGETS,
            CREDENTIALS,
            INGRESS_CLASSES,
            CLAIM_BESIDE_TKE,
            WRITE_TKE_ANNOTATIONS,
            WORKERS,
            RATE_LIMIT,
            MAX_RETRY_INTERVAL,
            DRIFT_INTERVAL,
            TARGET_RANGES,
            EXTERNAL_RANGES,
            LEADER_ELECT,
            PROBE_PORT,
            HTTP_PORT,
            LOG_LEVEL,
            LOG_FORMAT);

    /** Of a plan alone. */
    static final Setting<Output> OUTPUT = new Setting<>(
            "output", "text", ValueKinds.oneOf(Output.class), "How the plan is printed: for people, or for programs.");

    /** Of a check alone. */
    static final Setting<URI> URL =
            new Setting<>("url", null, ValueKinds.url(), "What is asked. It need not be there from the beginning.");

    /** Of the contract, and without effect yet. */
    static final List<NotYet> NOT_YET = List.of(
            new NotYet(
                    new Setting<>(
                            "readiness-timeout",
                            "10m",
                            ValueKinds.duration("10m"),
                            "there are no readiness gates that it could open"),
                    Set.of()),
            new NotYet(
                    new Setting<>(
                            "certificate-ids", "any", ValueKinds.oneOf(CertificateIds.class), "no certificate is used"),
                    Set.of("none")),
            new NotYet(
                    new Setting<>("redirect-wildcards", "false", ValueKinds.yesOrNo(), "there are no redirects"),
                    Set.of()),
            new NotYet(
                    new Setting<>(
                            "webhook-port",
                            "9443",
                            ValueKinds.wholeNumber(0, 65535, "9443"),
                            "there are no webhooks, and nothing listens there"),
                    Set.of("0")),
            new NotYet(
                    new Setting<>(
                            "existing-load-balancers",
                            "claim",
                            ValueKinds.oneOf(ExistingLoadBalancers.class),
                            "no load balancer is used that the controller did not make"),
                    Set.of()));

    private enum CertificateIds {
        ANY,
        PROFILE,
        NONE
    }

    /** Which load balancers that we did not make may be used. */
    private enum ExistingLoadBalancers {
        CLAIM,
        DECLARED
    }

    /** Those that a plan takes, in the order of the reference. */
    static final List<Setting<?>> OF_A_PLAN = List.of(
            VPC_ID,
            CLUSTER_ID,
            DEFAULT_PROFILE,
            PASS_TO_TARGET,
            HOST_NETWORK_TARGETS,
            INGRESS_CLASSES,
            CLAIM_BESIDE_TKE,
            TARGET_RANGES,
            EXTERNAL_RANGES,
            OUTPUT);

    private OptionTable() {}
}
