package io.enidirect.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.simulator.cloud.Settings;
import io.enidirect.simulator.cloud.State;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the API documents as wrong is refused with its code and without an effect, and its legal neighbour is accepted.
 * A row is an action, the parameters that both calls have, the wrong ones, the legal ones, and the code.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalsTest {
    private Lab lab;
    private String tcp = "";
    private String http = "";
    private String rule = "";
    private String ipv6 = "";
    private String internal = "";

    @BeforeAll
    void start() throws Exception {
        lab = new Lab(Settings.DEFAULT.withTaskMillis(0).withRate(0).withCheckCertificates(false));
        ipv6 = Lab.first(
                lab.call(
                        "CreateLoadBalancer",
                        "{'LoadBalancerType':'OPEN','AddressIPVersion':'IPv6FullChain','VpcId':'v','SubnetId':'s'}"),
                "LoadBalancerIds");
        internal = Lab.first(
                lab.call(
                        "CreateLoadBalancer",
                        "{'LoadBalancerType':'INTERNAL','SlaType':'clb.c2.medium','VpcId':'v','SubnetId':'s','Vip':'10.0.0.1'}"),
                "LoadBalancerIds");
    }

    @AfterAll
    void close() {
        lab.close();
    }

    @BeforeEach
    void makeAll() throws Exception {
        lab.makeLoadBalancer();
        tcp = lab.makeListener("TCP", 80);
        http = lab.makeListener("HTTP", 8080);
        rule = Lab.first(
                lab.call(
                        "CreateRule",
                        "{'LoadBalancerId':'$LB','ListenerId':'" + http + "','Rules':[{'Domain':'a.x','Url':'/'}]}"),
                "LocationIds");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // what was an error of the simulator itself, or was cut to something else
                "CreateListener | $B,'Protocol':'TCP' | 'Ports':[4294967376] | 'Ports':[81] | InvalidParameterValue.Range",
                "CreateListener | $B,'Protocol':'TCP' | 'Ports':[99999999999999999999] | 'Ports':[81] | InvalidParameterValue.Range",
                "CreateListener | $B,'Protocol':'TCP' | 'Ports':[null] | 'Ports':[81] | InvalidParameter",
                "CreateListener | $B,'Protocol':'TCP','Ports':[81] | 'MaxConn':4294967295 | 'MaxConn':-1 | InvalidParameterValue.Range",
                "CreateRule | $B,'ListenerId':'$HTTP' | 'Rules':[null] | 'Rules':[{'Domain':'b.x','Url':'/'}] | InvalidParameter",
                "BatchRegisterTargets | $B | 'Targets':[{'ListenerId':'$TCP','LocationId':'$RULE',$T}] | 'Targets':[{'ListenerId':'$TCP',$T}] | InvalidParameter.LocationNotFound",
                "RegisterTargets | $B,'ListenerId':'$TCP','Targets':[{$T}] | 'LocationId':'$RULE' | 'LocationId':null | InvalidParameter.LocationNotFound",
                "BatchRegisterTargets | $B | 'Targets':[null] | 'Targets':[{'ListenerId':'$TCP',$T}] | InvalidParameter",
                "DescribeLoadBalancers | 'Limit':1 | 'Offset':-1 | 'Offset':2147483647 | InvalidParameterValue.Range",
                "DescribeLoadBalancers | 'Offset':0 | 'Limit':-1 | 'Limit':0 | InvalidParameterValue.Range",
                "DescribeLoadBalancers | 'Offset':0 | 'Limit':4294967297 | 'Limit':100 | InvalidParameterValue.Range",
                "DescribeCertificates | 'Limit':1 | 'Offset':-1 | 'Offset':2147483647 | InvalidParameterValue.Range",
                "DescribeCertificates | 'Offset':0 | 'Limit':1001 | 'Limit':1000 | InvalidParameterValue.Range",
                "DescribeResourceTagsByResourceIds | 'ResourceIds':['x'] | 'Limit':-1 | 'Limit':200 | InvalidParameterValue.Range",
                // health checks
                "CreateListener | $B,'Protocol':'TCP','Ports':[81] | $C{'CheckType':'PING'} | $C{'CheckType':'TCP'} | InvalidParameterValue",
                "CreateListener | $B,'Protocol':'UDP','Ports':[81] | $C{'CheckType':'TCP'} | $C{'CheckType':'PING'} | InvalidParameterValue",
                "CreateListener | $B,'Protocol':'TCP','Ports':[81] | $C{'CheckType':'NONSENSE'} | $C{'CheckType':'TCP'} | InvalidParameterValue",
                "CreateListener | $B,'Protocol':'TCP_SSL','Ports':[81],'Certificate':{'CertId':'c'} | $C{'CheckType':'CUSTOM'} | $C{'CheckType':'HTTP'} | InvalidParameterValue",
                "ModifyListener | $B,'ListenerId':'$TCP' | $C{'CheckType':'PING'} | $C{'CheckType':'TCP'} | InvalidParameterValue",
                "CreateRule | $B,'ListenerId':'$HTTP' | 'Rules':[{$R,$C{'CheckType':'TCP'}}] | 'Rules':[{$R,$C{'CheckType':'GRPC'}}] | InvalidParameterValue",
                "CreateRule | $B,'ListenerId':'$HTTP' | 'Rules':[{$R,$C{'CheckType':'HTTPS'}}] | 'Rules':[{$R,$C{'CheckType':'HTTP'}}] | InvalidParameterValue",
                "ModifyRule | $B,'ListenerId':'$HTTP','LocationId':'$RULE' | $C{'CheckType':'TCP'} | $C{'CheckType':'HTTP'} | InvalidParameterValue",
                "CreateListener | $B,'Protocol':'TCP','Ports':[81] | $C{'CheckType':'HTTP','HttpCheckDomain':'a.x'} | $C{'CheckType':'HTTP','HttpCheckDomain':'a.x','HttpVersion':'HTTP/1.0'} | MissingParameter",
                "CreateListener | $B,'Protocol':'TCP','Ports':[81] | $C{'CheckType':'HTTP','HttpVersion':'HTTP/1.1'} | $C{'CheckType':'HTTP','HttpCheckDomain':'a.x','HttpVersion':'HTTP/1.1'} | MissingParameter",
                "CreateListener | $B,'Protocol':'TCP','Ports':[81] | $C{'CheckType':'HTTP','HttpCheckDomain':'a.x','HttpVersion':'HTTP/2'} | $C{'CheckType':'HTTP','HttpCheckDomain':'a.x','HttpVersion':'HTTP/1.1'} | InvalidParameterValue",
                "ModifyListener | $B,'ListenerId':'$TCP' | $C{'CheckType':'HTTP'} | $C{'CheckType':'HTTP','HttpCheckDomain':'a.x','HttpVersion':'HTTP/1.1'} | MissingParameter",
                "CreateListener | $B,'Protocol':'UDP','Ports':[81] | $C{'CheckType':'CUSTOM','ContextType':'TEXT','SendContext':'a'} | $C{'CheckType':'CUSTOM','ContextType':'TEXT','SendContext':'a','RecvContext':'b'} | MissingParameter",
                "CreateListener | $B,'Protocol':'UDP','Ports':[81] | $C{'CheckType':'CUSTOM','SendContext':'a','RecvContext':'b'} | $C{'CheckType':'CUSTOM','ContextType':'TEXT','SendContext':'a','RecvContext':'b'} | MissingParameter",
                "CreateListener | $B,'Protocol':'UDP','Ports':[81] | $C{'CheckType':'CUSTOM','ContextType':'HEX','SendContext':'0','RecvContext':'0F'} | $C{'CheckType':'CUSTOM','ContextType':'HEX','SendContext':'00','RecvContext':'0F'} | InvalidParameter.FormatError",
                "CreateListener | $B,'Protocol':'TCP','Ports':[81] | $C{'CheckPort':0} | $C{'CheckPort':1} | InvalidParameterValue.Range",
                "CreateListener | $B,'Protocol':'TCP','Ports':[81] | $C{'CheckPort':70000} | $C{'CheckPort':65535} | InvalidParameterValue.Range",
                "CreateListener | $B,'Protocol':'TCP','Ports':[81] | $C{'CheckPort':-2} | $C{'CheckPort':-1} | InvalidParameterValue.Range",
                "ModifyRule | $B,'ListenerId':'$HTTP','LocationId':'$RULE' | $C{'CheckPort':80} | $C{'HealthNum':2} | InvalidParameterValue",
                "ModifyRule | $B,'ListenerId':'$HTTP','LocationId':'$RULE' | $C{'HttpCheckMethod':'POST'} | $C{'HttpCheckMethod':'GET'} | InvalidParameterValue",
                "ModifyListener | $B,'ListenerId':'$TCP' | $C{'SourceIpType':2} | $C{'SourceIpType':1} | InvalidParameterValue.Range",
                "CreateListener | 'LoadBalancerId':'$V6','Protocol':'TCP','Ports':[81] | $C{'SourceIpType':1} | $C{'SourceIpType':0} | InvalidParameterValue",
                "CreateListener | 'LoadBalancerId':'$V6','Protocol':'TCP','Ports':[82] | $C{'IntervalTime':4} | $C{'IntervalTime':5} | InvalidParameterValue.Range",
                "CreateListener | $B,'Protocol':'TCP','Ports':[81] | $C{'IntervalTime':1} | $C{'IntervalTime':3} | InvalidParameterValue.Range",
                "ModifyListener | $B,'ListenerId':'$TCP' | $C{'TimeOut':5} | $C{'TimeOut':4} | InvalidParameterValue",
                "ModifyRule | $B,'ListenerId':'$HTTP','LocationId':'$RULE' | $C{'HttpCheckDomain':'*.x'} | $C{'HttpCheckDomain':'a.x'} | InvalidParameter.FormatError",
                "ModifyRule | $B,'ListenerId':'$HTTP','LocationId':'$RULE' | $C{'HttpCheckDomain':'~a[.]x'} | $C{'HttpCheckDomain':'10.0.0.1'} | InvalidParameter.FormatError",
                "ModifyRule | $B,'ListenerId':'$HTTP','LocationId':'$RULE' | $C{'HttpCheckPath':'~/a'} | $C{'HttpCheckPath':'/a'} | InvalidParameter.FormatError",
                "ModifyRule | $B,'ListenerId':'$HTTP','LocationId':'$RULE' | $C{'HttpCheckPath':'/a*'} | $C{'HttpCheckPath':'/a?b=c'} | InvalidParameter.FormatError",
                "ModifyRule | $B,'ListenerId':'$HTTP','LocationId':'$RULE' | $C{'ExtendedCode':'x'} | $C{'ExtendedCode':'20,25,0-99'} | InvalidParameter.FormatError",
                // listeners
                "CreateListener | $B,'Protocol':'UDP','Ports':[81] | 'SessionType':'NONSENSE' | 'SessionType':'QUIC_CID' | InvalidParameterValue",
                "CreateListener | $B,'Protocol':'TCP','Ports':[81] | 'SessionType':'QUIC_CID' | 'SessionType':'NORMAL' | InvalidParameterValue",
                "CreateListener | $B,'Protocol':'TCP','Ports':[81] | 'TargetType':'NONSENSE' | 'TargetType':'NODE' | InvalidParameterValue",
                "CreateListener | $B,'Protocol':'TCP','Ports':[81] | 'IdleConnectTimeout':9 | 'IdleConnectTimeout':10 | InvalidParameterValue.Range",
                "ModifyListener | $B,'ListenerId':'$TCP' | 'IdleConnectTimeout':901 | 'IdleConnectTimeout':900 | InvalidParameterValue.Range",
                "CreateListener | $B,'Protocol':'TCP','Ports':[90] | 'EndPort':89 | 'EndPort':91 | InvalidParameterValue.Range",
                "CreateListener | $B,'Protocol':'TCP','Ports':[70] | 'EndPort':80 | 'EndPort':79 | InvalidParameter.PortCheckFailed",
                "CreateListener | $B,'Protocol':'TCP','Ports':[81] | 'EndPort':8080 | 'EndPort':8079 | InvalidParameter.PortCheckFailed",
                "CreateListener | $B,'Protocol':'TCP','Ports':[90] | 'EndPort':65536 | 'EndPort':8079 | InvalidParameterValue.Range",
                "CreateListener | $B,'Protocol':'TCP','Ports':[81] | 'ProxyProtocol':true | 'ProxyProtocol':false | InvalidParameterValue",
                "CreateListener | $B,'Protocol':'HTTP','Ports':[81] | 'EndPort':90 | 'EndPort':null | InvalidParameterValue",
                "CreateListener | $B,'Protocol':'TCP','Ports':[81] | 'ListenerNames':['😀'] | 'ListenerNames':['订单'] | InvalidParameter.FormatError",
                "ModifyListener | $B,'ListenerId':'$TCP' | 'ListenerName':'a😀' | 'ListenerName':'订单' | InvalidParameter.FormatError",
                "DescribeListeners | $B | 'Port':70000 | 'Port':65535 | InvalidParameterValue.Range",
                "DescribeTargets | $B | 'Port':0 | 'Port':1 | InvalidParameterValue.Range",
                "CreateListener | $B,'Protocol':'TCP','Ports':[81] | 'RescheduleStartTime':3601 | 'RescheduleStartTime':3600 | InvalidParameterValue.Range",
                "ModifyListener | $B,'ListenerId':'$TCP' | 'RescheduleInterval':-1 | 'RescheduleInterval':0 | InvalidParameterValue.Range",
                "CreateListener | 'Protocol':'TCP','Ports':[91],'MaxConn':1000 | $B | 'LoadBalancerId':'$IN' | InvalidParameterValue",
                "CreateListener | 'LoadBalancerId':'$IN','Protocol':'HTTP','Ports':[92] | 'MaxCps':10 | 'MaxCps':-1 | InvalidParameterValue",
                "CreateListener | 'LoadBalancerId':'$IN','Protocol':'UDP','Ports':[93] | 'MaxCps':0 | 'MaxCps':1 | InvalidParameterValue.Range",
                "CreateListener | $B,'Protocol':'HTTP','Ports':[81] | 'DataCompressMode':'gzip' | 'DataCompressMode':'compatibility' | InvalidParameterValue",
                "CreateListener | $B,'Protocol':'UDP','Ports':[81],'SessionType':'QUIC_CID' | 'Scheduler':'LEAST_CONN' | 'Scheduler':'WRR' | InvalidParameterValue",
                "CreateListener | 'Protocol':'UDP','Ports':[83],'SessionType':'QUIC_CID' | 'LoadBalancerId':'$V6' | $B | InvalidParameterValue",
                "ModifyListener | $B,'ListenerId':'$TCP' | 'SessionType':'QUIC_CID' | 'SessionType':'NORMAL' | InvalidParameterValue",
                "CreateListener | 'Protocol':'HTTP','Ports':[94],'H2cSwitch':true | $B | 'LoadBalancerId':'$IN' | InvalidParameterValue",
                "CreateListener | 'LoadBalancerId':'$IN','Protocol':'TCP','Ports':[95] | 'H2cSwitch':true | 'H2cSwitch':false | InvalidParameterValue",
                "CreateListener | $B,'Protocol':'TCP','Ports':[81] | 'DataCompressMode':'transparent' | 'SnatEnable':true | InvalidParameterValue",
                "ModifyListener | $B,'ListenerId':'$TCP' | 'KeepaliveEnable':0 | 'DeregisterTargetRst':true | InvalidParameterValue",
                "ModifyListener | $B,'ListenerId':'$HTTP' | 'DeregisterTargetRst':false | 'KeepaliveEnable':1 | InvalidParameterValue",
                // certificates
                "CreateListener | $B,'Protocol':'HTTPS','Ports':[81],'SniSwitch':1 | 'Certificate':{'CertId':'c'} | 'KeepaliveEnable':1 | InvalidParameterValue",
                "CreateListener | $B,'Protocol':'TCP_SSL','Ports':[81] | 'Certificate':{'CertId':'c','SSLMode':'BOTH'} | 'Certificate':{'CertId':'c','SSLMode':'UNIDIRECTIONAL'} | InvalidParameterValue",
                "CreateListener | $B,'Protocol':'HTTPS','Ports':[81] | 'Certificate':{'CertId':'c','SSLMode':'MUTUAL'} | 'Certificate':{'CertId':'c','SSLMode':'MUTUAL','CertCaId':'d'} | MissingParameter",
                "CreateListener | $B,'Protocol':'HTTPS','Ports':[81] | 'MultiCertInfo':{'CertList':[],'SSLMode':'MUTUAL'} | 'MultiCertInfo':{'CertList':[{'CertId':'c'},{'CertId':'d'}],'SSLMode':'MUTUAL'} | MissingParameter",
                "CreateListener | $B,'Protocol':'HTTPS','Ports':[81] | 'Certificate':{'CertId':'c','SSLVerifyClient':'OFF'} | 'Certificate':{'CertId':'c','SSLVerifyClient':'OPTIONAL'} | InvalidParameterValue",
                // rules
                "CreateRule | $B,'ListenerId':'$HTTP' | 'Rules':[{$R,'ForwardType':'GRPC'}] | 'Rules':[{$R,'ForwardType':'HTTP'}] | InvalidParameterValue",
                "CreateRule | $B,'ListenerId':'$HTTP' | 'Rules':[{$R,'ForwardType':'HTTPS',$C{'CheckType':'HTTP'}}] | 'Rules':[{$R,'ForwardType':'HTTP',$C{'CheckType':'HTTP'}}] | InvalidParameterValue",
                "CreateRule | $B,'ListenerId':'$HTTP' | 'Rules':[{$R,'TargetType':'NONSENSE'}] | 'Rules':[{$R,'TargetType':'NODE'}] | InvalidParameterValue",
                "CreateRule | $B,'ListenerId':'$HTTP' | 'Rules':[{'Domain':'-a.x','Url':'/'}] | 'Rules':[{'Domain':'a-.x','Url':'/'}] | InvalidParameter.FormatError",
                "CreateRule | $B,'ListenerId':'$HTTP' | 'Rules':[{'Domain':'.x','Url':'/'}] | 'Rules':[{'Domain':'x','Url':'/'}] | InvalidParameter.FormatError",
                "CreateRule | $B,'ListenerId':'$HTTP' | 'Rules':[{'Domain':'*.-x','Url':'/'}] | 'Rules':[{'Domain':'*.x','Url':'/'}] | InvalidParameter.FormatError",
                // targets
                "BatchRegisterTargets | $B | 'Targets':[{'ListenerId':'$TCP','EniIp':'pod','Port':1}] | 'Targets':[{'ListenerId':'$TCP','EniIp':'10.0.0.1','Port':1}] | InvalidParameter.FormatError",
                "BatchRegisterTargets | $B | 'Targets':[{'ListenerId':'$TCP','EniIp':'10.0.0.256','Port':1}] | 'Targets':[{'ListenerId':'$TCP','EniIp':'10.0.0.255','Port':1}] | InvalidParameter.FormatError",
                "BatchRegisterTargets | $B | 'Targets':[{'ListenerId':'$TCP','EniIp':'fd00::g','Port':1}] | 'Targets':[{'ListenerId':'$TCP','EniIp':'fd00::f','Port':1}] | InvalidParameter.FormatError",
                "BatchRegisterTargets | $B | 'Targets':[{'ListenerId':'$TCP',$T},{'ListenerId':'$TCP',$T,'Weight':5}] | 'Targets':[{'ListenerId':'$TCP',$T},{'ListenerId':'$HTTP','LocationId':'$RULE',$T}] | InvalidParameterValue.Duplicate",
                "RegisterTargets | $B,'ListenerId':'$TCP' | 'Targets':[{$T},{$T}] | 'Targets':[{$T}] | InvalidParameterValue.Duplicate",
                "BatchRegisterTargets | $B | 'Targets':[{'ListenerId':'$TCP',$T,'Tag':'a'},{'ListenerId':'$TCP',$T,'Tag':'b'}] | 'Targets':[{'ListenerId':'$TCP',$T,'Tag':'a'}] | InvalidParameterValue.Duplicate",
                "ModifyDomainAttributes | $B,'ListenerId':'$HTTP','Domain':'a.x' | 'NewDomain':'b.x','NewDomains':['c.x'] | 'NewDomain':'b.x' | InvalidParameter",
                "ModifyDomainAttributes | $B,'ListenerId':'$HTTP','Domain':'a.x' | 'NewDomains':['b.x'] | 'NewDomain':'b.x' | UnsupportedOperation",
                "DescribeTargets | $B | 'Filters':[{'Name':'tag'}] | 'Filters':[{'Name':'tag','Values':['a']}] | MissingParameter",
                // load balancers and tags
                "DescribeLoadBalancers | 'Limit':1 | 'Filters':[{'Name':'tag:x'}] | 'Filters':[{'Name':'tag:x','Values':['y']}] | MissingParameter",
                "CreateLoadBalancer | 'LoadBalancerType':'OPEN' | 'LoadBalancerName':'😀' | 'LoadBalancerName':'订单' | InvalidParameter.FormatError",
                "ModifyLoadBalancerAttributes | $B | 'LoadBalancerName':'😀' | 'LoadBalancerName':'库存' | InvalidParameter.FormatError",
                "CreateLoadBalancer | 'LoadBalancerType':'OPEN' | 'ClientToken':'é' | 'ClientToken':'e' | InvalidParameter.FormatError",
                "CreateLoadBalancer | 'LoadBalancerType':'INTERNAL','VpcId':'v','SubnetId':'s' | 'AddressIPVersion':'IPv6FullChain' | 'AddressIPVersion':'IPV4' | InvalidParameterValue",
                "CreateLoadBalancer | 'LoadBalancerType':'OPEN','AddressIPVersion':'IPV6' | 'SubnetId':'s' | 'VpcId':'v' | InvalidParameterValue",
                "CreateLoadBalancer | 'LoadBalancerType':'OPEN','AddressIPVersion':'IPV6' | 'LoadBalancerPassToTarget':true | 'VpcId':'v' | InvalidParameterValue",
                "CreateLoadBalancer | 'LoadBalancerType':'OPEN' | 'Vip':'10.0.0.9' | 'Vip':null | InvalidParameterValue",
                "CreateLoadBalancer | 'LoadBalancerType':'INTERNAL','VpcId':'v','SubnetId':'s' | 'Vip':'10.0.0.1' | 'Vip':'10.0.0.2' | InvalidParameterValue",
                "CreateLoadBalancer | 'LoadBalancerType':'INTERNAL','VpcId':'v','SubnetId':'s' | 'Vip':'fd00::1' | 'Vip':'10.0.0.3' | InvalidParameter.FormatError",
                "CreateLoadBalancer | 'LoadBalancerType':'INTERNAL','VpcId':'v','SubnetId':'s' | 'InternetAccessible':{'InternetMaxBandwidthOut':5} | 'SlaType':'clb.c2.medium' | InvalidParameterValue",
                "CreateLoadBalancer | 'LoadBalancerType':'INTERNAL','VpcId':'v','SubnetId':'s' | 'BandwidthPackageId':'bwp-1' | 'BandwidthPackageId':null | InvalidParameterValue",
                "CreateLoadBalancer | 'LoadBalancerType':'OPEN','AddressIPVersion':'IPV6' | 'ZoneId':'a-1' | 'ZoneId':null | InvalidParameterValue",
                "CreateLoadBalancer | 'LoadBalancerType':'OPEN','SlaveZoneId':'a-2' | 'ZoneId':'a-1' | 'MasterZoneId':'a-1' | MissingParameter",
                "CreateLoadBalancer | 'LoadBalancerType':'OPEN','SlaveZoneId':'a-2' | 'MasterZoneId':'a-2' | 'MasterZoneId':'a-1' | InvalidParameterValue",
                "CreateLoadBalancer | 'LoadBalancerType':'OPEN','MasterZoneId':'a-1' | 'ZoneId':'a-1' | 'SlaveZoneId':'a-2' | InvalidParameterValue",
                "ModifyLoadBalancerAttributes | $B | 'InternetChargeInfo':{'InternetMaxBandwidthOut':0} | 'InternetChargeInfo':{'InternetMaxBandwidthOut':1} | InvalidParameterValue.Range",
                "ModifyLoadBalancerAttributes | 'LoadBalancerId':'$IN' | 'InternetChargeInfo':{'InternetMaxBandwidthOut':5} | 'SnatPro':true | InvalidParameterValue",
                "ModifyLoadBalancerAttributes | 'LoadBalancerId':'$V6' | 'LoadBalancerPassToTarget':true | 'DeleteProtect':true | InvalidParameterValue",
                "SetLoadBalancerSecurityGroups | $B | 'SecurityGroups':['sg-1','sg-2','sg-3','sg-4','sg-5','sg-6'] | 'SecurityGroups':['sg-1','sg-2','sg-3','sg-4','sg-5'] | InvalidParameterValue.Length",
                "SetLoadBalancerSecurityGroups | $B | 'SecurityGroups':['sg-1','sg-1'] | 'SecurityGroups':['sg-1','sg-2'] | InvalidParameterValue.Duplicate",
                "SetLoadBalancerSecurityGroups | $B | 'SecurityGroups':['web'] | 'SecurityGroups':[] | InvalidParameter.FormatError",
                "CreateLoadBalancer | 'LoadBalancerType':'OPEN' | 'VipIsp':'BGPX' | 'VipIsp':'BGP' | InvalidParameterValue",
                "CreateLoadBalancer | 'LoadBalancerType':'INTERNAL','VpcId':'v','SubnetId':'s' | 'VipIsp':'BGP' | 'VipIsp':null | InvalidParameterValue",
                "CreateLoadBalancer | 'LoadBalancerType':'OPEN','VipIsp':'CMCC' | 'InternetAccessible':{'InternetChargeType':'TRAFFIC_POSTPAID_BY_HOUR'} | 'InternetAccessible':{'InternetChargeType':'BANDWIDTH_PACKAGE'} | InvalidParameterValue",
                "CreateLoadBalancer | 'LoadBalancerType':'OPEN','BandwidthPackageId':'bwp-1' | 'InternetAccessible':null | 'InternetAccessible':{'InternetChargeType':'BANDWIDTH_PACKAGE'} | InvalidParameterValue",
                "UnTagResources | 'ResourceList':['qcs::clb:r:uin/1:clb/$LB'] | 'TagKeys':['a','a'] | 'TagKeys':['a'] | InvalidParameterValue.TagKeyDuplicate",
                "CreateLoadBalancer | 'LoadBalancerType':'OPEN' | 'Forward':0 | 'Forward':1 | InvalidParameterValue.Range",
                "CreateLoadBalancer | 'LoadBalancerType':'OPEN' | 'AddressIPVersion':'IPV5' | 'AddressIPVersion':'IPV4' | InvalidParameterValue",
                "CreateLoadBalancer | 'LoadBalancerType':'OPEN' | 'Tags':[{'TagKey':'a','TagValue':'1'},{'TagKey':'a','TagValue':'2'}] | 'Tags':[{'TagKey':'a','TagValue':'1'},{'TagKey':'b','TagValue':'1'}] | InvalidParameterValue.Duplicate",
                "CreateLoadBalancer | 'LoadBalancerType':'OPEN' | 'InternetAccessible':{'InternetMaxBandwidthOut':2049} | 'InternetAccessible':{'InternetMaxBandwidthOut':2048} | InvalidParameterValue.Range",
                "TagResources | 'ResourceList':['qcs::clb:r:uin/1:clb/$LB'] | 'Tags':[{'TagKey':'a','TagValue':'1'},{'TagKey':'a','TagValue':'1'}] | 'Tags':[{'TagKey':'a','TagValue':'1'}] | InvalidParameterValue.TagKeyDuplicate",
            })
    void refusesTheWrongAndAcceptsItsNeighbour(String action, String both, String wrong, String legal, String code)
            throws Exception {
        State before = lab.control().state();

        assertThat(code(action, both, wrong)).isEqualTo(code);
        assertThat(lab.control().state()).isEqualTo(before);
        assertThat(code(action, both, legal)).isEqualTo("OK");
    }

    private String code(String action, String both, String more) throws Exception {
        String body = "{" + both + "," + more + "}";
        String whole = body.replace("$B", "'LoadBalancerId':'$LB'")
                .replace("$C", "'HealthCheck':")
                .replace("$TCP", tcp)
                .replace("$T", "'EniIp':'10.0.0.1','Port':80")
                .replace("$HTTP", http)
                .replace("$RULE", rule)
                .replace("$R", "'Domain':'r.x','Url':'/'")
                .replace("$V6", ipv6)
                .replace("$IN", internal);
        String version = action.contains("Certificate")
                ? "2019-12-05"
                : action.contains("Resource") ? "2018-08-13" : "2018-03-17";
        return Client.code(lab.call(version, action, whole));
    }
}
