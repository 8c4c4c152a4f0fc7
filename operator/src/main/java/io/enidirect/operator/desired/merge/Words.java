package io.enidirect.operator.desired.merge;

import io.enidirect.cloud.ListenerKey;
import io.enidirect.operator.desired.model.Contribution;
import io.enidirect.operator.desired.model.DefaultDomain;
import io.enidirect.operator.desired.model.DomainWords;
import io.enidirect.operator.desired.model.ListenerWords;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.snapshot.Backend;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** Whose word counts for what several share: the first in merge order of those that have a part there. */
final class Words {
    /** A host on a listener. */
    record Host(ListenerKey listener, String domain) {
        static Host of(DomainWords words) {
            return new Host(words.listener(), words.domain());
        }
    }

    private Words() {}

    static <W, K> List<W> first(
            List<Contribution> ordered,
            Function<Contribution, List<W>> said,
            List<Part> parts,
            BiPredicate<W, Part> isOn,
            Function<W, K> place) {
        Map<K, W> first = new LinkedHashMap<>();
        for (Contribution contribution : ordered) {
            for (W words : said.apply(contribution)) {
                boolean there = parts.stream()
                        .anyMatch(part -> part.source().equals(contribution.source()) && isOn.test(words, part));
                if (there) {
                    first.putIfAbsent(place.apply(words), words);
                }
            }
        }
        return List.copyOf(first.values());
    }

    static boolean isOn(ListenerWords words, Part part) {
        return part.backend().listener().equals(words.listener());
    }

    /** The default domain is everybody's: it is held for all that are on its listener. */
    static boolean isOn(DomainWords words, Part part) {
        Backend backend = part.backend();
        return backend.listener().equals(words.listener())
                && backend.rule() != null
                && (words.domain().equals(DefaultDomain.NAME)
                        || backend.rule().domain().equals(words.domain()));
    }
}
