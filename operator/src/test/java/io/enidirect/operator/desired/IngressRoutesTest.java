package io.enidirect.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.RuleKey;
import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.desired.model.DefaultDomain;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.kinds.ingress.IngressClaims;
import io.enidirect.operator.kinds.registry.House;
import io.enidirect.operator.snapshot.HostNetworkTargets;
import io.enidirect.operator.snapshot.Memory;
import io.enidirect.operator.snapshot.Observed;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.enidirect.operator.snapshot.Settings;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.Source;
import io.enidirect.simulator.dataplane.Route;
import io.enidirect.simulator.dataplane.Router;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Random Ingresses of Exact and Prefix paths: what the compiled rules do at the load balancer is what Kubernetes says, and no
 * request is redirected.
 */
class IngressRoutesTest {
    private static final long SEED = 20261125;
    /** Each run draws the same; more of them: {@code -Droutes.sets=100000}. */
    private static final int SETS = Integer.getInteger("routes.sets", 25_000);

    private static final int REQUESTS = 8;

    private static final SourceRef REF = new SourceRef("Ingress", "default", "web", "uid-web");
    private static final CloudLoadBalancer OBJECT = object();
    private static final Map<String, ServiceEndpoints> SERVICES = services();
    private static final Settings SETTINGS = new Settings(
            "cls-1", "vpc-1", true, List.of(), List.of(), HostNetworkTargets.DECLARED, Duration.ofMinutes(30));

    /** A rule as the simulator routes by it, with the Service that stands behind it. */
    private record Located(String domain, String url, String service) implements Router.Location {}

    private record Seen(int requests, int answered, int redirects, List<String> wrong) {}

    @Test
    void routesRandomRuleSetsAsKubernetesSays() {
        long start = System.nanoTime();

        Seen seen = compare(SETS, UnaryOperator.identity());

        System.out.printf(
                "seed %d: %d rule sets, %d requests, %d to a backend, %d redirects, %d wrong, %.1f s%n",
                SEED,
                SETS,
                seen.requests(),
                seen.answered(),
                seen.redirects(),
                seen.wrong().size(),
                (System.nanoTime() - start) / 1e9);
        assertThat(seen.wrong()).isEmpty();
        assertThat(seen.redirects()).isZero();
        assertThat(seen.answered()).isBetween(seen.requests() / 4, seen.requests() * 9 / 10);
    }

    @Test
    void seesThatAPlainPrefixMatchesTooMuch() {
        Seen seen = compare(
                1_000,
                rules -> rules.stream()
                        .map(rule -> rule.url().length() > 1
                                        && rule.url().endsWith("/")
                                        && rule.url().startsWith("/")
                                ? new Located(
                                        rule.domain(),
                                        rule.url().substring(0, rule.url().length() - 1),
                                        rule.service())
                                : rule)
                        .toList());

        assertThat(seen.wrong()).isNotEmpty();
    }

    @Test
    void seesARedirectWhereTheExactRuleOfAPrefixIsMissing() {
        Seen seen = compare(
                1_000,
                rules -> rules.stream()
                        .filter(rule -> !rule.url().startsWith("="))
                        .toList());

        assertThat(seen.redirects()).isPositive();
    }

    private static Seen compare(int sets, UnaryOperator<List<Located>> mutation) {
        Random random = new Random(SEED);
        List<String> wrong = new ArrayList<>();
        int requests = 0;
        int answered = 0;
        int redirects = 0;
        for (int set = 0; set < sets; set++) {
            RandomIngress drawn = new RandomIngress(random);
            Ingress ingress = drawn.ingress();
            IngressMatcher expected = new IngressMatcher(ingress);
            Router<Located> router = new Router<>(mutation.apply(located(ingress)), DefaultDomain.NAME);
            for (int i = 0; i < REQUESTS; i++) {
                String host = drawn.requestHost();
                String path = drawn.requestPath();
                Route<Located> route = router.route(host, path);
                Optional<String> service = route instanceof Route.To<Located> to
                        ? Optional.of(to.location().service())
                        : Optional.empty();
                requests++;
                answered += service.isPresent() ? 1 : 0;
                redirects += route instanceof Route.Slash ? 1 : 0;
                if (!service.equals(expected.backend(host, path))) {
                    wrong.add("set %d: %s%s went to %s instead of %s by %s"
                            .formatted(set, host, path, route, expected.backend(host, path), drawn));
                }
            }
        }
        return new Seen(requests, answered, redirects, wrong);
    }

    /** The rules that the load balancer would get, in the order of their creation, the default domain's first. */
    private static List<Located> located(Ingress ingress) {
        Source source = new Source(
                REF, new IngressClaims(Set.of("eni-direct"), name -> Optional.empty()).of(ingress, true), ingress);
        Desired desired = House.desired(new Snapshot(
                Instant.EPOCH, SETTINGS, OBJECT, List.of(source), SERVICES, Map.of(), Observed.UNREAD, Memory.EMPTY));
        if (!desired.problems().equals(Map.of(REF, List.of()))) {
            throw new AssertionError(desired.problems());
        }
        List<Located> rules = new ArrayList<>();
        for (Part part : desired.state().parts()) {
            RuleKey rule = Optional.ofNullable(part.backend().rule()).orElseThrow();
            rules.add(
                    new Located(rule.domain(), rule.url(), part.origins().get(0).name()));
        }
        if (rules.stream().noneMatch(rule -> rule.domain().equals(DefaultDomain.NAME))) {
            rules.add(new Located(DefaultDomain.PLACEHOLDER.domain(), DefaultDomain.PLACEHOLDER.url(), "nobody"));
        }
        return rules;
    }

    private static CloudLoadBalancer object() {
        CloudLoadBalancer object = new CloudLoadBalancer();
        object.getMetadata().setName("ingress.default.web");
        object.getMetadata().setUid("clb-1");
        object.setSpec(CloudLoadBalancerSpec.own(REF, NetworkSpec.internet(), Map.of()));
        return object;
    }

    private static Map<String, ServiceEndpoints> services() {
        Map<String, ServiceEndpoints> services = new TreeMap<>();
        for (String name : RandomIngress.SERVICES) {
            services.put(
                    "default/" + name,
                    new ServiceEndpoints(
                            new ServiceBuilder()
                                    .withNewMetadata()
                                    .withNamespace("default")
                                    .withName(name)
                                    .endMetadata()
                                    .withNewSpec()
                                    .withSelector(Map.of("app", name))
                                    .addNewPort()
                                    .withPort(80)
                                    .endPort()
                                    .endSpec()
                                    .build(),
                            List.of(),
                            Map.of(),
                            true));
        }
        return Collections.unmodifiableMap(services);
    }
}
