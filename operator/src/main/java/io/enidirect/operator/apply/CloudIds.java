package io.enidirect.operator.apply;

import io.enidirect.cloud.BackendId;
import io.enidirect.cloud.Binding;
import io.enidirect.cloud.Listener;
import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.Rule;
import io.enidirect.cloud.RuleKey;
import io.enidirect.operator.snapshot.Attachment;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.Observed;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Between the plan's identities and the cloud's ids, by what is observed. */
final class CloudIds {
    private final Map<ListenerKey, Listener> byKey;
    private final Map<ListenerId, Listener> byId = new HashMap<>();

    CloudIds(Observed observed) {
        this.byKey = observed.listeners();
        byKey.values().forEach(listener -> byId.put(listener.id(), listener));
    }

    /** Those whose listener (and rule) is there, by their binding. */
    Map<Binding, Attachment> bindings(Collection<Attachment> attachments) {
        Map<Binding, Attachment> bindings = new HashMap<>();
        for (Attachment attachment : attachments) {
            id(attachment.backend()).ifPresent(id -> bindings.put(new Binding(id, attachment.target()), attachment));
        }
        return bindings;
    }

    private Optional<BackendId> id(Backend backend) {
        Listener listener = byKey.get(backend.listener());
        if (listener == null) {
            return Optional.empty();
        }
        RuleKey ruleKey = backend.rule();
        if (ruleKey == null) {
            return Optional.of(BackendId.of(listener.id()));
        }
        return listener.rule(ruleKey).map(Rule::id).map(rule -> BackendId.of(listener.id(), rule));
    }

    /** Empty for a listener or rule that is not known: it was made after the listeners were read. */
    Optional<Attachment> attachment(Binding binding) {
        Listener listener = byId.get(binding.backend().listener());
        if (listener == null) {
            return Optional.empty();
        }
        return ruleKey(listener, binding.backend())
                .map(rule -> new Attachment(new Backend(listener.key(), rule.orElse(null)), binding.target()));
    }

    private static Optional<Optional<RuleKey>> ruleKey(Listener listener, BackendId backend) {
        if (backend.rule() == null) {
            return Optional.of(Optional.empty());
        }
        return listener.rules()
                .filter(rule -> rule.id().equals(backend.rule()))
                .map(rule -> Optional.of(rule.key()))
                .findFirst();
    }
}
