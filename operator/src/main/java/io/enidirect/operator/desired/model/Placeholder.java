package io.enidirect.operator.desired.model;

/**
 * A rule that only holds its domain: it has no targets and matches no request that is meant. The record has it for nobody;
 * whoever asks for something on its listener is told if it is refused.
 */
public record Placeholder(Asked asked) implements Part {
    @Override
    public Placeholder with(Asked other) {
        return new Placeholder(other);
    }
}
