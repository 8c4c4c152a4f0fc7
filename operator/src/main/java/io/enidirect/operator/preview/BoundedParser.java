package io.enidirect.operator.preview;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.parser.Parser;

/**
 * Says no before nodes are made of what no object of Kubernetes is: what is nested so deeply that a stack ends, and what
 * holds itself, of which a merge key makes a loop without end.
 */
final class BoundedParser implements Parser {
    private final Parser parser;
    private final int deepest;
    private final Deque<Optional<Anchor>> open = new ArrayDeque<>();

    BoundedParser(Parser parser, int deepest) {
        this.parser = parser;
        this.deepest = deepest;
    }

    @Override
    public boolean hasNext() {
        return parser.hasNext();
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        return parser.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    @Override
    public Event next() {
        Event event = parser.next();
        if (event instanceof CollectionStartEvent) {
            open.push(((NodeEvent) event).getAnchor());
            if (open.size() > deepest) {
                throw new Unreadable("is nested too deeply", event.getStartMark());
            }
        } else if (event.getEventId() == Event.ID.SequenceEnd || event.getEventId() == Event.ID.MappingEnd) {
            open.pop();
        } else if (event instanceof AliasEvent alias && open.contains(Optional.of(alias.getAlias()))) {
            throw new Unreadable("holds itself: alias " + alias.getAlias(), event.getStartMark());
        }
        return event;
    }
}
