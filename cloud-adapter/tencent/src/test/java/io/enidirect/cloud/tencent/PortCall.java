package io.enidirect.cloud.tencent;

import io.enidirect.cloud.Answer;
import io.enidirect.cloud.BackendId;
import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.BackendSettings.ForwardType;
import io.enidirect.cloud.Binding;
import io.enidirect.cloud.CertificateId;
import io.enidirect.cloud.DomainSettings;
import io.enidirect.cloud.HealthCheck;
import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.ListenerSettings;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.LoadBalancerSettings;
import io.enidirect.cloud.LoadBalancers;
import io.enidirect.cloud.NewCertificate;
import io.enidirect.cloud.NewListeners;
import io.enidirect.cloud.NewLoadBalancer;
import io.enidirect.cloud.NewRewrite;
import io.enidirect.cloud.NewRule;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.Rewrite;
import io.enidirect.cloud.RuleId;
import io.enidirect.cloud.RuleKey;
import io.enidirect.cloud.Scheduler;
import io.enidirect.cloud.Target;
import io.enidirect.cloud.TaskId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Every method of the port that calls the cloud, once, and what it sends. */
enum PortCall {
    FIND(cloud -> cloud.find(Map.of("b", "2", "a", "1"), 100), """
            DescribeLoadBalancers {"Offset":100,"Limit":100,"Filters":[\
            {"Name":"tag:a","Values":["1"]},{"Name":"tag:b","Values":["2"]}]}"""),
    DESCRIBE(cloud -> cloud.describe(Set.of(C.LB)), """
            DescribeLoadBalancers {"LoadBalancerIds":["lb-1"],"Limit":100}"""),
    CREATE(cloud -> cloud.create(new NewLoadBalancer("web", Networks.PUBLIC, Map.of("k", "v"), "token-1", true)), """
            CreateLoadBalancer {"LoadBalancerType":"OPEN","Forward":1,"LoadBalancerName":"web","VpcId":"vpc-1",\
            "AddressIPVersion":"IPV4","Number":1,"Tags":[{"TagKey":"k","TagValue":"v"}],"ClientToken":"token-1",\
            "LoadBalancerPassToTarget":true}"""),
    CREATE_INTERNAL(cloud -> cloud.create(new NewLoadBalancer("web", Networks.INTERNAL, Map.of(), "token-1")), """
            CreateLoadBalancer {"LoadBalancerType":"INTERNAL","Forward":1,"LoadBalancerName":"web","VpcId":"vpc-1",\
            "SubnetId":"subnet-1","Number":1,"ClientToken":"token-1"}"""),
    CREATE_WITH_ADDRESS(
            cloud -> cloud.create(new NewLoadBalancer("web", Networks.WITH_ADDRESS, Map.of(), "token-1")), """
            CreateLoadBalancer {"LoadBalancerType":"INTERNAL","Forward":1,"LoadBalancerName":"web","VpcId":"vpc-1",\
            "SubnetId":"subnet-1","Number":1,"Vip":"10.0.0.9","SlaType":"clb.c2.medium","ClientToken":"token-1"}"""),
    CREATE_NAT64(
            cloud -> cloud.create(new NewLoadBalancer("web", Networks.NAT64, Map.of(), "token-1", null, 100)), """
            CreateLoadBalancer {"LoadBalancerType":"OPEN","Forward":1,"LoadBalancerName":"web","VpcId":"vpc-1",\
            "AddressIPVersion":"IPV6","Number":1,"InternetAccessible":{"InternetMaxBandwidthOut":100},\
            "ClientToken":"token-1"}"""),
    CREATE_IN_ZONES_ON_A_CARRIERS_LINE(
            cloud -> cloud.create(new NewLoadBalancer("web", Networks.IN_ZONES, Map.of(), "token-1", null, 2048)), """
            CreateLoadBalancer {"LoadBalancerType":"OPEN","Forward":1,"LoadBalancerName":"web","VpcId":"vpc-1",\
            "AddressIPVersion":"IPV4","Number":1,"MasterZoneId":"ap-guangzhou-3","InternetAccessible":\
            {"InternetChargeType":"BANDWIDTH_PACKAGE","InternetMaxBandwidthOut":2048},"VipIsp":"CTCC",\
            "BandwidthPackageId":"bwp-1","ClientToken":"token-1","SlaveZoneId":"ap-guangzhou-4"}"""),
    CREATE_FULL_CHAIN(cloud -> cloud.create(new NewLoadBalancer("web", Networks.FULL_CHAIN, Map.of(), "token-1")), """
            CreateLoadBalancer {"LoadBalancerType":"OPEN","Forward":1,"LoadBalancerName":"web","VpcId":"vpc-1",\
            "SubnetId":"subnet-1","AddressIPVersion":"IPv6FullChain","Number":1,"InternetAccessible":\
            {"InternetChargeType":"TRAFFIC_POSTPAID_BY_HOUR"},"ClientToken":"token-1"}"""),
    CREATE_IN_ONE_ZONE(cloud -> cloud.create(new NewLoadBalancer("web", Networks.IN_A_ZONE, Map.of(), "token-1")), """
            CreateLoadBalancer {"LoadBalancerType":"OPEN","Forward":1,"LoadBalancerName":"web","VpcId":"vpc-1",\
            "AddressIPVersion":"IPV4","Number":1,"ZoneId":"ap-guangzhou-3","VipIsp":"BGP","ClientToken":"token-1"}"""),
    MODIFY(cloud -> cloud.modify(C.LB, new LoadBalancerSettings(false, null, null)), """
            ModifyLoadBalancerAttributes {"LoadBalancerId":"lb-1","LoadBalancerPassToTarget":false}"""),
    MODIFY_ALL(cloud -> cloud.modify(C.LB, new LoadBalancerSettings(true, true, 2048)), """
            ModifyLoadBalancerAttributes {"LoadBalancerId":"lb-1","InternetChargeInfo":\
            {"InternetMaxBandwidthOut":2048},"LoadBalancerPassToTarget":true,"DeleteProtect":true}"""),
    SET_SECURITY_GROUPS(cloud -> cloud.setSecurityGroups(C.LB, List.of("sg-b", "sg-a")), """
            SetLoadBalancerSecurityGroups {"LoadBalancerId":"lb-1","SecurityGroups":["sg-b","sg-a"]}"""),
    SET_NO_SECURITY_GROUPS(cloud -> cloud.setSecurityGroups(C.LB, List.of()), """
            SetLoadBalancerSecurityGroups {"LoadBalancerId":"lb-1","SecurityGroups":[]}"""),
    DELETE(cloud -> cloud.delete(C.LB), """
            DeleteLoadBalancer {"LoadBalancerIds":["lb-1"]}"""),
    LISTENERS(cloud -> cloud.listeners(C.LB), """
            DescribeListeners {"LoadBalancerId":"lb-1"}"""),
    CREATE_LISTENERS(
            cloud -> cloud.createListeners(
                    C.LB,
                    new NewListeners(
                            Protocol.TCP,
                            List.of(80, 81),
                            new ListenerSettings("web", C.ALL_OF_TCP, null, true, null))),
            """
            CreateListener {"LoadBalancerId":"lb-1","Ports":[80,81],"Protocol":"TCP","ListenerNames":["web",\
            "web"],"HealthCheck":{"HealthSwitch":1,"TimeOut":2,"IntervalTime":5,"HealthNum":3,"UnHealthNum":3,\
            "HttpCode":6,"HttpCheckPath":"/up","HttpCheckDomain":"up.test","HttpCheckMethod":"GET",\
            "CheckPort":8080,"CheckType":"HTTP","HttpVersion":"HTTP/1.0","SourceIpType":0},\
            "SessionExpireTime":30,"Scheduler":"WRR","DeregisterTargetRst":true,"IdleConnectTimeout":60,\
            "SnatEnable":true}"""),
    CREATE_L7_LISTENER(
            cloud -> cloud.createListeners(
                    C.LB,
                    new NewListeners(
                            Protocol.HTTP,
                            List.of(80),
                            new ListenerSettings(null, BackendSettings.UNSPECIFIED, true, false, true))),
            """
            CreateListener {"LoadBalancerId":"lb-1","Ports":[80],"Protocol":"HTTP","KeepaliveEnable":1,\
            "SnatEnable":false,"DataCompressMode":"compatibility"}"""),
    CREATE_SNI_LISTENER(
            cloud -> cloud.createListeners(
                    C.LB, new NewListeners(Protocol.HTTPS, List.of(443), ListenerSettings.UNSPECIFIED.named("web"))),
            """
            CreateListener {"LoadBalancerId":"lb-1","Ports":[443],"Protocol":"HTTPS","ListenerNames":["web"],\
            "SniSwitch":1}"""),
    CREATE_TLS_LISTENER(
            cloud -> cloud.createListeners(
                    C.LB,
                    new NewListeners(
                            Protocol.TCP_SSL,
                            List.of(443),
                            ListenerSettings.of(C.certified(C.CERTIFICATE)).named("web"))),
            """
            CreateListener {"LoadBalancerId":"lb-1","Ports":[443],"Protocol":"TCP_SSL","ListenerNames":["web"],\
            "Certificate":{"SSLMode":"UNIDIRECTIONAL","CertId":"cert-1"}}"""),
    MODIFY_LISTENER(
            cloud -> cloud.modifyListener(
                    C.LB, C.LISTENER, ListenerSettings.of(new BackendSettings(Scheduler.IP_HASH, null, null))),
            """
            ModifyListener {"LoadBalancerId":"lb-1","ListenerId":"lbl-1","Scheduler":"IP_HASH"}"""),
    MODIFY_ALL_OF_A_LISTENER(
            cloud -> cloud.modifyListener(
                    C.LB, C.LISTENER, new ListenerSettings("other", C.ALL_OF_TCP, false, false, false)),
            """
            ModifyListener {"LoadBalancerId":"lb-1","ListenerId":"lbl-1","ListenerName":"other",\
            "SessionExpireTime":30,"HealthCheck":{"HealthSwitch":1,"TimeOut":2,"IntervalTime":5,"HealthNum":3,\
            "UnHealthNum":3,"HttpCode":6,"HttpCheckPath":"/up","HttpCheckDomain":"up.test",\
            "HttpCheckMethod":"GET","CheckPort":8080,"CheckType":"HTTP","HttpVersion":"HTTP/1.0",\
            "SourceIpType":0},"Scheduler":"WRR","KeepaliveEnable":0,"DeregisterTargetRst":true,\
            "IdleConnectTimeout":60,"SnatEnable":false,"DataCompressMode":"transparent"}"""),
    MODIFY_TLS_LISTENER(
            cloud -> cloud.modifyListener(C.LB, C.LISTENER, ListenerSettings.of(C.certified(C.CERTIFICATE, C.OTHER))),
            """
            ModifyListener {"LoadBalancerId":"lb-1","ListenerId":"lbl-1",\
            "MultiCertInfo":{"SSLMode":"UNIDIRECTIONAL","CertList":[{"CertId":"cert-1"},{"CertId":"cert-2"}]}}"""),
    DELETE_LISTENERS(cloud -> cloud.deleteListeners(C.LB, Set.of(C.LISTENER)), """
            DeleteLoadBalancerListeners {"LoadBalancerId":"lb-1","ListenerIds":["lbl-1"]}"""),
    CREATE_RULES(
            cloud -> cloud.createRules(
                    C.LB,
                    C.LISTENER,
                    List.of(
                            new NewRule(
                                    new RuleKey("a.test", "/"),
                                    BackendSettings.UNSPECIFIED,
                                    new DomainSettings(List.of(C.CERTIFICATE, C.OTHER), true, true)),
                            new NewRule(
                                    new RuleKey("a.test", "/x"),
                                    new BackendSettings(null, null, null, null, null, ForwardType.GRPC, List.of()),
                                    DomainSettings.DEFAULT_SERVER),
                            new NewRule(
                                    new RuleKey("~^[^.]+\\.b\\.test$", "/"),
                                    new BackendSettings(
                                            Scheduler.WRR,
                                            0,
                                            new HealthCheck(false, 2, 5, 3, 3, HealthCheck.Source.VIP)),
                                    DomainSettings.UNSPECIFIED))),
            """
            CreateRule {"LoadBalancerId":"lb-1","ListenerId":"lbl-1","Rules":[{"Url":"/","Domain":"a.test",\
            "DefaultServer":true,"Http2":true,"MultiCertInfo":{"SSLMode":"UNIDIRECTIONAL","CertList":[\
            {"CertId":"cert-1"},{"CertId":"cert-2"}]}},{"Url":"/x","Domain":"a.test","ForwardType":"GRPC"},\
            {"Url":"/","Domain":"~^[^.]+\\\\.b\\\\.test$","SessionExpireTime":0,\
            "HealthCheck":{"HealthSwitch":0,"TimeOut":2,"IntervalTime":5,"HealthNum":3,"UnHealthNum":3,\
            "HttpCheckPath":"/","HttpCheckDomain":"probe.b.test","SourceIpType":0},"Scheduler":"WRR"}]}"""),
    MODIFY_RULE(
            cloud -> cloud.modifyRule(
                    C.LB,
                    C.LISTENER,
                    C.RULE,
                    new RuleKey("*.b.test", "/"),
                    new BackendSettings(null, 60, HealthCheck.DEFAULT.from(HealthCheck.Source.SHARED_SPACE))),
            """
            ModifyRule {"LoadBalancerId":"lb-1","ListenerId":"lbl-1","LocationId":"loc-1",\
            "HealthCheck":{"HealthSwitch":1,"TimeOut":2,"IntervalTime":5,"HealthNum":3,"UnHealthNum":3,\
            "HttpCheckPath":"/","HttpCheckDomain":"probe.b.test","SourceIpType":1},"SessionExpireTime":60}"""),
    MODIFY_ALL_OF_A_RULE(
            cloud -> cloud.modifyRule(
                    C.LB,
                    C.LISTENER,
                    C.RULE,
                    new RuleKey("a.test", "/"),
                    new BackendSettings(
                            Scheduler.LEAST_CONN,
                            0,
                            HealthCheck.DEFAULT.with(HealthCheck.Kind.HTTPS, null, C.HTTP),
                            null,
                            null,
                            ForwardType.HTTPS,
                            List.of())),
            """
            ModifyRule {"LoadBalancerId":"lb-1","ListenerId":"lbl-1","LocationId":"loc-1",\
            "HealthCheck":{"HealthSwitch":1,"TimeOut":2,"IntervalTime":5,"HealthNum":3,"UnHealthNum":3,\
            "HttpCode":6,"HttpCheckPath":"/up","HttpCheckDomain":"up.test","HttpCheckMethod":"GET",\
            "CheckType":"HTTPS","HttpVersion":"HTTP/1.0","SourceIpType":0},"Scheduler":"LEAST_CONN",\
            "SessionExpireTime":0,"ForwardType":"HTTPS"}"""),
    MODIFY_DOMAIN(
            cloud -> cloud.modifyDomain(
                    C.LB, C.LISTENER, "a.test", new DomainSettings(List.of(C.CERTIFICATE), false, false)),
            """
            ModifyDomainAttributes {"LoadBalancerId":"lb-1","ListenerId":"lbl-1","Domain":"a.test",\
            "Certificate":{"SSLMode":"UNIDIRECTIONAL","CertId":"cert-1"},"Http2":false}"""),
    MAKE_DEFAULT_DOMAIN(cloud -> cloud.modifyDomain(C.LB, C.LISTENER, "a.test", DomainSettings.DEFAULT_SERVER), """
            ModifyDomainAttributes {"LoadBalancerId":"lb-1","ListenerId":"lbl-1","Domain":"a.test",\
            "DefaultServer":true}"""),
    DELETE_RULES(cloud -> cloud.deleteRules(C.LB, C.LISTENER, Set.of(C.RULE)), """
            DeleteRule {"LoadBalancerId":"lb-1","ListenerId":"lbl-1","LocationIds":["loc-1"]}"""),
    CREATE_REWRITES(
            cloud -> cloud.createRewrites(
                    C.LB,
                    C.LISTENER,
                    List.of(
                            new NewRewrite(C.RULE, "a.test", C.rewrite(301, true)),
                            new NewRewrite(new RuleId("loc-2"), "b.test", C.rewrite(307, false)))),
            """
            ManualRewrite {"LoadBalancerId":"lb-1","SourceListenerId":"lbl-1","TargetListenerId":"lbl-2",\
            "RewriteInfos":[{"SourceLocationId":"loc-1","TargetLocationId":"loc-9","RewriteCode":301,\
            "TakeUrl":true,"SourceDomain":"a.test"},{"SourceLocationId":"loc-2","TargetLocationId":"loc-9",\
            "RewriteCode":307,"TakeUrl":false,"SourceDomain":"b.test"}]}"""),
    DELETE_REWRITES(cloud -> cloud.deleteRewrites(C.LB, C.LISTENER, Map.of(C.RULE, C.rewrite(302, true))), """
            DeleteRewrite {"LoadBalancerId":"lb-1","SourceListenerId":"lbl-1","TargetListenerId":"lbl-2",\
            "RewriteInfos":[{"SourceLocationId":"loc-1","TargetLocationId":"loc-9"}]}"""),
    REWRITES(cloud -> cloud.rewrites(C.LB), """
            DescribeRewrite {"LoadBalancerId":"lb-1"}"""),
    TARGETS(cloud -> cloud.targets(C.LB), """
            DescribeTargets {"LoadBalancerId":"lb-1"}"""),
    REGISTER(cloud -> cloud.register(C.LB, Map.of(C.BEHIND_LISTENER, 0, C.BEHIND_RULE, 10)), """
            BatchRegisterTargets {"LoadBalancerId":"lb-1","Targets":[\
            {"ListenerId":"lbl-1","Port":80,"EniIp":"10.0.0.1","Weight":0},\
            {"ListenerId":"lbl-1","Port":80,"EniIp":"10.0.0.2","Weight":10,"LocationId":"loc-1"}]}"""),
    DEREGISTER(cloud -> cloud.deregister(C.LB, Set.of(C.BEHIND_LISTENER)), """
            BatchDeregisterTargets {"LoadBalancerId":"lb-1","Targets":[\
            {"ListenerId":"lbl-1","Port":80,"EniIp":"10.0.0.1"}]}"""),
    SET_WEIGHTS(cloud -> cloud.setWeights(C.LB, Map.of(C.BEHIND_RULE, 5)), """
            BatchModifyTargetWeight {"LoadBalancerId":"lb-1","ModifyList":[{"ListenerId":"lbl-1",\
            "Targets":[{"Port":80,"Weight":5,"EniIp":"10.0.0.2"}],"LocationId":"loc-1"}]}"""),
    HEALTH(cloud -> cloud.health(Set.of(C.LB)), """
            DescribeTargetHealth {"LoadBalancerIds":["lb-1"]}"""),
    TASK(cloud -> cloud.task(new TaskId("req-9")), """
            DescribeTaskStatus {"TaskId":"req-9"}"""),
    TAG(cloud -> cloud.tag(C.LB, Map.of("k", "v")), """
            TagResources {"ResourceList":["qcs::clb:ap-guangzhou:uin/:clb/lb-1"],\
            "Tags":[{"TagKey":"k","TagValue":"v"}]}"""),
    UNTAG(cloud -> cloud.untag(C.LB, Set.of("k")), """
            UnTagResources {"ResourceList":["qcs::clb:ap-guangzhou:uin/:clb/lb-1"],"TagKeys":["k"]}"""),
    QUOTAS(LoadBalancers::quotas, """
            DescribeQuota {}"""),
    FIND_CERTIFICATES(cloud -> cloud.findCertificates("alias"), """
            DescribeCertificates {"Limit":1000,"SearchKey":"alias","CertificateType":"SVR"}"""),
    UPLOAD_CERTIFICATE(cloud -> cloud.uploadCertificate(new NewCertificate("alias", "chain", "key")), """
            UploadCertificate {"CertificatePublicKey":"chain","CertificatePrivateKey":"key",\
            "CertificateType":"SVR","Alias":"alias","Repeatable":false}"""),
    DELETE_CERTIFICATE(cloud -> cloud.deleteCertificate(C.CERTIFICATE), """
            DeleteCertificate {"CertificateId":"cert-1"}""");

    @SuppressWarnings("ImmutableEnumChecker") // only lambdas without state
    private final Function<LoadBalancers, Answer<?>> call;

    private final String sent;

    PortCall(Function<LoadBalancers, Answer<?>> call, String sent) {
        this.call = call;
        this.sent = sent;
    }

    Answer<?> on(LoadBalancers cloud) {
        return call.apply(cloud);
    }

    /** The action and the body. */
    String sent() {
        return sent;
    }

    boolean write() {
        String action = sent.substring(0, sent.indexOf(' '));
        return !action.startsWith("Describe");
    }

    private static final class C {
        static final LoadBalancerId LB = new LoadBalancerId("lb-1");
        static final ListenerId LISTENER = new ListenerId("lbl-1");
        static final RuleId RULE = new RuleId("loc-1");
        static final CertificateId CERTIFICATE = new CertificateId("cert-1");
        static final CertificateId OTHER = new CertificateId("cert-2");
        static final HealthCheck.Http HTTP =
                new HealthCheck.Http("/up", "up.test", HealthCheck.Method.GET, 6, HealthCheck.Version.HTTP_1_0);
        static final BackendSettings ALL_OF_TCP = new BackendSettings(
                Scheduler.WRR,
                30,
                HealthCheck.DEFAULT.with(HealthCheck.Kind.HTTP, 8080, HTTP),
                60,
                true,
                null,
                List.of());

        static BackendSettings certified(CertificateId... certificates) {
            return new BackendSettings(null, null, null, null, null, null, List.of(certificates));
        }

        static Rewrite rewrite(int code, boolean keepsPath) {
            return new Rewrite(new ListenerId("lbl-2"), new RuleId("loc-9"), code, keepsPath);
        }

        static final Binding BEHIND_LISTENER = new Binding(BackendId.of(LISTENER), new Target("10.0.0.1", 80));
        static final Binding BEHIND_RULE = new Binding(BackendId.of(LISTENER, RULE), new Target("10.0.0.2", 80));
    }
}
