package io.enidirect.operator.problem;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.operator.ReferencePage;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What users read about each code: a code without a line fails here. */
class EventsReferenceTest {
    private record Line(String meaning, String remedy) {}

    private static final Map<Code, Line> LINES = new EnumMap<>(Map.ofEntries(
            line(
                    Code.BAD_ANNOTATION,
                    "An annotation's value is not what its key allows. What was programmed stays.",
                    "Write what the event says."),
            line(
                    Code.NOT_CLAIMED,
                    "The Service asks by annotation alone, and TKE's own controller answers to that, too. Or field and"
                            + " annotation of an Ingress name classes of different controllers. Or the class is almost one"
                            + " of ours.",
                    "A new Service with `spec.loadBalancerClass: eni-direct.io/clb`; or switch TKE's controller off"
                            + " and start with `--claim-beside-tke`. Of an Ingress's two classes take one away. Write the"
                            + " class as it is spelled."),
            line(
                    Code.UNCLEAR,
                    "A word that can't be understood, and is taken for what restricts most: the load balancer is kept.",
                    "Write `\"true\"` or `\"false\"`."),
            line(
                    Code.SKIPPED,
                    "The source's mode is `skip`: its load balancer is left alone.",
                    "Take the annotation away when it is to be looked after again."),
            line(
                    Code.NOT_ADMITTED,
                    "The source's namespace may not name this LoadBalancerProfile, or the source says otherwise than its"
                            + " profile restricts. For a new source nothing is made; what was programmed stays, and nothing is"
                            + " added.",
                    "Name another profile, or take away what the event names; or have the administrator let it in."),
            line(
                    Code.CANNOT_RESTRICT,
                    "Something that restricts is asked for and can't be given: TLS, source ranges, an"
                            + " existing load balancer, or a field of a CloudLoadBalancer or LoadBalancerProfile that has no"
                            + " effect yet. For a new source nothing is made; what was programmed stays, and"
                            + " nothing is added.",
                    "Take it away if the source will do without."),
            line(
                    Code.UNKNOWN_RESTRICTION,
                    "A key that nobody knows is almost one that restricts, at most two letters off. As with"
                            + " `CannotRestrict` nothing new is made, and what was programmed stays.",
                    "Write the key that the event names, or take this one away."),
            line(
                    Code.UNKNOWN_KEY,
                    "A key that begins like one of TKE's, of ingress-nginx or ours is none of the [known"
                            + " ones](annotations.md), and has no effect; the rest works.",
                    "Write the key that the event names, if it names one; else take it away."),
            line(
                    Code.CLAIM_HELD,
                    "TKE's controller turned up after the Service was claimed: it stays ours. Or an Ingress that is ours"
                            + " got a second class, of another controller: what is programmed stays as it is.",
                    "As for `NotClaimed`."),
            line(
                    Code.CLASS_NOT_FOUND,
                    "The IngressClass of an Ingress that is ours is gone. What was programmed stays.",
                    "Make it again; or list its name in `--ingress-classes`; or give the Ingress another class."),
            line(
                    Code.PROFILE_NOT_FOUND,
                    "A LoadBalancerProfile that is named is not there, or says what can't be had.",
                    "Make it, or correct it; what waits for it follows by itself."),
            line(
                    Code.UNSUPPORTED,
                    "A field or annotation has no effect with this controller; the rest works. CLB can't rewrite paths, for"
                            + " instance: the pods see the path as it was asked for.",
                    "Take it away."),
            line(
                    Code.UNSUPPORTED_PART,
                    "A port or rule can't be programmed at all, by its protocol or the kind of its backend for instance; the"
                            + " others are.",
                    "Use TCP or UDP, a Service with pods, or an ExternalBackend."),
            line(
                    Code.INVALID_RULE,
                    "A host or path that CLB has no rule for: a host has 1–80 characters and is a DNS name, a URL 1–200 of"
                            + " `a-z A-Z 0-9 . - _ / = ? :`. The other rules go on.",
                    "Write what the event says."),
            line(
                    Code.RULE_TAKEN,
                    "This host and path is asked for twice, or the host is another namespace's.",
                    "Ask for another one. It is taken over when the one that has it goes."),
            line(
                    Code.BAD_REDIRECT,
                    "A redirect leads to a rule that nobody asks for, that redirects itself, or that is on the same"
                            + " listener.",
                    "Let it lead to a rule of another listener that forwards."),
            line(
                    Code.BACKEND_NOT_FOUND,
                    "A Service, its port, or an ExternalBackend that an Ingress names is not there. A rule that was"
                            + " programmed stays and follows the pods that it had.",
                    "Make it, or name another; the rule follows by itself."),
            line(
                    Code.CLAMPED,
                    "A number was moved into the cloud's range.",
                    "Write one within, or live with the one that is used."),
            line(
                    Code.INVALID_TUNING,
                    "A value in the TkeServiceConfig that the source names is out of its range, or can't be on that listener or"
                            + " rule. This setting stays as it is; the others go on.",
                    "Write what the event says."),
            line(
                    Code.TUNING_NOT_FOUND,
                    "The TkeServiceConfig that the source names is not there, or is too long to be read (TKE's E4026 and"
                            + " E4043). What is programmed keeps its settings; what is new gets the defaults.",
                    "Make it; or take the annotation away, and all settings go back to the defaults."),
            line(
                    Code.OVERRULED,
                    "Two say different things of one setting, and the value that the event names has no effect: a profile's"
                            + " gives way to a spec field's, that to a TkeServiceConfig's, and that to an annotation's.",
                    "Say the same in both, or in one of them."),
            line(
                    Code.IMMUTABLE,
                    "Public, internal and the subnet can't be changed. The old state stays.",
                    "Put the old value back; or give the load balancer up and ask again, without waiting in between: a Service"
                            + " with `type: ClusterIP` and then `LoadBalancer`, an Ingress without its class and then with it."
                            + " The old load balancer and its address go first, then the new one is made."),
            line(
                    Code.TARGET_TAKEN,
                    "The pods' port already stands behind another listener of the load balancer (TKE's E4036).",
                    "Another `targetPort`."),
            line(
                    Code.TARGET_REFUSED,
                    "An endpoint is no living pod of the Service, or its address is not in `--target-ranges`; or an address of"
                            + " an ExternalBackend is not in `--external-ranges`, or is one of this cluster.",
                    "Let the selector find pods; run them where the VPC reaches them."),
            line(
                    Code.NO_TARGETS,
                    "What is programmed has nothing to forward to: a Service without a selector, with one that selects nothing"
                            + " (scaled to zero, too), with a named `targetPort` that no container has, of addresses of the other"
                            + " family only, or none of whose pods is ready or may be a target. What pods come to is told"
                            + " after ten seconds. The address stays; `Ready` is False.",
                    "What the event says; pods become targets by themselves."),
            line(
                    Code.FOREIGN_LISTENER,
                    "Another listener has this port on the load balancer.",
                    "Delete it, or choose another port. It is taken over after the next drift check."),
            line(
                    Code.OWNERSHIP_LOST,
                    "The load balancer has lost our tags, or its record is another cluster's. Nothing on it is written to.",
                    "Put the tags back."),
            line(Code.LOAD_BALANCER_GONE, "An existing load balancer, named by its id, is gone.", "Name another one."),
            line(
                    Code.NAME_TAKEN,
                    "The CloudLoadBalancer of that name is another object's, perhaps one that is still going.",
                    "Wait until it is gone, or delete it."),
            line(
                    Code.BEING_DELETED,
                    "The load balancer that the source had is still being deleted, and it asks for another one: internal"
                            + " instead of public, for instance.",
                    "Wait: it is made when the old one is gone. `kubectl get clb NAME -o yaml` says what the deletion waits"
                            + " for."),
            line(
                    Code.DELETION_LIMIT,
                    "More load balancers of the region are to be deleted than the cloud allows at a time, 30 in 5 minutes."
                            + " The condition `DeletionBlocked` of the source and of its CloudLoadBalancer says when it"
                            + " goes on.",
                    "None: it goes on by itself."),
            line(
                    Code.RELEASED,
                    "Something stays in the cloud and is no longer looked after: a load balancer with somebody else's listener"
                            + " on it or with `deletionPolicy: Retain`, from which ours is taken off; or one that has lost our"
                            + " tags, or a listener on it, as it is. The CloudLoadBalancer is told the same, in namespace"
                            + " `default`.",
                    "What the event says: it names the id, what stays, and the command that deletes it."),
            line(
                    Code.QUOTA,
                    "A quota, the balance or the cloud's stock is used up; or the rules of a listener are: a Prefix path"
                            + " needs two, unknown hosts one; or the listeners of a load balancer are; 50 of each by the cloud's default.",
                    "Raise it, and it is tried again; or spread them over several Ingresses or Services."),
            line(Code.REJECTED, "The cloud refused it.", "Change what it names. It is tried again."),
            line(Code.DENIED, "The controller's credentials do not allow it.", "Grant it to them. It is tried again."),
            line(Code.UNREACHABLE, "The cloud does not answer, or fails.", "None: it is tried again."),
            line(
                    Code.REPLACEMENT_REFUSED,
                    "The cloud refused what was to replace a part that had to go first. The old part is back.",
                    "Change it; the same is not tried again."),
            line(
                    Code.NO_ROOM,
                    "An Ingress has so many annotations that its conditions, which are one, have no room. Its address is"
                            + " shown all the same.",
                    "Take some annotations away."),
            line(
                    Code.RECORD_FULL,
                    "The record would grow past what Kubernetes stores.",
                    "Spread the sources over several load balancers."),
            line(
                    Code.MORE_PROBLEMS,
                    "One source has more problems than are told one by one; those that block are told first.",
                    "Mend those that are told.")));

    @Test
    void documentsEveryCode() throws IOException {
        assertThat(LINES).containsOnlyKeys(Code.values());
        ReferencePage.check("events.md", """
                # Events

                [中文](events.zh-CN.md)

                Written from the code; `-Ddocs.update` on the build of `operator` rewrites it.

                An event is sent when its problem begins, not again while it lasts, and every five minutes at most where it comes
                and goes. A problem is its code, place, value, rule and remedy; what differs from one time to the next (a request's
                id, the pods concerned) stands in brackets at the end, as it was at first. The code stands in the conditions' reason and in
                `status.sources[].problems` of the CloudLoadBalancer. A code that blocks means that something which was asked for
                is not there. Not every code can come up yet: some belong to load balancers that several sources share.

                | code | event | blocks | meaning | remedy |
                |---|---|---|---|---|
                %s

                `Synced` (normal, not a warning) says that listeners and rules are as the Service or Ingress wants them.
                """.formatted(
                Arrays.stream(Code.values()).map(EventsReferenceTest::row).collect(joining("\n"))));
    }

    private static Map.Entry<Code, Line> line(Code code, String meaning, String remedy) {
        return Map.entry(code, new Line(meaning, remedy));
    }

    private static String row(Code code) {
        Line line = LINES.getOrDefault(code, new Line("", ""));
        return "| `%s` | `%s` | %s | %s | %s |"
                .formatted(code.text(), code.event(), code.blocks() ? "yes" : "no", line.meaning(), line.remedy());
    }
}
