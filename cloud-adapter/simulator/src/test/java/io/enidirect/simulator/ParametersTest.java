package io.enidirect.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParametersTest {
    private Lab lab;

    @BeforeAll
    void start() throws Exception {
        lab = new Lab();
        lab.makeLoadBalancer();
        lab.makeListener("TCP", 80);
        lab.makeListener("HTTP", 8080);
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
                "DescribeQuota                | {'Nothing':1}                                          | UnknownParameter",
                "CreateListener               | {'HealthCheck':{'IntervalTim':5}}                      | UnknownParameter",
                "BatchRegisterTargets         | {'Targets':[{'Port':1},{'EniIP':'10.0.0.1'}]}          | UnknownParameter",
                "CreateListener               | {'LoadBalancerId':7}                                   | InvalidParameter",
                "CreateListener               | {'Ports':['80']}                                       | InvalidParameter",
                "CreateListener               | {'Ports':80}                                           | InvalidParameter",
                "CreateListener               | {'HealthCheck':[]}                                     | InvalidParameter",
                "DeleteLoadBalancer           | {'ForceDelete':'true'}                                 | InvalidParameter",
                "CreateListener               | {'LoadBalancerId':'$LB','Protocol':'TCP'}              | MissingParameter",
                "CreateListener               | {'LoadBalancerId':'lb-x','Protocol':'TCP','Ports':[1]} | InvalidParameter.LBIdNotFound",
                "CreateListener               | {'LoadBalancerId':'$LB','Protocol':'SCTP','Ports':[1]} | InvalidParameterValue",
                "CreateListener               | {'LoadBalancerId':'$LB','Protocol':'TCP','Ports':[0]}  | InvalidParameterValue.Range",
                "CreateListener               | {'LoadBalancerId':'$LB','Protocol':'TCP','Ports':[80]} | InvalidParameter.PortCheckFailed",
                "CreateListener               | {'LoadBalancerId':'$LB','Protocol':'HTTP','Ports':[80]} | InvalidParameter.PortCheckFailed",
                "CreateListener               | {'LoadBalancerId':'$LB','Protocol':'TCP','Ports':[81,81]} | InvalidParameter.PortCheckFailed",
                "CreateListener               | {'LoadBalancerId':'$LB','Protocol':'UDP','Ports':[80]} | OK",
                "CreateListener               | {'LoadBalancerId':'$LB','Protocol':'TCP','Ports':[82,83],'ListenerNames':['a']} | InvalidParameterValue",
                "CreateListener               | {'LoadBalancerId':'$LB','Protocol':'TCP','Ports':[82,83],'EndPort':90} | InvalidParameterValue",
                "CreateListener               | {'LoadBalancerId':'$LB','Protocol':'HTTP','Ports':[3306]} | InvalidParameterValue",
                "CreateListener               | {'LoadBalancerId':'$LB','Protocol':'HTTP','Ports':[82],'Scheduler':'WRR'} | InvalidParameterValue",
                "CreateListener               | {'LoadBalancerId':'$LB','Protocol':'TCP','Ports':[82],'Scheduler':'IP_HASH'} | InvalidParameterValue",
                "CreateListener               | {'LoadBalancerId':'$LB','Protocol':'TCP','Ports':[82],'SessionExpireTime':29} | InvalidParameterValue.Range",
                "CreateListener               | {'LoadBalancerId':'$LB','Protocol':'TCP','Ports':[82],'HealthCheck':{'TimeOut':5}} | InvalidParameterValue",
                "CreateListener               | {'LoadBalancerId':'$LB','Protocol':'TCP','Ports':[82],'HealthCheck':{'SourceIpType':2}} | InvalidParameterValue.Range",
                "CreateListener               | {'LoadBalancerId':'$LB','Protocol':'TCP_SSL','Ports':[82]} | MissingParameter",
                "CreateListener               | {'LoadBalancerId':'$LB','Protocol':'TCP_SSL','Ports':[82],'Certificate':{'CertId':'none'}} | InvalidParameterValue",
                "DescribeLoadBalancers        | {'Limit':101}                                          | InvalidParameterValue.Range",
                "DescribeLoadBalancers        | {'Filters':[{'Name':'moon','Values':['1']}]}           | InvalidParameterValue.InvalidFilter",
                "DescribeListeners            | {'LoadBalancerId':'lb-x'}                              | InvalidParameter.LBIdNotFound",
                "CreateLoadBalancer           | {'LoadBalancerType':'INTERNAL','VpcId':'v'}            | MissingParameter",
                "CreateLoadBalancer           | {'LoadBalancerType':'OPEN','SubnetId':'s'}             | InvalidParameterValue",
                "CreateLoadBalancer           | {'LoadBalancerType':'OPEN','AddressIPVersion':'IPv6FullChain','SubnetId':'s','LoadBalancerPassToTarget':true} | InvalidParameterValue",
                "CreateLoadBalancer           | {'LoadBalancerType':'CLOSED'}                          | InvalidParameterValue",
                "BatchRegisterTargets         | {'LoadBalancerId':'$LB'}                               | MissingParameter",
                "BatchRegisterTargets         | {'LoadBalancerId':'$LB','Targets':[]}                  | InvalidParameterValue.Length",
                "BatchRegisterTargets         | {'LoadBalancerId':'$LB','Targets':[{'ListenerId':'lbl-x','Port':1,'EniIp':'10.0.0.1'}]} | InvalidParameter.ListenerIdNotFound",
                "BatchModifyTargetWeight      | {'LoadBalancerId':'$LB','ModifyList':[]}               | MissingParameter",
                "DeleteLoadBalancerListeners  | {'LoadBalancerId':'$LB','ListenerIds':['lbl-x']}       | InvalidParameter",
                "DescribeTaskStatus           | {'TaskId':'none'}                                      | InvalidParameter",
            })
    void saysWhatIsWrong(String action, String body, String code) throws Exception {
        assertThat(lab.code(action, body)).isEqualTo(code);
    }

    @Test
    void limitsEveryList() throws Exception {
        assertThat(lab.call("CreateListener", "{'LoadBalancerId':'$LB','Protocol':'TCP','Ports':" + list(50, "1") + "}")
                        .path("Error")
                        .path("Message")
                        .asText())
                .isEqualTo("Length of .Ports should be less than 50");
        for (String call : List.of(
                "DescribeLoadBalancers {'LoadBalancerIds':" + list(21, "'lb'") + "}",
                "DescribeListeners {'LoadBalancerId':'$LB','ListenerIds':" + list(101, "'l'") + "}",
                "DescribeTargets {'LoadBalancerId':'$LB','ListenerIds':" + list(21, "'l'") + "}",
                "DescribeTargetHealth {'LoadBalancerIds':" + list(31, "'lb'") + "}",
                "DeleteLoadBalancerListeners {'LoadBalancerId':'$LB','ListenerIds':" + distinct(21) + "}",
                "DeleteLoadBalancer {'LoadBalancerIds':" + distinct(21) + "}",
                "BatchRegisterTargets {'LoadBalancerId':'$LB','Targets':" + list(501, "{'Port':1}") + "}",
                "BatchModifyTargetWeight {'LoadBalancerId':'$LB','ModifyList':" + list(101, "{'Weight':1}") + "}")) {
            int space = call.indexOf(' ');
            assertThat(lab.code(call.substring(0, space), call.substring(space + 1)))
                    .as(call.substring(0, space))
                    .isEqualTo("InvalidParameterValue.Length");
        }
    }

    private static String list(int count, String item) {
        return "[" + String.join(",", Collections.nCopies(count, item)) + "]";
    }

    private static String distinct(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add("'id-" + i + "'");
        }
        return "[" + String.join(",", ids) + "]";
    }

    @Test
    void hasEveryActionWhoseFieldsItKnowsAndSaysOfTheOthersThatItHasThemNot() throws Exception {
        JsonNode versions =
                new ObjectMapper().readTree(Simulator.class.getResource("/io/enidirect/simulator/cloud/fields.json"));
        for (Iterator<Map.Entry<String, JsonNode>> each = versions.fields(); each.hasNext(); ) {
            Map.Entry<String, JsonNode> version = each.next();
            for (Map.Entry<String, JsonNode> action : version.getValue().properties()) {
                boolean there = !action.getValue().isNull();
                assertThat(Client.code(lab.call(version.getKey(), action.getKey(), "{}"))
                                .equals("UnsupportedOperation"))
                        .as(action.getKey())
                        .isNotEqualTo(there);
            }
        }
    }
}
