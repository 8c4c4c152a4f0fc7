package io.enidirect.cloud;

/**
 * Where a rule sends its requests: to a rule of another L7 listener of its load balancer (CLB API, RewriteTarget).
 *
 * @param listener the listener of the target
 * @param rule the target, which redirects to none itself
 * @param code 301, 302 or 307
 * @param keepsPath the client's path and query stay; otherwise the target rule's URL takes their place (TakeUrl)
 */
public record Rewrite(ListenerId listener, RuleId rule, int code, boolean keepsPath) {
    public Rewrite {
        if (code != 301 && code != 302 && code != 307) {
            throw new IllegalArgumentException("A redirect's code of " + code + " is none of 301, 302, 307");
        }
    }
}
