package io.enidirect.operator.apply;

import static io.enidirect.operator.apply.Cluster.Port.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.enidirect.operator.apply.Cluster.Port;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A line of the log says what one call did. */
class ChangeLogTest extends LoopFixture {
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(Applier.class);

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        LOGGER.addAppender(lines);
    }

    @AfterEach
    void hush() {
        LOGGER.detachAppender(lines);
        LOGGER.setLevel(Level.OFF);
    }

    @Test
    void whichTargetsWentInThisCallAndNotThoseThatAreStillToGo() {
        Port[] ports = IntStream.range(0, 6).mapToObj(i -> tcp(80 + i, 8080 + i)).toArray(Port[]::new);
        cluster.service("web", ports);
        cluster.pods("web", 200);
        Loop loop = Loop.ofWeb(cluster);
        LOGGER.setLevel(Level.INFO);

        loop.settle();

        assertThat(changes("register")).extracting(line -> line.get("targets")).containsExactly("500", "500", "200");
        assertThat(changes("register"))
                .extracting(line -> line.get("step").replaceAll(".* and ", "and "))
                .containsExactly("and 496 more", "and 496 more", "and 196 more");
    }

    private List<Map<String, String>> changes(String which) {
        return lines.list.stream()
                .filter(line -> line.getMessage().equals("Changed the cloud"))
                .map(line -> line.getKeyValuePairs().stream()
                        .collect(Collectors.toMap(pair -> pair.key, pair -> String.valueOf(pair.value))))
                .filter(line -> line.getOrDefault("step", "").startsWith(which))
                .toList();
    }
}
