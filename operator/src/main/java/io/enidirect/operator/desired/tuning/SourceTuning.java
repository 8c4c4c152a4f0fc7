package io.enidirect.operator.desired.tuning;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.DomainSettings;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.ListenerSettings;
import io.enidirect.cloud.RuleKey;
import io.enidirect.cloud.Scheduler;
import io.enidirect.crd.TkeServiceConfig;
import io.enidirect.crd.TkeServiceConfigSpec;
import io.enidirect.crd.TkeServiceConfigSpec.Tuning;
import io.enidirect.operator.annotations.Annotations;
import io.enidirect.operator.annotations.Cut;
import io.enidirect.operator.annotations.TuningWish;
import io.enidirect.operator.desired.model.Asked;
import io.enidirect.operator.desired.model.DefaultDomain;
import io.enidirect.operator.desired.model.DomainWords;
import io.enidirect.operator.desired.model.ListenerWords;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.enidirect.operator.record.Setting;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.Claim;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A source's wishes with what its TkeServiceConfig says of them, which beats the source's own fields. Where that object can't be
 * read, what is there keeps its settings, and what is new gets what the source itself says.
 */
public final class SourceTuning {
    private final Source source;
    private final Standing standing;
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final String object;
    private final @Nullable Entries entries;
    private final boolean holds;

    private SourceTuning(Source source, Snapshot seen) {
        this.source = source;
        this.standing = new Standing(seen);
        TuningWish wish = TuningWish.of(source.object());
        String name = wish.config().orElse("");
        this.object = "TkeServiceConfig " + source.ref().namespace() + "/" + name;
        Optional<TkeServiceConfig> config =
                wish.config().flatMap(any -> seen.config(source.ref().namespace(), any));
        boolean whole = config.filter(each -> !Cut.parts(each)).isPresent();
        // one of its own that is not there, and that nobody makes, says nothing
        boolean unknown = wish.asked() && !whole && !(wish.own() && config.isEmpty());
        this.holds = unknown || source.claim().state() != Claim.State.OURS;
        this.entries = config.filter(each -> whole)
                .flatMap(SourceTuning::said)
                .map(said -> new Entries(said, object, Terms.of(seen), problems::add))
                .orElse(null);
        if (config.isPresent() && !whole) {
            problems.add(tooLong());
        } else if (unknown && wish.config().isPresent()) {
            problems.add(missing(name));
        }
    }

    public static SourceTuning of(Source source, Snapshot seen) {
        return new SourceTuning(source, seen);
    }

    private static Optional<Tuning> said(TkeServiceConfig config) {
        return Optional.ofNullable(config.getSpec()).map(TkeServiceConfigSpec::loadBalancer);
    }

    /** What was found while the others were asked. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** Of an L4 listener. */
    public Asked tuned(Asked asked) {
        return tuned(asked, List.of());
    }

    /** @param urls by which the source calls a rule, the best first */
    public Asked tuned(Asked asked, List<String> urls) {
        Backend backend = asked.backend();
        if (holds) {
            return standing.has(backend) ? asked.with(BackendSettings.UNSPECIFIED, standing.named(backend)) : asked;
        }
        return entries == null
                ? asked
                : entries.backend(backend, urls).map(said -> tuned(asked, said)).orElse(asked);
    }

    private Asked tuned(Asked asked, Said<BackendSettings> said) {
        BackendSettings own = asked.settings();
        BackendSettings settings = said.settings().over(own);
        Set<Setting> named = union(asked.named(), said.named());
        Integer session = said.settings().sessionSeconds();
        Set<Setting> held = union(said.held(), Set.of());
        BackendSettings asItWouldBe =
                with(settings, standing.settings(asked.backend()).orElse(own), held);
        if (excludeEachOther(asItWouldBe)) {
            problems.add(sessionBeside(asked, asItWouldBe));
            held.addAll(Set.of(Setting.SESSION, Setting.SCHEDULER));
        } else if (session != null && own.sessionSeconds() != null && !session.equals(own.sessionSeconds())) {
            problems.add(overruled(asked, session));
        }
        named.removeAll(held);
        Set<Setting> stay = standing.has(asked.backend())
                ? Standing.among(held, standing.named(asked.backend()))
                : EnumSet.noneOf(Setting.class);
        held.removeAll(stay);
        // what nothing stands of is as if the object said nothing of it
        named.addAll(Standing.among(held, asked.named()));
        BackendSettings free = with(settings, own, held);
        return asked.with(with(free, BackendSettings.UNSPECIFIED, stay), union(named, stay));
    }

    /** Sessions persist with WRR only (CLB documentation 214/6154). */
    private static boolean excludeEachOther(BackendSettings settings) {
        return settings.sessionSeconds() != null
                && settings.sessionSeconds() != 0
                && settings.scheduler() != null
                && settings.scheduler() != Scheduler.WRR;
    }

    /** The settings, these of them as the others have them. */
    private static BackendSettings with(BackendSettings settings, BackendSettings others, Set<Setting> which) {
        return new BackendSettings(
                which.contains(Setting.SCHEDULER) ? others.scheduler() : settings.scheduler(),
                which.contains(Setting.SESSION) ? others.sessionSeconds() : settings.sessionSeconds(),
                which.contains(Setting.HEALTH_CHECK) ? others.healthCheck() : settings.healthCheck(),
                settings.idleSeconds(),
                settings.resetsOnDeregister(),
                which.contains(Setting.FORWARD_TYPE) ? others.forwardType() : settings.forwardType(),
                settings.certificates());
    }

    /** What is said of listeners as such. */
    List<ListenerWords> listeners(Collection<ListenerKey> keys) {
        List<ListenerWords> words = new ArrayList<>();
        for (ListenerKey key : keys) {
            Set<Setting> stands = standing.named(key);
            Said<ListenerSettings> said = holds
                    ? new Said<>(ListenerSettings.UNSPECIFIED, Set.of(), Standing.OF_LISTENER)
                    : Optional.ofNullable(entries)
                            .flatMap(all -> all.listener(key))
                            .orElse(null);
            if (said != null) {
                Set<Setting> named = union(said.named(), Standing.among(said.held(), stands));
                if (!named.isEmpty()) {
                    words.add(new ListenerWords(key, source.ref(), said.settings(), named));
                }
            }
        }
        return words;
    }

    /** What is said of the listeners of these parts as such. */
    public List<ListenerWords> listenersOf(Collection<Part> parts) {
        return listeners(
                parts.stream().map(part -> part.backend().listener()).distinct().toList());
    }

    /** What is said of the hosts of these parts; those that are no rules have none. */
    public List<DomainWords> domainsOf(Collection<Part> parts) {
        Map<ListenerKey, Set<String>> hosts = new LinkedHashMap<>();
        for (Part part : parts) {
            RuleKey rule = part.backend().rule();
            if (rule != null) {
                hosts.computeIfAbsent(part.backend().listener(), none -> new LinkedHashSet<>())
                        .add(rule.domain());
            }
        }
        return hosts.entrySet().stream()
                .flatMap(listener -> domains(listener.getKey(), listener.getValue()).stream())
                .toList();
    }

    /** What is said of the hosts of a listener. */
    List<DomainWords> domains(ListenerKey key, Collection<String> domains) {
        List<DomainWords> words = new ArrayList<>();
        Optional<Entries.DefaultServer> server = Optional.ofNullable(entries).flatMap(all -> all.defaultServer(key));
        boolean free = !domains.contains(DefaultDomain.NAME);
        server.filter(each -> !free && !each.means(DefaultDomain.NAME)).ifPresent(each -> problems.add(taken(each)));
        for (String domain : domains) {
            Set<Setting> stands = standing.named(key, domain);
            boolean isDefault = holds
                    ? stands.contains(Setting.DEFAULT_SERVER)
                    : free && server.filter(each -> each.means(domain)).isPresent();
            Said<DomainSettings> said = holds
                    ? new Said<>(DomainSettings.UNSPECIFIED, Set.of(), Set.of(Setting.HTTP2))
                    : Optional.ofNullable(entries)
                            .flatMap(all -> all.domain(key, domain))
                            .orElse(new Said<>(DomainSettings.UNSPECIFIED, Set.of(), Set.of()));
            Set<Setting> named = union(said.named(), Standing.among(said.held(), stands));
            if (isDefault) {
                named.add(Setting.DEFAULT_SERVER);
            }
            if (!named.isEmpty()) {
                words.add(new DomainWords(
                        key, domain, source.ref(), said.settings().withDefaultServer(isDefault), named));
            }
        }
        return words;
    }

    private static Set<Setting> union(Set<Setting> one, Set<Setting> other) {
        Set<Setting> both = EnumSet.noneOf(Setting.class);
        both.addAll(one);
        both.addAll(other);
        return both;
    }

    private Problem taken(Entries.DefaultServer server) {
        return server.at()
                .problem(
                        Code.OVERRULED,
                        server.host(),
                        "the rules without a host, or the defaultBackend, of " + source.ref()
                                + " are for unknown hosts, and these count",
                        "Take it away; the rest works");
    }

    private Problem sessionBeside(Asked asked, BackendSettings settings) {
        return new At(object, "spec.loadBalancer")
                .problem(
                        Code.INVALID_TUNING,
                        settings.scheduler(),
                        "a client stays with its target by WRR only, and of " + asked.backend()
                                + " another scheduler is asked for beside a session of " + settings.sessionSeconds()
                                + " s",
                        "Take the scheduler or the session away; until then both stay as they are");
    }

    private Problem overruled(Asked asked, int seconds) {
        return Problem.of(
                Code.OVERRULED,
                new Place(source.ref().toString(), "spec.sessionAffinity"),
                "ClientIP",
                new Wording(
                        object + " says of " + asked.backend() + " that "
                                + (seconds == 0
                                        ? "a client does not stay with its target"
                                        : "a session lasts " + seconds + " s")
                                + ", and that counts",
                        "Say the same in both, or in one of them"));
    }

    private Problem missing(String name) {
        boolean service = source.ref().kind().equals("Service");
        return Problem.of(
                Code.TUNING_NOT_FOUND,
                new Place(
                        source.ref().toString(),
                        Annotations.field(TuningWish.key(source.ref().kind()))),
                name,
                new Wording(
                        "there is no TkeServiceConfig of that name in its namespace (" + (service ? "E4026" : "E4043")
                                + "), so all that is programmed keeps its settings, and what is new gets the defaults",
                        "Make it, or take the annotation away: then all settings go back to the defaults"));
    }

    private Problem tooLong() {
        return Problem.of(
                Code.TUNING_NOT_FOUND,
                new Place(object, "spec"),
                null,
                new Wording(
                        "it is too long to be read, so all that is programmed keeps its settings, and what is new gets the"
                                + " defaults",
                        "Leave out what addresses no listener or rule"));
    }
}
