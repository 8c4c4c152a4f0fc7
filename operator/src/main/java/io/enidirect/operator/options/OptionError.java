package io.enidirect.operator.options;

/**
 * Why the start is refused.
 *
 * @param option where the value was given: {@code --name} or {@code ENI_DIRECT_NAME}
 * @param problem the value and the rule that it breaks
 * @param remedy what to do
 */
public record OptionError(String option, String problem, String remedy) {
    @Override
    public String toString() {
        return option + ": " + problem + ". " + remedy + ".";
    }
}
