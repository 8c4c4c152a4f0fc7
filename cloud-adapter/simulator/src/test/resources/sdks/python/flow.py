# The flow of OfficialSdksTest, with Tencent Cloud's SDK for Python: its package for CLB.
import os
import time

from tencentcloud.clb.v20180317 import clb_client, models
from tencentcloud.common.credential import Credential
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile


def client(secret_key):
    profile = ClientProfile(httpProfile=HttpProfile(protocol="http", endpoint=os.environ["SIMULATOR"]))
    credential = Credential(os.environ["SIMULATOR_SECRET_ID"], secret_key)
    return clb_client.ClbClient(credential, "ap-guangzhou", profile)


USUAL = client(os.environ["SIMULATOR_SECRET_KEY"])


def made(model, **fields):
    for name, value in fields.items():
        setattr(model, name, value)
    return model


def call(action, over=USUAL, **parameters):
    return getattr(over, action)(made(getattr(models, action + "Request")(), **parameters))


def code(action, over=USUAL, **parameters):
    try:
        call(action, over, **parameters)
        return "OK"
    except TencentCloudSDKException as e:
        return e.get_code()


def until(condition):
    for _ in range(500):
        if condition():
            return
        time.sleep(0.01)


def done(answer):
    for _ in range(500):
        status = call("DescribeTaskStatus", TaskId=answer.RequestId).Status
        if status == 0:
            return answer
        if status == 1:
            raise RuntimeError("the task failed")
        time.sleep(0.01)
    raise RuntimeError("the task has no end")


def target(ip, port, **more):
    return made(models.Target(), EniIp=ip, Port=port, **more)


def bound(listener, ip, port, **more):
    return made(models.BatchTarget(), ListenerId=listener, EniIp=ip, Port=port, **more)


def show_targets(title, lb):
    for listener in call("DescribeTargets", LoadBalancerId=lb).Listeners:
        for group in [listener] + (listener.Rules or []):
            for each in group.Targets or []:
                address = "%s:%d" % (each.PrivateIpAddresses[0], each.Port)
                print(title, listener.Protocol, listener.Port, getattr(group, "Url", "-"), address, each.Weight)


def healths(lb):
    listeners = call("DescribeTargetHealth", LoadBalancerIds=[lb]).LoadBalancers[0].Listeners
    targets = [each for listener in listeners for rule in listener.Rules for each in rule.Targets]
    return ["%s:%d %s" % (each.IP, each.Port, each.HealthStatusDetail) for each in targets]


def flow():
    print("another key", code("DescribeLoadBalancers", client("another")))
    tag = made(models.TagInfo(), TagKey="团队", TagValue="网站")
    lb = done(
        call("CreateLoadBalancer", LoadBalancerType="OPEN", LoadBalancerName="订单", VpcId="vpc-1", Tags=[tag])
    ).LoadBalancerIds[0]
    row = call("DescribeLoadBalancers", LoadBalancerIds=[lb]).LoadBalancerSet[0]
    shown = "%s=%s" % (row.Tags[0].TagKey, row.Tags[0].TagValue)
    vips = len(row.LoadBalancerVips)
    print("load balancer", row.LoadBalancerName, row.LoadBalancerType, row.Status, vips, shown)

    check = made(models.HealthCheck(), IntervalTime=6, CheckType="TCP")
    listener = dict(LoadBalancerId=lb, Ports=[80], Protocol="TCP", ListenerNames=["网站"], HealthCheck=check)
    tcp = done(call("CreateListener", **listener)).ListenerIds[0]
    print("again", code("CreateListener", **listener))
    http = done(call("CreateListener", LoadBalancerId=lb, Ports=[8080], Protocol="HTTP")).ListenerIds[0]
    wanted = made(models.RuleInput(), Domain="shop.example.com", Url="/cart")
    rule = done(call("CreateRule", LoadBalancerId=lb, ListenerId=http, Rules=[wanted])).LocationIds[0]
    for each in call("DescribeListeners", LoadBalancerId=lb).Listeners:
        interval = each.HealthCheck.IntervalTime if each.HealthCheck else "-"
        print("listener", each.Protocol, each.Port, each.ListenerName or "-", each.Scheduler or "-", interval)
        for of in each.Rules or []:
            print("rule", of.Domain, of.Url, of.Scheduler, of.HealthCheck.HttpCheckDomain)

    first = bound(tcp, "10.0.0.1", 80)
    second = bound(tcp, "10.0.0.2", 80, Weight=20)
    of_rule = bound(http, "10.0.0.1", 8080, LocationId=rule)
    registered = call("BatchRegisterTargets", LoadBalancerId=lb, Targets=[first, second, of_rule])
    print("failed", len(registered.FailListenerIdSet or []))
    single = dict(LoadBalancerId=lb, ListenerId=tcp, Targets=[target("10.0.0.3", 80, Weight=0)])
    done(call("RegisterTargets", **single))
    show_targets("target", lb)
    until(lambda: all(health.endswith(" Alive") for health in healths(lb)))
    for health in healths(lb):
        print("health", health)

    done(call("DeregisterTargets", **single))
    deregistered = call("BatchDeregisterTargets", LoadBalancerId=lb, Targets=[first, of_rule])
    print("failed", len(deregistered.FailListenerIdSet or []))
    show_targets("left", lb)
    done(call("DeleteLoadBalancer", LoadBalancerIds=[lb]))
    left = call("DescribeLoadBalancers", LoadBalancerIds=[lb]).TotalCount
    print("after deletion", left, code("DescribeListeners", LoadBalancerId=lb))


flow()
