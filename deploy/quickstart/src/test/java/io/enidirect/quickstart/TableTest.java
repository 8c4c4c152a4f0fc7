package io.enidirect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.quickstart.Row.Question;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void alignsItsColumnsAndShoutsWhatIsNotOk() {
        Table table = new Table(List.of(
                new Question("tcp.yaml", "TCP port 80", "a pod of tcp").answered("tcp-1", "127.77.0.1", true),
                new Question("udp.yaml", "UDP port 53", "a pod of udp").unanswered()));

        assertThat(table.toString()).isEqualTo("""
                        manifest  request      expected backend  answered by  client address seen  ok
                        --------  -----------  ----------------  -----------  -------------------  ---
                        tcp.yaml  TCP port 80  a pod of tcp      tcp-1        127.77.0.1           yes
                        udp.yaml  UDP port 53  a pod of udp      -            -                    NO""");
    }
}
