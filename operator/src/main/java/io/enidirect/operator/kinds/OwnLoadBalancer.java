package io.enidirect.operator.kinds;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.CloudLoadBalancerSpec.DeletionPolicy;
import io.enidirect.crd.LoadBalancerProfileSpec;
import io.enidirect.crd.LoadBalancerProfileSpec.Restricting;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.crd.NetworkSpec.IpVersion;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.annotations.Annotations;
import io.enidirect.operator.annotations.InternalNetwork;
import io.enidirect.operator.annotations.Keys;
import io.enidirect.operator.annotations.LoadBalancerWords;
import io.enidirect.operator.annotations.Said;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a source says of the load balancer that is made for it, itself or by its profile. Network, tags and name count when that
 * is made; the rest follows its words, and its profile's.
 */
public final class OwnLoadBalancer {
    private static final String CLOUD_FINALIZER = "eni-direct.io/cloud";
    private static final int MOST_TAGS = 18;

    private final HasMetadata source;
    private final String name;
    private final LoadBalancerWords words;
    private final ChosenProfile profile;
    private final WantedNetwork network;
    private final TunedBandwidth tuned;
    private final WantedFields live;

    private OwnLoadBalancer(HasMetadata source, LoadBalancerWords words, ChosenProfile profile, TunedBandwidth tuned) {
        this.source = source;
        this.name = SourceRef.to(source).toString();
        this.words = words;
        this.profile = profile;
        this.network = new WantedNetwork(name, words, profile);
        this.tuned = tuned;
        this.live = new WantedFields(source, words, profile, network.internal(), tuned);
    }

    public static OwnLoadBalancer of(HasMetadata source, ChosenProfile profile, ClusterView cluster) {
        return new OwnLoadBalancer(source, LoadBalancerWords.of(source), profile, TunedBandwidth.of(source, cluster));
    }

    /** Why nothing new may be made or programmed for it, whatever there is already. */
    public List<Problem> refusals() {
        return Stream.of(
                        profile.problems().stream()
                                .filter(problem -> problem.code().blocks()),
                        network.overruled().stream(),
                        overruled().stream())
                .flatMap(problems -> problems)
                .toList();
    }

    private List<Problem> overruled() {
        List<Problem> problems = new ArrayList<>();
        LoadBalancerProfileSpec spec = profile.spec();
        words.securityGroups()
                .filter(said ->
                        spec.securityGroups() != null && !spec.securityGroups().equals(said.value()))
                .ifPresent(said -> restricts(Restricting.securityGroups, said, spec.securityGroups(), problems));
        words.passToTarget()
                .filter(said -> Boolean.FALSE.equals(spec.passToTarget()) && said.value())
                .ifPresent(said -> restricts(Restricting.passToTarget, said, false, problems));
        words.deletionProtection()
                .filter(said -> Boolean.TRUE.equals(spec.deletionProtection()) && !said.value())
                .ifPresent(said -> restricts(Restricting.deletionProtection, said, true, problems));
        words.retain()
                .filter(said -> spec.deletionPolicy() == DeletionPolicy.Retain && !said.value())
                .ifPresent(said -> restricts(Restricting.deletionPolicy, said, DeletionPolicy.Retain, problems));
        return problems;
    }

    private void restricts(Restricting field, Said<?> said, @Nullable Object standing, List<Problem> problems) {
        if (!profile.lets(field)) {
            problems.add(Overruling.restricts(name, said, profile, field.name(), String.valueOf(standing)));
        }
    }

    /** Why nothing can be made for it now. */
    public List<Problem> bad() {
        return Stream.concat(refusals().stream(), network.bad().stream()).toList();
    }

    /** What has no effect, or loses against what goes before it. */
    public List<Problem> notices() {
        List<Problem> problems = new ArrayList<>(network.withoutEffect());
        problems.addAll(tuned.problems());
        profile.problems().stream().filter(problem -> !problem.code().blocks()).forEach(problems::add);
        List<Said<Integer>> bandwidths = live.bandwidths();
        if (network.internal()) {
            bandwidths.forEach(said -> problems.add(Overruling.publicOnly(name, said)));
        } else if (!bandwidths.isEmpty()) {
            Said<Integer> first = bandwidths.get(0);
            bandwidths.stream()
                    .filter(said -> !said.value().equals(first.value()))
                    .forEach(said -> problems.add(Overruling.loses(name, said.field(), said.value(), first.field())));
            Integer profiled = profile.spec().internetMaxBandwidthOut();
            if (profiled != null && !profiled.equals(first.value())) {
                problems.add(Overruling.loses(
                        profile.object(), "spec.internetMaxBandwidthOut", profiled, first.field() + " of " + name));
            }
        }
        words.chargeType()
                .flatMap(said -> words.parameters()
                        .chargeType()
                        .filter(other -> other.value() != said.value())
                        .map(other -> Overruling.loses(name, other.field(), other.value(), said.field())))
                .ifPresent(problems::add);
        words.parameters()
                .tags()
                .ifPresent(said -> profile.spec().tags().forEach((key, value) -> {
                    if (!value.equals(said.value().getOrDefault(key, value))) {
                        problems.add(Overruling.loses(
                                profile.object(), "spec.tags." + key, value, said.field() + " of " + name));
                    }
                }));
        return problems;
    }

    /** What is wrong with it for a load balancer that is made already. */
    public List<Problem> against(CloudLoadBalancer made) {
        NetworkSpec stands = made.getSpec().network();
        if (stands == null) {
            return notices();
        }
        Optional<String> madeBy = Annotations.of(made, Keys.PROFILE);
        boolean profiled = madeBy.isPresent() || profile.name() != null;
        List<Problem> problems = new ArrayList<>(network.against(stands, profiled, this::immutable));
        problems.addAll(notices());
        otherProfile(madeBy, stands).ifPresent(problems::add);
        words.parameters()
                .name()
                .filter(said -> !said.value().equals(made.getSpec().name()))
                .map(said -> immutable(said, "name", stands))
                .ifPresent(problems::add);
        words.parameters()
                .tags()
                .filter(said -> !made.getSpec()
                        .tags()
                        .entrySet()
                        .containsAll(said.value().entrySet()))
                .map(said -> immutable(said, "tags", stands))
                .ifPresent(problems::add);
        return problems;
    }

    /** Whether it asks for another load balancer than this one is: one that is being deleted then goes. */
    public boolean wantsAnother(CloudLoadBalancer made) {
        NetworkSpec stands = made.getSpec().network();
        return stands != null && words.problems().isEmpty() && bad().isEmpty() && !same(network.spec(), stands);
    }

    /** The same profile may have been edited since, and a class may name another one: only the source's own word counts. */
    private Optional<Problem> otherProfile(Optional<String> madeBy, NetworkSpec stands) {
        if (!profile.own()
                || !profile.usable()
                || words.subnet().isPresent()
                || madeBy.equals(Optional.ofNullable(profile.name()))
                || same(network.spec(), stands)) {
            return Optional.empty();
        }
        return Optional.of(immutable(
                new Said<>(String.valueOf(profile.name()), Annotations.field(Keys.PROFILE)), "network", stands));
    }

    private static boolean same(NetworkSpec one, NetworkSpec other) {
        return one.type() == other.type()
                && Objects.equals(one.subnetId(), other.subnetId())
                && full(one) == full(other);
    }

    private static boolean full(NetworkSpec network) {
        return network.ipVersion() == IpVersion.IPv6FullChain;
    }

    /** That it asks, in this field, for what a made load balancer can't become. */
    private Problem immutable(@Nullable Said<?> said, String field, NetworkSpec made) {
        String is = made.type() == NetworkSpec.Type.Internal
                ? "its load balancer is internal, in " + made.subnetId()
                : "its load balancer is public";
        boolean place = field.equals("subnetId") || field.equals("network");
        return Problem.of(
                Code.IMMUTABLE,
                new Place(name, said == null ? Annotations.field(InternalNetwork.place(source, field)) : said.field()),
                said == null ? "(absent)" : said.value().toString(),
                new Wording(
                        (place ? is : "its load balancer was made with another " + field)
                                + ", and that can't be changed",
                        "Put the old value back, or " + InternalNetwork.anew(source)));
    }

    /** The object to be made. It says by which profile, for those who wonder later. */
    public CloudLoadBalancer object(SourceRef ref) {
        CloudLoadBalancer object = new CloudLoadBalancer();
        LiveFields fields = live.change(LiveFields.NONE).orElse(LiveFields.NONE);
        Map<String, String> annotations = new TreeMap<>();
        if (profile.name() != null) {
            annotations.put(Keys.PROFILE, profile.name());
        }
        if (fields.wordsText() != null) {
            annotations.put(Keys.SOURCE_WORDS, fields.wordsText());
        }
        object.setMetadata(new ObjectMetaBuilder()
                .withName(ObjectNames.of(ref))
                .withFinalizers(CLOUD_FINALIZER)
                .withAnnotations(annotations)
                .build());
        object.setSpec(new CloudLoadBalancerSpec(
                ref,
                null,
                network.spec(),
                words.parameters().name().map(Said::value).orElse(null),
                tags(),
                fields.deletionPolicy(),
                null,
                fields.securityGroups(),
                fields.internetMaxBandwidthOut(),
                fields.passToTarget(),
                fields.deletionProtection()));
        return object;
    }

    /** The source's own go before its profile's; more than there is room for are left out at the end. */
    private Map<String, String> tags() {
        Map<String, String> tags = new TreeMap<>(profile.spec().tags());
        words.parameters().tags().ifPresent(said -> tags.putAll(said.value()));
        Map<String, String> kept = new TreeMap<>();
        tags.entrySet().stream().limit(MOST_TAGS).forEach(tag -> kept.put(tag.getKey(), tag.getValue()));
        return kept;
    }

    /** What has to be written into the made object, if anything. */
    public Optional<LiveFields> change(CloudLoadBalancer made) {
        return live.change(LiveFields.of(made));
    }

    /** Of a source that goes: only what decides on what becomes of its load balancer, and that counts whatever else is wrong. */
    public Optional<LiveFields> lastWords(CloudLoadBalancer made) {
        return live.lastWords(LiveFields.of(made));
    }
}
