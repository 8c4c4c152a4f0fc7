// The flow of OfficialSdksTest, with Tencent Cloud's SDK for Go: its module for all products.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common"
	sdkerrors "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/errors"
	tchttp "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/http"
	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/profile"
)

type fields map[string]interface{}

type target struct {
	PrivateIpAddresses []string
	Port, Weight       int
}

type check struct {
	IntervalTime    int
	HttpCheckDomain string
}

type rule struct {
	Domain, Url, Scheduler string
	HealthCheck            *check
	Targets                []target
}

type listener struct {
	Protocol     string
	Port         int
	ListenerName string
	Scheduler    string
	HealthCheck  *check
	Rules        []rule
	Targets      []target
}

// What the flow reads of all answers together.
type answer struct {
	RequestId         string
	Status            int
	TotalCount        int
	LoadBalancerIds   []string
	ListenerIds       []string
	LocationIds       []string
	FailListenerIdSet []string
	LoadBalancerSet   []struct {
		LoadBalancerName, LoadBalancerType string
		Status                             int
		LoadBalancerVips                   []string
		Tags                               []struct{ TagKey, TagValue string }
	}
	Listeners     []listener
	LoadBalancers []struct {
		Listeners []struct {
			Rules []struct {
				Targets []struct {
					IP                 string
					Port               int
					HealthStatusDetail string
				}
			}
		}
	}
}

var usual = client(os.Getenv("SIMULATOR_SECRET_KEY"))

func client(key string) *common.Client {
	settings := profile.NewClientProfile()
	settings.HttpProfile.Scheme = "http"
	settings.HttpProfile.Endpoint = os.Getenv("SIMULATOR")
	return common.NewCommonClient(common.NewCredential(os.Getenv("SIMULATOR_SECRET_ID"), key), "ap-guangzhou", settings)
}

func try(over *common.Client, action string, parameters fields) (answer, error) {
	request := tchttp.NewCommonRequest("clb", "2018-03-17", action)
	if err := request.SetActionParameters(map[string]interface{}(parameters)); err != nil {
		return answer{}, err
	}
	response := tchttp.NewCommonResponse()
	if err := over.Send(request, response); err != nil {
		return answer{}, err
	}
	var envelope struct{ Response answer }
	err := json.Unmarshal(response.GetBody(), &envelope)
	return envelope.Response, err
}

func call(action string, parameters fields) answer {
	got, err := try(usual, action, parameters)
	if err != nil {
		panic(err)
	}
	return got
}

func code(over *common.Client, action string, parameters fields) string {
	_, err := try(over, action, parameters)
	var refusal *sdkerrors.TencentCloudSDKError
	if errors.As(err, &refusal) {
		return refusal.GetCode()
	}
	return fmt.Sprint(err)
}

func done(started answer) answer {
	for polls := 0; polls < 500; polls++ {
		switch call("DescribeTaskStatus", fields{"TaskId": started.RequestId}).Status {
		case 0:
			return started
		case 1:
			panic("the task failed")
		}
		time.Sleep(10 * time.Millisecond)
	}
	panic("the task has no end")
}

func or(text string) string {
	if text == "" {
		return "-"
	}
	return text
}

func showTargets(title string, on fields) {
	for _, of := range call("DescribeTargets", on).Listeners {
		for _, group := range append([]rule{{Targets: of.Targets}}, of.Rules...) {
			for _, each := range group.Targets {
				fmt.Println(title, of.Protocol, of.Port, or(group.Url),
					fmt.Sprintf("%s:%d", each.PrivateIpAddresses[0], each.Port), each.Weight)
			}
		}
	}
}

func healths(lb string) (all []string) {
	for _, of := range call("DescribeTargetHealth", fields{"LoadBalancerIds": []string{lb}}).LoadBalancers[0].Listeners {
		for _, group := range of.Rules {
			for _, each := range group.Targets {
				all = append(all, fmt.Sprintf("%s:%d %s", each.IP, each.Port, each.HealthStatusDetail))
			}
		}
	}
	return all
}

func allAlive(lb string) bool {
	for _, health := range healths(lb) {
		if !strings.HasSuffix(health, " Alive") {
			return false
		}
	}
	return true
}

func main() {
	fmt.Println("another key", code(client("another"), "DescribeLoadBalancers", fields{}))
	made := done(call("CreateLoadBalancer", fields{
		"LoadBalancerType": "OPEN", "LoadBalancerName": "订单", "VpcId": "vpc-1",
		"Tags": []fields{{"TagKey": "团队", "TagValue": "网站"}}}))
	lb := made.LoadBalancerIds[0]
	on := fields{"LoadBalancerId": lb}
	row := call("DescribeLoadBalancers", fields{"LoadBalancerIds": []string{lb}}).LoadBalancerSet[0]
	fmt.Println("load balancer", row.LoadBalancerName, row.LoadBalancerType, row.Status, len(row.LoadBalancerVips),
		row.Tags[0].TagKey+"="+row.Tags[0].TagValue)

	newListener := fields{"LoadBalancerId": lb, "Ports": []int{80}, "Protocol": "TCP", "ListenerNames": []string{"网站"},
		"HealthCheck": fields{"IntervalTime": 6, "CheckType": "TCP"}}
	tcp := done(call("CreateListener", newListener)).ListenerIds[0]
	fmt.Println("again", code(usual, "CreateListener", newListener))
	http := done(call("CreateListener", fields{
		"LoadBalancerId": lb, "Ports": []int{8080}, "Protocol": "HTTP"})).ListenerIds[0]
	location := done(call("CreateRule", fields{"LoadBalancerId": lb, "ListenerId": http,
		"Rules": []fields{{"Domain": "shop.example.com", "Url": "/cart"}}})).LocationIds[0]
	for _, each := range call("DescribeListeners", on).Listeners {
		interval := "-"
		if each.HealthCheck != nil {
			interval = fmt.Sprint(each.HealthCheck.IntervalTime)
		}
		fmt.Println("listener", each.Protocol, each.Port, or(each.ListenerName), or(each.Scheduler), interval)
		for _, of := range each.Rules {
			fmt.Println("rule", of.Domain, of.Url, of.Scheduler, of.HealthCheck.HttpCheckDomain)
		}
	}

	first := fields{"ListenerId": tcp, "EniIp": "10.0.0.1", "Port": 80}
	second := fields{"ListenerId": tcp, "EniIp": "10.0.0.2", "Port": 80, "Weight": 20}
	ofRule := fields{"ListenerId": http, "LocationId": location, "EniIp": "10.0.0.1", "Port": 8080}
	batch := fields{"LoadBalancerId": lb, "Targets": []fields{first, second, ofRule}}
	fmt.Println("failed", len(call("BatchRegisterTargets", batch).FailListenerIdSet))
	single := fields{"LoadBalancerId": lb, "ListenerId": tcp,
		"Targets": []fields{{"EniIp": "10.0.0.3", "Port": 80, "Weight": 0}}}
	done(call("RegisterTargets", single))
	showTargets("target", on)
	for polls := 0; polls < 500 && !allAlive(lb); polls++ {
		time.Sleep(10 * time.Millisecond)
	}
	for _, health := range healths(lb) {
		fmt.Println("health", health)
	}

	done(call("DeregisterTargets", single))
	batch["Targets"] = []fields{first, ofRule}
	fmt.Println("failed", len(call("BatchDeregisterTargets", batch).FailListenerIdSet))
	showTargets("left", on)
	done(call("DeleteLoadBalancer", fields{"LoadBalancerIds": []string{lb}}))
	fmt.Println("after deletion", call("DescribeLoadBalancers", fields{"LoadBalancerIds": []string{lb}}).TotalCount,
		code(usual, "DescribeListeners", on))
}
