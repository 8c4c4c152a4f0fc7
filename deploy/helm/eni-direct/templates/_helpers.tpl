{{- define "eni-direct.name" -}}
{{- .Values.nameOverride | default .Chart.Name -}}
{{- end -}}

{{- define "eni-direct.fullname" -}}
{{- $chart := include "eni-direct.name" . -}}
{{- $name := ternary .Release.Name (printf "%s-%s" .Release.Name $chart) (contains $chart .Release.Name) -}}
{{- .Values.fullnameOverride | default $name | trunc 50 | trimSuffix "-" -}}
{{- end -}}

{{- define "eni-direct.namespace" -}}
{{- .Values.namespaceOverride | default .Release.Namespace -}}
{{- end -}}

{{- define "eni-direct.selectorLabels" -}}
app.kubernetes.io/name: {{ include "eni-direct.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "eni-direct.ownLabels" -}}
{{ include "eni-direct.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "eni-direct.labels" -}}
{{- toYaml (merge (include "eni-direct.ownLabels" . | fromYaml) .Values.commonLabels) -}}
{{- end -}}

{{/* With further labels, which never take the place of the chart's. */}}
{{- define "eni-direct.labelsWith" -}}
{{- toYaml (merge (include "eni-direct.labels" .root | fromYaml) .labels) -}}
{{- end -}}

{{/* By name, or as the objects that Kubernetes has. */}}
{{- define "eni-direct.pullSecrets" -}}
{{- range . }}
- name: {{ if kindIs "string" . }}{{ . }}{{ else }}{{ .name }}{{ end }}
{{- end }}
{{- end -}}

{{- define "eni-direct.serviceAccountName" -}}
{{- .Values.serviceAccount.name | default (include "eni-direct.fullname" .) -}}
{{- end -}}

{{- define "eni-direct.image" -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) -}}
{{- end -}}
{{- end -}}

{{- define "eni-direct.httpPort" -}}
{{- .Values.options.httpPort | default 8080 -}}
{{- end -}}

{{- define "eni-direct.probePort" -}}
{{- .Values.options.probePort | default 8081 -}}
{{- end -}}

{{- define "eni-direct.subject" -}}
- kind: ServiceAccount
  name: {{ include "eni-direct.serviceAccountName" . }}
  namespace: {{ include "eni-direct.namespace" . }}
{{- end -}}

{{/* As on the command line: a list with commas between. */}}
{{- define "eni-direct.args" -}}
- run
- --region
- {{ .Values.region | quote }}
- --vpc-id
- {{ .Values.vpcId | quote }}
- --cluster-id
- {{ .Values.clusterId | quote }}
- --credentials
- {{ .Values.credentials.mode | quote }}
- --probe-port
- {{ include "eni-direct.probePort" . | quote }}
{{- range $name, $value := omit .Values.options "probePort" }}
- --{{ kebabcase $name }}
- {{ (kindIs "slice" $value | ternary (join "," $value) (toString $value)) | quote }}
{{- end }}
{{- if and .Values.internalHosts (not (hasKey .Values.options "cloudRootDomain")) }}
- --cloud-root-domain
- internal.tencentcloudapi.com
{{- end }}
{{- range .Values.extraArgs }}
- {{ . | quote }}
{{- end }}
{{- end -}}

{{- define "eni-direct.ownEnv" -}}
- name: POD_NAME
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
- name: POD_NAMESPACE
  valueFrom:
    fieldRef:
      fieldPath: metadata.namespace
{{- with .Values.jvmOptions }}
- name: JAVA_TOOL_OPTIONS
  value: {{ . | quote }}
{{- end }}
{{- with .Values.mallocArenaMax }}
- name: MALLOC_ARENA_MAX
  value: {{ . | quote }}
{{- end }}
{{- with .Values.proxy.httpProxy }}
- name: HTTP_PROXY
  value: {{ . | quote }}
{{- end }}
{{- with .Values.proxy.httpsProxy }}
- name: HTTPS_PROXY
  value: {{ . | quote }}
{{- end }}
{{- if or .Values.proxy.httpProxy .Values.proxy.httpsProxy }}
# the kubelet puts in the address of the API server
- name: NO_PROXY
  value: {{ prepend (without (list .Values.proxy.noProxy) "") "$(KUBERNETES_SERVICE_HOST)" | join "," | quote }}
{{- end }}
{{- if eq .Values.credentials.mode "env" }}
- name: TENCENTCLOUD_SECRET_ID
  valueFrom:
    secretKeyRef:
      name: {{ .Values.credentials.secretName }}
      key: TENCENTCLOUD_SECRET_ID
- name: TENCENTCLOUD_SECRET_KEY
  valueFrom:
    secretKeyRef:
      name: {{ .Values.credentials.secretName }}
      key: TENCENTCLOUD_SECRET_KEY
- name: TENCENTCLOUD_TOKEN
  valueFrom:
    secretKeyRef:
      name: {{ .Values.credentials.secretName }}
      key: TENCENTCLOUD_TOKEN
      optional: true
{{- end }}
{{- end -}}

{{/* One variable with two values would be whichever comes last, or refused. */}}
{{- define "eni-direct.env" -}}
{{- $own := include "eni-direct.ownEnv" . -}}
{{- range .Values.extraEnv -}}
{{- $name := .name -}}
{{- range fromYamlArray $own -}}
{{- if eq .name $name -}}
{{- fail (printf "extraEnv: the chart sets %s by another value already: say it there" $name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{ $own }}
{{- with .Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* What ServiceMonitor and PodMonitor have in common. */}}
{{- define "eni-direct.scrape" -}}
- port: http
  path: /metrics
  {{- with .interval }}
  interval: {{ . }}
  {{- end }}
  {{- with .scrapeTimeout }}
  scrapeTimeout: {{ . }}
  {{- end }}
  {{- if .honorLabels }}
  honorLabels: true
  {{- end }}
  {{- with .relabelings }}
  relabelings:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .metricRelabelings }}
  metricRelabelings:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .endpointAdditionalProperties }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end -}}

{{/*
Whether a kind is this release's to make: any text is yes. TKE brings its own TkeServiceConfig, and whoever else has made it
keeps it. Helm counts as the release's what bears its name and namespace. Where it sees no cluster it knows no such kind.
*/}}
{{- define "eni-direct.makesCrd" -}}
{{- $name := .name -}}
{{- with .root -}}
  {{- $there := dict -}}
  {{- if and (eq .Values.crds.tkeServiceConfig "auto") (.Capabilities.APIVersions.Has "cloud.tencent.com/v1alpha1/TkeServiceConfig") -}}
    {{- $there = lookup "apiextensions.k8s.io/v1" "CustomResourceDefinition" "" $name -}}
  {{- end -}}
  {{- $by := dig "metadata" "annotations" dict $there -}}
  {{- $ours := and (eq .Release.Name (get $by "meta.helm.sh/release-name")) (eq .Release.Namespace (get $by "meta.helm.sh/release-namespace")) -}}
  {{- if not .Values.crds.enabled -}}
  {{- else if ne $name "tkeserviceconfigs.cloud.tencent.com" -}}yes
  {{- else if and (ne .Values.crds.tkeServiceConfig "never") (or (not $there) $ours) -}}yes
  {{- end -}}
{{- end -}}
{{- end -}}

{{/*
Whether there are profiles to make, and Helm can: it looks up every kind before it makes the first object, so not in the same
go as their kind. As a hook after it they came too early, too: a kind is known only a moment later, and no hook waits.
*/}}
{{- define "eni-direct.makesProfiles" -}}
{{- if and .Values.profiles (or (not .Values.crds.enabled) (.Capabilities.APIVersions.Has "eni-direct.io/v1alpha1/LoadBalancerProfile")) -}}
yes
{{- end -}}
{{- end -}}
