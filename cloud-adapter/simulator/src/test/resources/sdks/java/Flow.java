// The flow of OfficialSdksTest, with Tencent Cloud's SDK for Java: its classes for CLB.

import com.tencentcloudapi.clb.v20180317.ClbClient;
import com.tencentcloudapi.clb.v20180317.models.*;
import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

public final class Flow {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private interface Call<T> {
        T send() throws TencentCloudSDKException;
    }

    private static ClbClient client(String secretKey) {
        HttpProfile http = new HttpProfile();
        http.setProtocol("http://");
        http.setEndpoint(System.getenv("SIMULATOR"));
        ClientProfile profile = new ClientProfile();
        profile.setHttpProfile(http);
        return new ClbClient(new Credential(System.getenv("SIMULATOR_SECRET_ID"), secretKey), "ap-guangzhou", profile);
    }

    private static final ClbClient CLB = client(System.getenv("SIMULATOR_SECRET_KEY"));

    private static void done(String task) throws Exception {
        DescribeTaskStatusRequest asked = new DescribeTaskStatusRequest();
        asked.setTaskId(task);
        for (int polls = 0; polls < 500; polls++) {
            long status = CLB.DescribeTaskStatus(asked).getStatus();
            if (status == 0) {
                return;
            }
            if (status == 1) {
                throw new IllegalStateException("the task failed");
            }
            Thread.sleep(10);
        }
        throw new IllegalStateException("the task has no end");
    }

    private static String code(Call<?> call) {
        try {
            call.send();
            return "OK";
        } catch (TencentCloudSDKException e) {
            return e.getErrorCode();
        }
    }

    private static BatchTarget bound(String listener, String rule, String ip, long port, Long weight) {
        BatchTarget target = new BatchTarget();
        target.setListenerId(listener);
        target.setLocationId(rule);
        target.setEniIp(ip);
        target.setPort(port);
        target.setWeight(weight);
        return target;
    }

    private static void showTargets(String title, String lb) throws Exception {
        DescribeTargetsRequest on = new DescribeTargetsRequest();
        on.setLoadBalancerId(lb);
        for (ListenerBackend listener : CLB.DescribeTargets(on).getListeners()) {
            show(title, listener, "-", listener.getTargets());
            if (listener.getRules() != null) {
                for (RuleTargets rule : listener.getRules()) {
                    show(title, listener, rule.getUrl(), rule.getTargets());
                }
            }
        }
    }

    private static void show(String title, ListenerBackend listener, String url, Backend[] targets) {
        for (Backend each : targets == null ? new Backend[0] : targets) {
            OUT.println(title + " " + listener.getProtocol() + " " + listener.getPort() + " " + url + " "
                    + each.getPrivateIpAddresses()[0] + ":" + each.getPort() + " " + each.getWeight());
        }
    }

    private static List<String> healths(String lb) throws Exception {
        DescribeTargetHealthRequest on = new DescribeTargetHealthRequest();
        on.setLoadBalancerIds(new String[] {lb});
        List<String> all = new ArrayList<>();
        for (ListenerHealth listener : CLB.DescribeTargetHealth(on).getLoadBalancers()[0].getListeners()) {
            for (RuleHealth rule : listener.getRules()) {
                for (TargetHealth each : rule.getTargets()) {
                    all.add(each.getIP() + ":" + each.getPort() + " " + each.getHealthStatusDetail());
                }
            }
        }
        return all;
    }

    private static String or(Object value) {
        return value == null || value.equals("") ? "-" : value.toString();
    }

    private static String newLoadBalancer() throws Exception {
        TagInfo tag = new TagInfo();
        tag.setTagKey("团队");
        tag.setTagValue("网站");
        CreateLoadBalancerRequest order = new CreateLoadBalancerRequest();
        order.setLoadBalancerType("OPEN");
        order.setLoadBalancerName("订单");
        order.setVpcId("vpc-1");
        order.setTags(new TagInfo[] {tag});
        CreateLoadBalancerResponse made = CLB.CreateLoadBalancer(order);
        done(made.getRequestId());
        return made.getLoadBalancerIds()[0];
    }

    private static String listen(CreateListenerRequest wanted) throws Exception {
        CreateListenerResponse made = CLB.CreateListener(wanted);
        done(made.getRequestId());
        return made.getListenerIds()[0];
    }

    private static CreateListenerRequest listener(String lb, String protocol, long port) {
        CreateListenerRequest wanted = new CreateListenerRequest();
        wanted.setLoadBalancerId(lb);
        wanted.setProtocol(protocol);
        wanted.setPorts(new Long[] {port});
        return wanted;
    }

    private static String newRule(String lb, String listener) throws Exception {
        RuleInput rule = new RuleInput();
        rule.setDomain("shop.example.com");
        rule.setUrl("/cart");
        CreateRuleRequest wanted = new CreateRuleRequest();
        wanted.setLoadBalancerId(lb);
        wanted.setListenerId(listener);
        wanted.setRules(new RuleInput[] {rule});
        CreateRuleResponse made = CLB.CreateRule(wanted);
        done(made.getRequestId());
        return made.getLocationIds()[0];
    }

    private static int count(String[] failed) {
        return failed == null ? 0 : failed.length;
    }

    public static void main(String[] args) throws Exception {
        ClbClient another = client("another");
        OUT.println("another key " + code(() -> another.DescribeLoadBalancers(new DescribeLoadBalancersRequest())));
        String lb = newLoadBalancer();
        DescribeLoadBalancersRequest named = new DescribeLoadBalancersRequest();
        named.setLoadBalancerIds(new String[] {lb});
        LoadBalancer row = CLB.DescribeLoadBalancers(named).getLoadBalancerSet()[0];
        OUT.println("load balancer " + row.getLoadBalancerName() + " " + row.getLoadBalancerType() + " "
                + row.getStatus() + " " + row.getLoadBalancerVips().length + " " + row.getTags()[0].getTagKey() + "="
                + row.getTags()[0].getTagValue());

        HealthCheck check = new HealthCheck();
        check.setIntervalTime(6L);
        check.setCheckType("TCP");
        CreateListenerRequest wanted = listener(lb, "TCP", 80);
        wanted.setListenerNames(new String[] {"网站"});
        wanted.setHealthCheck(check);
        String tcp = listen(wanted);
        OUT.println("again " + code(() -> CLB.CreateListener(wanted)));
        String http = listen(listener(lb, "HTTP", 8080));
        String rule = newRule(lb, http);
        DescribeListenersRequest on = new DescribeListenersRequest();
        on.setLoadBalancerId(lb);
        for (Listener each : CLB.DescribeListeners(on).getListeners()) {
            HealthCheck checked = each.getHealthCheck();
            OUT.println("listener " + each.getProtocol() + " " + each.getPort() + " " + or(each.getListenerName()) + " "
                    + or(each.getScheduler()) + " " + or(checked == null ? null : checked.getIntervalTime()));
            for (RuleOutput of : each.getRules() == null ? new RuleOutput[0] : each.getRules()) {
                OUT.println("rule " + of.getDomain() + " " + of.getUrl() + " " + of.getScheduler() + " "
                        + of.getHealthCheck().getHttpCheckDomain());
            }
        }

        BatchTarget first = bound(tcp, null, "10.0.0.1", 80, null);
        BatchTarget ofRule = bound(http, rule, "10.0.0.1", 8080, null);
        BatchRegisterTargetsRequest batch = new BatchRegisterTargetsRequest();
        batch.setLoadBalancerId(lb);
        batch.setTargets(new BatchTarget[] {first, bound(tcp, null, "10.0.0.2", 80, 20L), ofRule});
        OUT.println("failed " + count(CLB.BatchRegisterTargets(batch).getFailListenerIdSet()));
        Target single = new Target();
        single.setEniIp("10.0.0.3");
        single.setPort(80L);
        single.setWeight(0L);
        RegisterTargetsRequest one = new RegisterTargetsRequest();
        one.setLoadBalancerId(lb);
        one.setListenerId(tcp);
        one.setTargets(new Target[] {single});
        done(CLB.RegisterTargets(one).getRequestId());
        showTargets("target", lb);
        for (int polls = 0; polls < 500 && !healths(lb).stream().allMatch(each -> each.endsWith(" Alive")); polls++) {
            Thread.sleep(10);
        }
        healths(lb).forEach(health -> OUT.println("health " + health));

        DeregisterTargetsRequest without = new DeregisterTargetsRequest();
        without.setLoadBalancerId(lb);
        without.setListenerId(tcp);
        without.setTargets(new Target[] {single});
        done(CLB.DeregisterTargets(without).getRequestId());
        BatchDeregisterTargetsRequest gone = new BatchDeregisterTargetsRequest();
        gone.setLoadBalancerId(lb);
        gone.setTargets(new BatchTarget[] {first, ofRule});
        OUT.println("failed " + count(CLB.BatchDeregisterTargets(gone).getFailListenerIdSet()));
        showTargets("left", lb);
        DeleteLoadBalancerRequest deletion = new DeleteLoadBalancerRequest();
        deletion.setLoadBalancerIds(new String[] {lb});
        done(CLB.DeleteLoadBalancer(deletion).getRequestId());
        OUT.println("after deletion " + CLB.DescribeLoadBalancers(named).getTotalCount() + " "
                + code(() -> CLB.DescribeListeners(on)));
    }
}
