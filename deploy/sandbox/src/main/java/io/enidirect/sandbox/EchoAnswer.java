package io.enidirect.sandbox;

import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an echo pod says about a request: {@code pod=<name> client=<ip> path=<path> host=<host> forwarded=<ip>} over HTTP,
 * its first two words over raw TCP and UDP.
 *
 * @param pod the name of the pod that answered
 * @param client the source address that it saw
 * @param path of the HTTP request
 * @param host of the HTTP request, as in its header
 * @param forwarded for whom the request was, as its {@code X-Forwarded-For} says, without spaces
 */
public record EchoAnswer(
        String pod, String client, Optional<String> path, Optional<String> host, Optional<String> forwarded) {

    private static final Pattern WORD = Pattern.compile("(\\w+)=(\\S+)");

    /** What is said where no HTTP is spoken. */
    public static EchoAnswer bare(String pod, String client) {
        return new EchoAnswer(pod, client, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Reads what came over the wire.
     *
     * @throws IllegalArgumentException where the text is no answer of an echo pod
     */
    public static EchoAnswer parse(String text) {
        Map<String, String> words = WORD.matcher(text)
                .results()
                .collect(Collectors.toMap(word -> word.group(1), EchoAnswer::value, (first, second) -> first));
        String pod = words.get("pod");
        String client = words.get("client");
        if (pod == null || client == null) {
            throw new IllegalArgumentException("no answer of an echo pod: " + text);
        }
        return new EchoAnswer(
                pod,
                client,
                Optional.ofNullable(words.get("path")),
                Optional.ofNullable(words.get("host")),
                Optional.ofNullable(words.get("forwarded")));
    }

    private static String value(MatchResult word) {
        return word.group(2);
    }

    /** The answer as it goes over the wire, with its line end. */
    public String line() {
        return "pod=" + pod + " client=" + client + word("path", path) + word("host", host)
                + word("forwarded", forwarded.map(addresses -> addresses.replace(" ", ""))) + "\n";
    }

    private static String word(String name, Optional<String> value) {
        return value.map(given -> " " + name + "=" + given).orElse("");
    }
}
