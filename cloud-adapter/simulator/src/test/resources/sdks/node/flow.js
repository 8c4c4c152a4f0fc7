// The flow of OfficialSdksTest, with Tencent Cloud's SDK for Node: its package for all products.
"use strict";

const { CommonClient } = require("tencentcloud-sdk-nodejs-common");

function client(secretKey) {
  return new CommonClient("clb.tencentcloudapi.com", "2018-03-17", {
    credential: { secretId: process.env.SIMULATOR_SECRET_ID, secretKey },
    region: "ap-guangzhou",
    profile: { httpProfile: { protocol: "http://", endpoint: process.env.SIMULATOR } },
  });
}

const usual = client(process.env.SIMULATOR_SECRET_KEY);
const call = (action, parameters, over = usual) => over.request(action, parameters);
const pause = () => new Promise((resolve) => setTimeout(resolve, 10));

async function done(started) {
  const answer = await started;
  for (let polls = 0; polls < 500; polls++) {
    const { Status } = await call("DescribeTaskStatus", { TaskId: answer.RequestId });
    if (Status === 0) {
      return answer;
    }
    if (Status === 1) {
      throw new Error("the task failed");
    }
    await pause();
  }
  throw new Error("the task has no end");
}

async function code(action, parameters, over = usual) {
  try {
    await call(action, parameters, over);
    return "OK";
  } catch (e) {
    return e.code;
  }
}

async function showTargets(title, on) {
  const { Listeners } = await call("DescribeTargets", on);
  for (const listener of Listeners) {
    for (const group of [listener, ...(listener.Rules || [])]) {
      for (const target of group.Targets || []) {
        const address = `${target.PrivateIpAddresses[0]}:${target.Port}`;
        console.log(title, listener.Protocol, listener.Port, group.Url || "-", address, target.Weight);
      }
    }
  }
}

async function healths(lb) {
  const { LoadBalancers } = await call("DescribeTargetHealth", { LoadBalancerIds: [lb] });
  return LoadBalancers[0].Listeners.flatMap((listener) => listener.Rules)
    .flatMap((rule) => rule.Targets)
    .map((target) => `${target.IP}:${target.Port} ${target.HealthStatusDetail}`);
}

async function flow() {
  console.log("another key", await code("DescribeLoadBalancers", {}, client("another")));
  const made = await done(
    call("CreateLoadBalancer", {
      LoadBalancerType: "OPEN",
      LoadBalancerName: "订单",
      VpcId: "vpc-1",
      Tags: [{ TagKey: "团队", TagValue: "网站" }],
    })
  );
  const lb = made.LoadBalancerIds[0];
  const on = { LoadBalancerId: lb };
  const row = (await call("DescribeLoadBalancers", { LoadBalancerIds: [lb] })).LoadBalancerSet[0];
  const tag = `${row.Tags[0].TagKey}=${row.Tags[0].TagValue}`;
  console.log(
    "load balancer", row.LoadBalancerName, row.LoadBalancerType, row.Status, row.LoadBalancerVips.length, tag);

  const newListener = {
    ...on,
    Ports: [80],
    Protocol: "TCP",
    ListenerNames: ["网站"],
    HealthCheck: { IntervalTime: 6, CheckType: "TCP" },
  };
  const tcp = (await done(call("CreateListener", newListener))).ListenerIds[0];
  console.log("again", await code("CreateListener", newListener));
  const http = (await done(call("CreateListener", { ...on, Ports: [8080], Protocol: "HTTP" }))).ListenerIds[0];
  const rules = [{ Domain: "shop.example.com", Url: "/cart" }];
  const rule = (await done(call("CreateRule", { ...on, ListenerId: http, Rules: rules }))).LocationIds[0];
  for (const listener of (await call("DescribeListeners", on)).Listeners) {
    const interval = listener.HealthCheck ? listener.HealthCheck.IntervalTime : "-";
    console.log(
      "listener", listener.Protocol, listener.Port, listener.ListenerName || "-", listener.Scheduler || "-", interval);
    for (const each of listener.Rules || []) {
      console.log("rule", each.Domain, each.Url, each.Scheduler, each.HealthCheck.HttpCheckDomain);
    }
  }

  const batch = {
    ...on,
    Targets: [
      { ListenerId: tcp, EniIp: "10.0.0.1", Port: 80 },
      { ListenerId: tcp, EniIp: "10.0.0.2", Port: 80, Weight: 20 },
      { ListenerId: http, LocationId: rule, EniIp: "10.0.0.1", Port: 8080 },
    ],
  };
  console.log("failed", ((await call("BatchRegisterTargets", batch)).FailListenerIdSet || []).length);
  const single = { ...on, ListenerId: tcp, Targets: [{ EniIp: "10.0.0.3", Port: 80, Weight: 0 }] };
  await done(call("RegisterTargets", single));
  await showTargets("target", on);
  for (let polls = 0; polls < 500; polls++) {
    if ((await healths(lb)).every((health) => health.endsWith(" Alive"))) {
      break;
    }
    await pause();
  }
  (await healths(lb)).forEach((health) => console.log("health", health));

  await done(call("DeregisterTargets", single));
  batch.Targets.splice(1, 1);
  console.log("failed", ((await call("BatchDeregisterTargets", batch)).FailListenerIdSet || []).length);
  await showTargets("left", on);
  await done(call("DeleteLoadBalancer", { LoadBalancerIds: [lb] }));
  const { TotalCount } = await call("DescribeLoadBalancers", { LoadBalancerIds: [lb] });
  console.log("after deletion", TotalCount, await code("DescribeListeners", on));
}

flow().catch((e) => {
  console.error(e);
  process.exitCode = 1;
});
