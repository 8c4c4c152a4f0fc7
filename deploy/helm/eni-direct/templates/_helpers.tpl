{{- define "eni-direct.fullname" -}}
{{- $name := ternary .Release.Name (printf "%s-%s" .Release.Name .Chart.Name) (contains .Chart.Name .Release.Name) -}}
{{- .Values.fullnameOverride | default $name | trunc 50 | trimSuffix "-" -}}
{{- end -}}

{{- define "eni-direct.selectorLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "eni-direct.labels" -}}
{{ include "eni-direct.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
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
  namespace: {{ .Release.Namespace }}
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
