package io.enidirect.simulator.dataplane;

import io.enidirect.simulator.dataplane.Frontend.Check;
import io.enidirect.simulator.dataplane.Frontend.Scheduler;
import io.enidirect.simulator.dataplane.Frontend.Transport;
import io.enidirect.simulator.dataplane.Frontend.Upstream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;

/** Frontends as the tests need them. */
final class Frontends {
    static final String TCP_ID = "lbl-tcp";
    static final String UDP_ID = "lbl-udp";
    static final Check OFF = new Check(false, 2, 5, 3, 3);
    /** In real time health stands still; the scale {@link #FAST} makes an interval of 20 ms of it. */
    static final Check CHECK = new Check(true, 2, 300, 2, 2);

    static final double FAST = 15_000;

    /** One for each process, so that two builds on a machine don't meet. */
    static final String VIP = vip(ProcessHandle.current().pid());

    private Frontends() {}

    private static String vip(long pid) {
        return "127.200." + pid / 256 % 256 + "." + pid % 256;
    }

    /** Puts it, and says where it listens. */
    static InetSocketAddress listen(DataPlane dataPlane, Frontend frontend) {
        dataPlane.put(frontend);
        return Objects.requireNonNull(dataPlane.addresses().get(frontend.address()), "bound");
    }

    static Frontend tcp(Check check, Upstream... upstreams) {
        return new Frontend(TCP_ID, Transport.TCP, VIP, 18_080, Scheduler.WRR, 0, check, List.of(upstreams));
    }

    static Frontend tcp(Upstream... upstreams) {
        return tcp(OFF, upstreams);
    }

    static Frontend udp(Check check, Upstream... upstreams) {
        return new Frontend(UDP_ID, Transport.UDP, VIP, 18_053, Scheduler.WRR, 0, check, List.of(upstreams));
    }

    static Frontend withSession(Frontend frontend, int seconds) {
        return new Frontend(
                frontend.listenerId(),
                frontend.transport(),
                frontend.vip(),
                frontend.port(),
                frontend.scheduler(),
                seconds,
                frontend.check(),
                frontend.upstreams());
    }

    static Frontend withVip(Frontend frontend, String vip) {
        return new Frontend(
                frontend.listenerId(),
                frontend.transport(),
                vip,
                frontend.port(),
                frontend.scheduler(),
                frontend.sessionSeconds(),
                frontend.check(),
                frontend.upstreams());
    }

    static Frontend withPort(Frontend frontend, String listenerId, int port) {
        return new Frontend(
                listenerId,
                frontend.transport(),
                frontend.vip(),
                port,
                frontend.scheduler(),
                frontend.sessionSeconds(),
                frontend.check(),
                frontend.upstreams());
    }
}
