package io.enidirect.operator.words;

import com.fasterxml.jackson.databind.node.TextNode;
import io.enidirect.cloud.LoadBalancers;
import io.enidirect.cloud.ManualClock;
import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.SourceRef;
import io.enidirect.crd.TkeServiceConfig;
import io.enidirect.operator.annotations.Keys;
import io.enidirect.operator.apply.CoreLoop;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.front.SourceFacts;
import io.enidirect.operator.front.SourcePlan;
import io.enidirect.operator.kinds.ClusterView;
import io.enidirect.operator.kinds.Kinds;
import io.enidirect.operator.kinds.LiveFields;
import io.enidirect.operator.kinds.SourceKind;
import io.enidirect.operator.kinds.registry.Given;
import io.enidirect.operator.kinds.registry.House;
import io.enidirect.operator.observe.GivenObjects;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.snapshot.AddressRange;
import io.enidirect.operator.snapshot.HostNetworkTargets;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.enidirect.operator.snapshot.Settings;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.Source;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The source {@code default/web} with its front, its own object and the main reconciler, from its claim to its release. */
final class Household {
    private static final Settings SETTINGS = new Settings(
            "cls-1",
            "vpc-1a2b3c4d",
            true,
            List.of(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("fc00::/7")),
            List.of(),
            HostNetworkTargets.DECLARED,
            Duration.ZERO);
    private static final Kinds KINDS = House.kinds(Set.of("qcloud"));
    private static final int MOST_ROUNDS = 12;
    private static final AtomicInteger MADE = new AtomicInteger();

    private final String kind;
    private final String uid;
    private final ManualClock time;
    private final LoadBalancers cloud;
    private View view;
    private @Nullable Main main;
    private List<Problem> told = List.of();

    /**
     * What is there: never changed, and looked at as often as there is something to do.
     *
     * @param seen the source as the main reconciler sees it
     */
    private record View(Given given, GivenObjects objects, HasMetadata source, Source seen) {}

    /** The main reconciler of its own object. */
    private final class Main extends CoreLoop {
        Main(CloudLoadBalancer object) {
            super(object, SETTINGS, time, cloud);
        }

        @Override
        protected List<Source> sources() {
            return List.of(view.seen());
        }

        @Override
        protected Map<String, ServiceEndpoints> endpoints() {
            return view.objects().endpoints(object(), sources());
        }

        @Override
        protected Map<String, TkeServiceConfig> configs() {
            return view.objects().configs(sources());
        }
    }

    /** @param cloud made with the clock by which all of it goes */
    Household(String kind, World world, Function<ManualClock, LoadBalancers> cloud) {
        this.kind = kind;
        this.uid = "00000000-0000-0000-0000-%012d".formatted(MADE.incrementAndGet());
        this.time = new ManualClock(CoreLoop.START);
        this.cloud = cloud.apply(time);
        this.view = view(world);
    }

    private View view(World world) {
        List<HasMetadata> objects = world.with(kind + "/web", List.of("metadata", "uid"), TextNode.valueOf(uid))
                .built();
        HasMetadata source = objects.stream()
                .filter(object -> object.getKind().equals(kind)
                        && object.getMetadata().getName().equals("web"))
                .findFirst()
                .orElseThrow();
        Given given = new Given(objects);
        return new View(
                given,
                new GivenObjects(KINDS, objects),
                source,
                seen(KINDS.named(kind).orElseThrow(), source, given));
    }

    private <P extends HasMetadata> Source seen(SourceKind<P> of, HasMetadata object, ClusterView cluster) {
        P source = of.trim().forMain(of.type().cast(object));
        return new Source(new SourceRef(kind, "default", "web", uid), of.claim(source, true, cluster), source);
    }

    /** Lets the cluster be this from now on, and all be done that comes of it. */
    Household be(World world) {
        view = view(world);
        return settle();
    }

    Household settle() {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            boolean acted = front(KINDS.named(kind).orElseThrow());
            if (main != null) {
                main.settle();
                if (main.released()) {
                    main = null;
                    acted = true;
                }
            }
            if (!acted) {
                return this;
            }
        }
        throw new AssertionError("Its front never comes to an end: " + told);
    }

    /** All that is in memory is lost. */
    void crash() {
        if (main != null) {
            main.crash();
        }
    }

    /** As its front does; answers whether it wrote something. */
    private <P extends HasMetadata> boolean front(SourceKind<P> of) {
        ClusterView cluster = view.given();
        P source = of.trim().forFront(of.type().cast(source()));
        CloudLoadBalancer own = main == null ? null : main.object();
        SourcePlan plan = SourcePlan.of(
                source,
                of.claim(source, own != null, cluster),
                of.own(source, cluster),
                new SourceFacts(uid, own, own == null ? List.of() : List.of(own)));
        told = plan.problems();
        return switch (plan.step()) {
            case MAKE -> {
                main = new Main(made(plan.making()));
                yield true;
            }
            case ADAPT -> adapt(of.own(source, cluster).change(own()));
            case DELETE -> {
                adapt(of.own(source, cluster).lastWords(own()));
                CloudLoadBalancer going = copy(own(), own().getSpec());
                going.getMetadata().setDeletionTimestamp(time.instant().toString());
                main().replace(going);
                yield true;
            }
            default -> false;
        };
    }

    private CloudLoadBalancer made(@Nullable CloudLoadBalancer making) {
        CloudLoadBalancer made = Objects.requireNonNull(making);
        made.getMetadata().setUid("11111111-0000-0000-0000-%012d".formatted(MADE.incrementAndGet()));
        return made;
    }

    private boolean adapt(Optional<LiveFields> change) {
        change.ifPresent(fields -> main().replace(adapted(own(), fields)));
        return change.isPresent();
    }

    private static CloudLoadBalancer adapted(CloudLoadBalancer own, LiveFields fields) {
        CloudLoadBalancerSpec spec = own.getSpec();
        CloudLoadBalancer adapted = copy(
                own,
                new CloudLoadBalancerSpec(
                        spec.source(),
                        spec.loadBalancerId(),
                        spec.network(),
                        spec.name(),
                        spec.tags(),
                        fields.deletionPolicy(),
                        spec.namespaces(),
                        fields.securityGroups(),
                        fields.internetMaxBandwidthOut(),
                        fields.passToTarget(),
                        fields.deletionProtection()));
        Map<String, String> annotations = new TreeMap<>(
                Optional.ofNullable(own.getMetadata().getAnnotations()).orElse(Map.of()));
        put(annotations, Keys.SOURCE_WORDS, fields.wordsText());
        put(annotations, Keys.MODE, fields.mode());
        adapted.getMetadata().setAnnotations(annotations);
        return adapted;
    }

    private static void put(Map<String, String> annotations, String key, @Nullable String value) {
        if (value == null) {
            annotations.remove(key);
        } else {
            annotations.put(key, value);
        }
    }

    private static CloudLoadBalancer copy(CloudLoadBalancer own, CloudLoadBalancerSpec spec) {
        CloudLoadBalancer copy = new CloudLoadBalancer();
        copy.setMetadata(new ObjectMetaBuilder(own.getMetadata()).build());
        copy.setSpec(spec);
        return copy;
    }

    private HasMetadata source() {
        return view.source();
    }

    /** The writes since they were last cleared, by the port's names. */
    List<String> writes() {
        return main == null ? List.of() : main.wire.writes();
    }

    void clearWrites() {
        if (main != null) {
            main.wire.clear();
        }
    }

    Set<String> cloudState() {
        return CloudState.of(cloud);
    }

    /** Whether it has an object of its own. */
    boolean stands() {
        return main != null;
    }

    /** Whether nothing is made for it, and it is told why. */
    boolean isRefused() {
        return main == null && told.stream().anyMatch(problem -> problem.code().blocks());
    }

    /** The loop of its own object, which has to be there. */
    CoreLoop main() {
        if (main == null) {
            throw new AssertionError("Nothing is made for it: " + told);
        }
        return main;
    }

    private CloudLoadBalancer own() {
        return main().object();
    }

    /** What would be made for it as it is now, were there nothing yet. */
    String making() {
        return making(KINDS.named(kind).orElseThrow());
    }

    private <P extends HasMetadata> String making(SourceKind<P> of) {
        P source = of.trim().forFront(of.type().cast(source()));
        SourcePlan plan = SourcePlan.of(
                source,
                of.claim(source, false, view.given()),
                of.own(source, view.given()),
                new SourceFacts(uid, null, List.of()));
        CloudLoadBalancer making = plan.making();
        return making == null
                ? "nothing"
                : making.getSpec() + " " + making.getMetadata().getAnnotations();
    }

    /** All that is wrong, or told, now. */
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(told);
        if (main != null) {
            Snapshot seen = main.snapshot();
            Desired desired = main.desired();
            Plan plan = Plan.between(desired.state(), seen);
            desired.problems().values().forEach(problems::addAll);
            plan.problems().values().forEach(problems::addAll);
            problems.addAll(plan.whole());
        }
        return problems.stream().distinct().sorted().toList();
    }
}
