package io.enidirect.cloud.tencent;

import io.enidirect.cloud.Answer;
import io.enidirect.cloud.BackendId;
import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.Binding;
import io.enidirect.cloud.CertificateId;
import io.enidirect.cloud.HealthCheck;
import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.LoadBalancers;
import io.enidirect.cloud.Network;
import io.enidirect.cloud.NewCertificate;
import io.enidirect.cloud.NewListeners;
import io.enidirect.cloud.NewLoadBalancer;
import io.enidirect.cloud.NewRule;
import io.enidirect.cloud.Protocol;
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
    CREATE(cloud -> cloud.create(new NewLoadBalancer("web", C.PUBLIC, Map.of("k", "v"), "token-1", true)), """
            CreateLoadBalancer {"LoadBalancerType":"OPEN","Forward":1,"LoadBalancerName":"web","VpcId":"vpc-1",\
            "AddressIPVersion":"IPV4","Number":1,"Tags":[{"TagKey":"k","TagValue":"v"}],"ClientToken":"token-1",\
            "LoadBalancerPassToTarget":true}"""),
    CREATE_INTERNAL(cloud -> cloud.create(new NewLoadBalancer("web", C.INTERNAL, Map.of(), "token-1")), """
            CreateLoadBalancer {"LoadBalancerType":"INTERNAL","Forward":1,"LoadBalancerName":"web","VpcId":"vpc-1",\
            "SubnetId":"subnet-1","Number":1,"ClientToken":"token-1"}"""),
    SET_PASS_TO_TARGET(cloud -> cloud.setPassToTarget(C.LB, false), """
            ModifyLoadBalancerAttributes {"LoadBalancerId":"lb-1","LoadBalancerPassToTarget":false}"""),
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
                            "web",
                            new BackendSettings(Scheduler.WRR, 30, HealthCheck.DEFAULT, List.of()))),
            """
            CreateListener {"LoadBalancerId":"lb-1","Ports":[80,81],"Protocol":"TCP","ListenerNames":["web","web"],\
            "HealthCheck":{"HealthSwitch":1,"TimeOut":2,"IntervalTime":5,"HealthNum":3,"UnHealthNum":3,\
            "SourceIpType":0},"SessionExpireTime":30,"Scheduler":"WRR"}"""),
    CREATE_SNI_LISTENER(
            cloud -> cloud.createListeners(
                    C.LB, new NewListeners(Protocol.HTTPS, List.of(443), "web", BackendSettings.UNSPECIFIED)),
            """
            CreateListener {"LoadBalancerId":"lb-1","Ports":[443],"Protocol":"HTTPS","ListenerNames":["web"],\
            "SniSwitch":1}"""),
    CREATE_TLS_LISTENER(
            cloud -> cloud.createListeners(
                    C.LB,
                    new NewListeners(
                            Protocol.TCP_SSL,
                            List.of(443),
                            "web",
                            new BackendSettings(null, null, null, List.of(C.CERTIFICATE)))),
            """
            CreateListener {"LoadBalancerId":"lb-1","Ports":[443],"Protocol":"TCP_SSL","ListenerNames":["web"],\
            "Certificate":{"SSLMode":"UNIDIRECTIONAL","CertId":"cert-1"}}"""),
    MODIFY_LISTENER(
            cloud -> cloud.modifyListener(
                    C.LB, C.LISTENER, new BackendSettings(Scheduler.IP_HASH, null, null, List.of())),
            """
            ModifyListener {"LoadBalancerId":"lb-1","ListenerId":"lbl-1","Scheduler":"IP_HASH"}"""),
    RENAME_LISTENER(cloud -> cloud.renameListener(C.LB, C.LISTENER, "other"), """
            ModifyListener {"LoadBalancerId":"lb-1","ListenerId":"lbl-1","ListenerName":"other"}"""),
    DELETE_LISTENERS(cloud -> cloud.deleteListeners(C.LB, Set.of(C.LISTENER)), """
            DeleteLoadBalancerListeners {"LoadBalancerId":"lb-1","ListenerIds":["lbl-1"]}"""),
    CREATE_RULES(
            cloud -> cloud.createRules(
                    C.LB,
                    C.LISTENER,
                    List.of(
                            new NewRule(
                                    new RuleKey("a.test", "/"),
                                    new BackendSettings(null, null, null, List.of(C.CERTIFICATE, C.OTHER)),
                                    true),
                            new NewRule(
                                    new RuleKey("~^[^.]+\\.b\\.test$", "/"),
                                    new BackendSettings(
                                            Scheduler.WRR,
                                            0,
                                            new HealthCheck(false, 2, 5, 3, 3, HealthCheck.Source.VIP),
                                            List.of()),
                                    false))),
            """
            CreateRule {"LoadBalancerId":"lb-1","ListenerId":"lbl-1","Rules":[\
            {"Url":"/","Domain":"a.test","DefaultServer":true,"MultiCertInfo":{"SSLMode":"UNIDIRECTIONAL",\
            "CertList":[{"CertId":"cert-1"},{"CertId":"cert-2"}]}},\
            {"Url":"/","Domain":"~^[^.]+\\\\.b\\\\.test$","SessionExpireTime":0,\
            "HealthCheck":{"HealthSwitch":0,"TimeOut":2,"IntervalTime":5,"HealthNum":3,"UnHealthNum":3,\
            "HttpCheckPath":"/","HttpCheckDomain":"probe.b.test","SourceIpType":0},"Scheduler":"WRR"}]}"""),
    MODIFY_RULE(
            cloud -> cloud.modifyRule(
                    C.LB,
                    C.LISTENER,
                    C.RULE,
                    new RuleKey("*.b.test", "/"),
                    new BackendSettings(
                            null, 60, HealthCheck.DEFAULT.from(HealthCheck.Source.SHARED_SPACE), List.of())),
            """
            ModifyRule {"LoadBalancerId":"lb-1","ListenerId":"lbl-1","LocationId":"loc-1",\
            "HealthCheck":{"HealthSwitch":1,"TimeOut":2,"IntervalTime":5,"HealthNum":3,"UnHealthNum":3,\
            "HttpCheckPath":"/","HttpCheckDomain":"probe.b.test","SourceIpType":1},"SessionExpireTime":60}"""),
    SET_CERTIFICATES(cloud -> cloud.setCertificates(C.LB, C.LISTENER, "a.test", List.of(C.CERTIFICATE)), """
            ModifyDomainAttributes {"LoadBalancerId":"lb-1","ListenerId":"lbl-1","Domain":"a.test",\
            "Certificate":{"SSLMode":"UNIDIRECTIONAL","CertId":"cert-1"}}"""),
    SET_DEFAULT_DOMAIN(cloud -> cloud.setDefaultDomain(C.LB, C.LISTENER, "a.test"), """
            ModifyDomainAttributes {"LoadBalancerId":"lb-1","ListenerId":"lbl-1","Domain":"a.test",\
            "DefaultServer":true}"""),
    DELETE_RULES(cloud -> cloud.deleteRules(C.LB, C.LISTENER, Set.of(C.RULE)), """
            DeleteRule {"LoadBalancerId":"lb-1","ListenerId":"lbl-1","LocationIds":["loc-1"]}"""),
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
        static final Binding BEHIND_LISTENER = new Binding(BackendId.of(LISTENER), new Target("10.0.0.1", 80));
        static final Binding BEHIND_RULE = new Binding(BackendId.of(LISTENER, RULE), new Target("10.0.0.2", 80));
        static final Network PUBLIC = new Network(Network.Type.PUBLIC, "vpc-1", null, Network.IpVersion.IPV4);
        static final Network INTERNAL = new Network(Network.Type.INTERNAL, "vpc-1", "subnet-1", Network.IpVersion.IPV4);
    }
}
