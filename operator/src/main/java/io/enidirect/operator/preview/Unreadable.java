package io.enidirect.operator.preview;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** What is YAML, but no object, or more than is looked at. */
final class Unreadable extends YamlEngineException {
    private static final long serialVersionUID = 1L;

    /** From 1; 0: not known. */
    private final int line;

    private final String what;

    Unreadable(String what, Optional<Mark> at) {
        super(what);
        this.what = what;
        this.line = at.map(mark -> mark.getLine() + 1).orElse(0);
    }

    int line() {
        return line;
    }

    String what() {
        return what;
    }
}
