package io.enidirect.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.enidirect.simulator.cloud.Settings;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What reads show, by which conditions and in which order. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadsTest {
    private Lab lab;
    private String tcp = "";
    private String http = "";
    private String first = "";
    private String second = "";

    @BeforeAll
    void start() throws Exception {
        lab = new Lab(Settings.DEFAULT.withTaskMillis(0).withRate(0).withCheckCertificates(false));
        lab.call(
                "CreateLoadBalancer",
                "{'LoadBalancerType':'INTERNAL','VpcId':'v','SubnetId':'s','LoadBalancerName':'B','ProjectId':7}");
        lab.call("CreateLoadBalancer", "{'LoadBalancerType':'OPEN','VpcId':'v','LoadBalancerName':'A'}");
        String id = Lab.first(
                lab.call("CreateLoadBalancer", "{'LoadBalancerType':'OPEN','VpcId':'w','LoadBalancerName':'C'}"),
                "LoadBalancerIds");
        lab.use(id);
        tcp = lab.makeListener("TCP", 80);
        http = lab.makeListener("HTTP", 8080);
        JsonNode rules = lab.call(
                "CreateRule",
                "{'LoadBalancerId':'$LB','ListenerId':'" + http
                        + "','Rules':[{'Domain':'a.x','Url':'/'},{'Domain':'b.x','Url':'/',"
                        + "'HealthCheck':{'HttpCheckDomain':'probe.x'}}]}");
        first = rules.path("LocationIds").path(0).asText();
        second = rules.path("LocationIds").path(1).asText();
        lab.call(
                "BatchRegisterTargets",
                "{'LoadBalancerId':'$LB','Targets':[" + target(tcp, "", 1) + "," + target(tcp, "", 2) + ","
                        + target(http, first, 1) + "," + target(http, second, 3) + "]}");
        lab.call("SetLoadBalancerSecurityGroups", "{'LoadBalancerId':'$LB','SecurityGroups':['sg-1']}");
    }

    private static String target(String listener, String rule, int number) {
        return "{'ListenerId':'" + listener + "'" + (rule.isEmpty() ? "" : ",'LocationId':'" + rule + "'")
                + ",'EniIp':'10.0.0." + number + "','Port':80,'Tag':'tag-" + number + "'}";
    }

    @AfterAll
    void close() {
        lab.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                               | CAB",
                "{'OrderBy':'LoadBalancerName'}                   | CBA",
                "{'OrderBy':'LoadBalancerName','OrderType':0}     | ABC",
                "{'OrderBy':'CreateTime','OrderType':0}           | BAC",
                "{'OrderBy':'LoadBalancerType','OrderType':0}     | BCA",
                "{'SearchKey':'A'}                                | A",
                "{'SearchKey':'127.200'}                          | CAB",
                "{'WithRs':1}                                     | C",
                "{'WithRs':0}                                     | AB",
                "{'WithRs':-1}                                    | CAB",
                "{'Forward':1}                                    | CAB",
                "{'Forward':0}                                    | ``",
                "{'ProjectId':7}                                  | B",
                "{'ProjectId':0}                                  | CA",
                "{'SecurityGroup':'sg-1'}                         | C",
                "{'BackendPrivateIps':['10.0.0.3']}               | C",
                "{'VpcId':'v'}                                    | AB",
                "{'Filters':[{'Name':'internet-charge-type','Values':['TRAFFIC_POSTPAID_BY_HOUR']}]} | CA",
            })
    void findsAndOrdersLoadBalancers(String body, String names) throws Exception {
        assertThat(String.join("", lab.call("DescribeLoadBalancers", body).findValuesAsText("LoadBalancerName")))
                .isEqualTo(names);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'Protocol':'TCP'                                                          | 10.0.0.1 10.0.0.2",
                "'Port':8080                                                               | 10.0.0.1 10.0.0.3",
                "'Protocol':'TCP','Port':8080                                              | ``",
                "'Filters':[{'Name':'location-id','Values':['$SECOND']}]                   | 10.0.0.3",
                "'Filters':[{'Name':'private-ip-address','Values':['10.0.0.1']}]           | 10.0.0.1 10.0.0.1",
                "'Filters':[{'Name':'tag','Values':['tag-2','tag-3']}]                     | 10.0.0.2 10.0.0.3",
                "'Filters':[{'Name':'tag','Values':['tag-2']},{'Name':'private-ip-address','Values':['10.0.0.1']}] | ``",
            })
    void findsTargets(String conditions, String addresses) throws Exception {
        JsonNode found =
                lab.call("DescribeTargets", "{'LoadBalancerId':'$LB'," + conditions.replace("$SECOND", second) + "}");

        assertThat(found.findValues("PrivateIpAddresses"))
                .extracting(list -> list.path(0).asText())
                .isEqualTo(addresses.isEmpty() ? List.of() : List.of(addresses.split(" ", -1)));
    }

    @Test
    void findsALoadBalancerByItsId() throws Exception {
        String id = lab.state().id();

        assertThat(lab.call("DescribeLoadBalancers", "{'SearchKey':'" + id.substring(3) + "'}")
                        .findValuesAsText("LoadBalancerId"))
                .containsExactly(id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'ListenerIds':['$TCP']                              | 10.0.0.1 10.0.0.2",
                "'LocationIds':['$SECOND']                           | 10.0.0.3",
                "'ListenerIds':['$TCP'],'LocationIds':['$SECOND']    | ``",
            })
    void findsTheHealthOfRules(String conditions, String addresses) throws Exception {
        String whole = conditions.replace("$SECOND", second).replace("$TCP", tcp);

        assertThat(String.join(
                        " ",
                        lab.call("DescribeTargetHealth", "{'LoadBalancerIds':['$LB']," + whole + "}")
                                .findValuesAsText("IP")))
                .isEqualTo(addresses);
    }

    @Test
    void refusesConditionsThatItDoesNotKnow() throws Exception {
        assertThat(lab.code("DescribeLoadBalancers", "{'OrderBy':'Vip'}")).isEqualTo("InvalidParameterValue");
        assertThat(lab.code("DescribeLoadBalancers", "{'OrderType':2}")).isEqualTo("InvalidParameterValue.Range");
        assertThat(lab.code("DescribeTargets", "{'LoadBalancerId':'$LB','Protocol':'SCTP'}"))
                .isEqualTo("InvalidParameterValue");
        assertThat(lab.code("DescribeTargets", "{'LoadBalancerId':'$LB','Filters':[{'Name':'moon','Values':['1']}]}"))
                .isEqualTo("InvalidParameterValue.InvalidFilter");
    }

    @Test
    void showsTheDomainOfTheRuleAsThatOfItsProbes() throws Exception {
        assertThat(lab.call("DescribeListeners", "{'LoadBalancerId':'$LB'}").findValuesAsText("HttpCheckDomain"))
                .filteredOn(domain -> !domain.equals("null"))
                .containsExactly("a.x", "probe.x");
    }

    @Test
    void sendsNullForWhatItHasNothingToSayOf() throws Exception {
        JsonNode listener = lab.call("DescribeListeners", "{'LoadBalancerId':'$LB','Protocol':'TCP'}")
                .path("Listeners")
                .path(0);
        JsonNode loadBalancer = lab.call("DescribeLoadBalancers", "{'SearchKey':'C'}")
                .path("LoadBalancerSet")
                .path(0);

        assertThat(listener.path("TargetGroup").isNull()).isTrue();
        assertThat(listener.path("HealthCheck").path("ExtendedCode").isNull()).isTrue();
        assertThat(loadBalancer.path("ExpireTime").isNull()).isTrue();
        assertThat(loadBalancer.path("PrepaidAttributes").isNull()).isTrue();
    }

    @Test
    void sendsNullForListsOfNothingIfTheKnobSaysSo() throws Exception {
        String nothing = "{'LoadBalancerId':'$LB','Protocol':'UDP'}";

        assertThat(lab.call("DescribeListeners", nothing).path("Listeners").isArray())
                .isTrue();
        lab.control().settings(old -> old.withEmptyListsAreNull(true));
        assertThat(lab.call("DescribeListeners", nothing).path("Listeners").isNull())
                .isTrue();
        lab.control().settings(old -> old.withEmptyListsAreNull(false));
    }

    @Test
    void saysWhichActionsItHasNotAndWhichNobodyHas() throws Exception {
        assertThat(lab.code("CloneLoadBalancer", "{}")).isEqualTo("UnsupportedOperation");
        assertThat(lab.code("CloneLoadBalancers", "{}")).isEqualTo("InvalidAction");
    }
}
