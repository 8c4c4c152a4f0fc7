package io.enidirect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoOnTest {
    private static GoOn with(Tools tools) {
        return new GoOn(
                List.of(
                        new GoOn.Request("curl", "curl http://127.200.0.1:80/"),
                        new GoOn.Request("nc", "echo hello | nc -u -w1 127.200.0.2 53")),
                tools,
                Path.of("/q/kubeconfig"),
                "quickstart",
                URI.create("http://127.0.0.1:4000/"),
                List.of(Path.of("/q/controller.log"), Path.of("/q/simulator.log")),
                URI.create("http://127.0.0.1:5000/control"));
    }

    @Test
    void namesWhatTheReaderCanAskReadAndDisturb() {
        GoOn goOn = with(new Tools(Map.of(
                "kubectl", Path.of("/bin/kubectl"), "curl", Path.of("/usr/bin/curl"), "nc", Path.of("/bin/nc"))));

        assertThat(goOn.text()).isEqualTo("""

                It stays until you end it (Ctrl-C). To go on:
                  curl http://127.200.0.1:80/
                  echo hello | nc -u -w1 127.200.0.2 53
                  export KUBECONFIG=/q/kubeconfig
                  /bin/kubectl -n quickstart get services,ingresses,pods,cloudloadbalancers
                  http://127.0.0.1:4000/ (status page of the controller)
                  tail -f /q/controller.log /q/simulator.log
                  curl http://127.0.0.1:5000/control/state (what the simulated cloud has; docs/reference/simulator.md says how to disturb it)
                """);
    }

    @Test
    void printsNoCommandThatCannotBeTyped() {
        assertThat(with(new Tools(Map.of())).text()).isEqualTo("""

                It stays until you end it (Ctrl-C). To go on:
                  export KUBECONFIG=/q/kubeconfig
                  http://127.0.0.1:4000/ (status page of the controller)
                  tail -f /q/controller.log /q/simulator.log
                  http://127.0.0.1:5000/control/state (what the simulated cloud has; docs/reference/simulator.md says how to disturb it)
                """);
    }
}
