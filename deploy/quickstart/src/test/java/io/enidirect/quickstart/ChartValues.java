package io.enidirect.quickstart;

/** Sets of values that differ as much as they can; each is rendered, and taken by a real API server. */
final class ChartValues {
    static final String EVERY_OPTION = """
            options:
              cloudEndpoint: http://127.0.0.1:8080
              ingressClasses: [qcloud, other]
              claimBesideTke: true
              writeTkeAnnotations: always
              workers: 8
              rateLimit: 1000
              maxRetryInterval: 1h30m
              driftInterval: "0"
              targetRanges: [10.0.0.0/8]
              externalRanges: [10.9.0.0/16, "fd00::/8"]
              leaderElect: true
              cloudRootDomain: internal.tencentcloudapi.com
              defaultProfile: public-edge
              passToTarget: false
              hostNetworkTargets: none
              probePort: 1
              httpPort: 65535
              logLevel: debug
              logFormat: json
            """;

    static final String ALL_ON = """
            image: {tag: v1, digest: "", pullPolicy: Always, pullSecrets: [registry]}
            credentials: {mode: oidc}
            replicas: 3
            ingressClass: {default: true, profile: public-edge}
            serviceAccount:
              name: clb
              annotations: {tke.cloud.tencent.com/role-arn: "qcs::cam::uin/100000000001:roleName/eni-direct"}
            podDisruptionBudget: {maxUnavailable: 50%}
            metrics: {service: {enabled: true, annotations: {prometheus.io/scrape: "true"}}}
            networkPolicy:
              enabled: true
              metricsFrom: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: monitoring}}}]
              egress: [{ports: [{port: 443, protocol: TCP}, {port: 53, protocol: UDP}]}]
            podAnnotations: {example.com/a: b}
            podLabels: {example.com/team: edge}
            nodeSelector: {kubernetes.io/os: linux}
            tolerations: [{key: dedicated, operator: Exists, effect: NoSchedule}]
            affinity:
              nodeAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/arch, operator: In, values: [amd64]}]}]
            topologySpreadConstraints:
              - maxSkew: 1
                topologyKey: kubernetes.io/hostname
                whenUnsatisfiable: DoNotSchedule
                labelSelector: {matchLabels: {app.kubernetes.io/name: eni-direct}}
            priorityClassName: system-cluster-critical
            fullnameOverride: clb
            """;

    static final String ALL_OFF = """
            image: {digest: "sha256:0000000000000000000000000000000000000000000000000000000000000000"}
            credentials: {mode: cvm-role}
            options: {leaderElect: false}
            crds: {enabled: false}
            replicas: 1
            ingressClass: {enabled: false}
            serviceAccount: {create: false, name: there}
            rbac: {create: false, aggregate: false}
            podDisruptionBudget: {enabled: false}
            networkPolicy: {enabled: false}
            resources: null
            jvmOptions: ""
            tests: {enabled: false}
            """;

    static final String ALONE = """
            options: {leaderElect: false}
            replicas: 1
            """;

    private ChartValues() {}
}
