package io.enidirect.quickstart;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A request and who answers it, as a line in a manifest's comment says: {@code #   foo.bar.com/bar -> service1}.
 *
 * @param host empty: the request goes to the bare address
 * @param backend the Deployment or ExternalBackend; or {@link #NOBODY}
 */
record Exchange(String host, String path, String backend) {

    /** The load balancer itself answers, with a 404. */
    static final String NOBODY = "404";

    private static final Pattern LINE = Pattern.compile("(?m)^# +([^/ ]*)(/\\S*) +-> (\\S+)$");

    static List<Exchange> in(String manifest, String yaml) {
        List<Exchange> exchanges = LINE.matcher(yaml)
                .results()
                .map(line -> new Exchange(line.group(1), line.group(2), line.group(3)))
                .toList();
        if (exchanges.isEmpty()) {
            throw new IllegalStateException(
                    manifest + " does not say who answers: no line like `# host/path -> backend`");
        }
        return exchanges;
    }

    String request() {
        return "GET " + host + path;
    }
}
