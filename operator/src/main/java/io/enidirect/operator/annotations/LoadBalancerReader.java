package io.enidirect.operator.annotations;

import static io.enidirect.operator.annotations.Keys.INGRESS;
import static io.enidirect.operator.annotations.Keys.INGRESS_OLD;
import static io.enidirect.operator.annotations.Keys.SERVICE;
import static io.enidirect.operator.annotations.Keys.SERVICE_OLD;
import static io.enidirect.operator.annotations.Keys.SERVICE_OLDEST;

import io.enidirect.crd.NetworkSpec.ChargeType;
import io.enidirect.operator.annotations.LoadBalancerWords.Parameters;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what a source says of its own load balancer. Of several spellings the newest counts. */
final class LoadBalancerReader {
    static final List<String> SERVICE_CHARGE_TYPE =
            List.of(SERVICE_OLD + "qcloud-loadbalancer-internet-charge-type", SERVICE_OLDEST + "internetChargeType");
    static final List<String> SERVICE_BANDWIDTH = List.of(
            SERVICE_OLD + "qcloud-loadbalancer-internet-max-bandwidth-out", SERVICE_OLDEST + "internetMaxBandwidthOut");
    static final List<String> INGRESS_CHARGE_TYPE = List.of(INGRESS_OLD + "internetChargeType");
    static final List<String> INGRESS_BANDWIDTH = List.of(INGRESS_OLD + "internetMaxBandwidthOut");
    static final String SERVICE_PARAMETERS = SERVICE_OLD + "service.extensiveParameters";
    static final String INGRESS_PARAMETERS = INGRESS_OLD + "extensiveParameters";
    private static final String ADDRESS = "spec.loadBalancerIP";
    static final String SECURITY_GROUPS = "security-groups";
    static final String PASS_TO_TARGET = "pass-to-target";
    static final String DELETION_PROTECTION = "deletion-protection";
    static final String RETAIN = "loadbalance-retain";

    static final Pattern SUBNET = Pattern.compile("subnet-[a-z0-9]{1,57}");
    private static final Pattern SECURITY_GROUP = Pattern.compile("sg-[a-z0-9]{1,61}");
    private static final int MOST_GROUPS = 5;

    private final HasMetadata source;
    private final boolean service;
    private final List<Problem> problems = new ArrayList<>();

    LoadBalancerReader(HasMetadata source) {
        this.source = source;
        this.service = source instanceof Service;
    }

    /** What a value means, or why it means nothing. */
    private interface Reading<T> {
        Optional<T> of(String value);
    }

    LoadBalancerWords words() {
        Optional<Said<String>> subnet = word(
                List.of(InternalNetwork.key(source)),
                value -> SUBNET.matcher(value).matches() ? Optional.of(value) : Optional.empty(),
                "it is the id of a subnet, such as subnet-a1b2c3d4" + (service ? " (E4037)" : " (E4055)"),
                "Write the id, or remove the annotation for a public load balancer");
        Optional<Said<ChargeType>> chargeType = word(
                service ? SERVICE_CHARGE_TYPE : INGRESS_CHARGE_TYPE,
                LoadBalancerReader::chargeType,
                "a charge type is TRAFFIC_POSTPAID_BY_HOUR, BANDWIDTH_POSTPAID_BY_HOUR or BANDWIDTH_PACKAGE"
                        + (service ? " (E4005)" : " (E4045)"),
                "Write one of them");
        Optional<Said<Integer>> bandwidth = word(
                service ? SERVICE_BANDWIDTH : INGRESS_BANDWIDTH,
                LoadBalancerReader::bandwidth,
                "a bandwidth is a whole number of 1 to 2048 Mbps" + (service ? " (E4005)" : " (E4046)"),
                "Write such a number");
        return new LoadBalancerWords(
                subnet,
                parameters(),
                chargeType,
                bandwidth,
                word(
                        List.of(own(SECURITY_GROUPS)),
                        LoadBalancerReader::securityGroups,
                        "these are the ids of at most " + MOST_GROUPS
                                + " security groups, such as sg-a1b2c3d4, each once, with commas between; \"\" unbinds all",
                        "Write such ids"),
                word(
                        List.of(own(PASS_TO_TARGET)),
                        LoadBalancerReader::yesOrNo,
                        "a boolean is exactly \"true\" or \"false\"",
                        "Write one of them"),
                careful(DELETION_PROTECTION),
                careful(RETAIN),
                problems);
    }

    private String own(String name) {
        return (service ? SERVICE : INGRESS) + name;
    }

    private <T> Optional<Said<T>> word(List<String> keys, Reading<T> reading, String rule, String remedy) {
        return keys.stream()
                .filter(key -> Annotations.of(source, key).isPresent())
                .findFirst()
                .flatMap(key -> {
                    String text = Annotations.of(source, key).orElseThrow();
                    boolean cut = Cut.annotation(source, key);
                    Optional<T> value = cut ? Optional.empty() : reading.of(text.strip());
                    if (value.isEmpty()) {
                        problems.add(problem(
                                Code.BAD_ANNOTATION,
                                key,
                                text,
                                cut ? Cut.TOO_LONG : rule,
                                (cut ? "Shorten it" : remedy) + "; " + Wording.UNTIL_THEN));
                    }
                    return value.map(found -> new Said<>(found, Annotations.field(key)));
                });
    }

    /** What keeps a load balancer: one that can't be understood keeps it. */
    private Optional<Said<Boolean>> careful(String name) {
        String key = own(name);
        return Annotations.of(source, key).map(text -> {
            Optional<Boolean> value = yesOrNo(text.strip());
            if (value.isEmpty()) {
                problems.add(problem(
                        Code.UNCLEAR,
                        key,
                        text,
                        "a boolean is exactly \"true\" or \"false\", and what is neither counts as \"true\" here",
                        "Write one of them"));
            }
            return new Said<>(value.orElse(true), Annotations.field(key));
        });
    }

    private Parameters parameters() {
        String key = service ? SERVICE_PARAMETERS : INGRESS_PARAMETERS;
        Parameters said = Annotations.of(source, key)
                .map(text -> new ExtensiveParameters(source, key, service ? "E4005" : "E4026", problems).read(text))
                .orElse(Parameters.NONE);
        String address = source instanceof Service asking ? asking.getSpec().getLoadBalancerIP() : null;
        if (address == null || address.isBlank() || said.vip().isPresent()) {
            return said;
        }
        Optional<String> vip = ExtensiveParameters.address(address.strip());
        if (vip.isEmpty()) {
            problems.add(Problem.of(
                    Code.BAD_ANNOTATION,
                    new Place(Row.name(source), ADDRESS),
                    address,
                    new Wording("it is an IPv4 address", "Write one, or take it out; " + Wording.UNTIL_THEN)));
        }
        return vip.map(read -> said.withVip(new Said<>(read, ADDRESS))).orElse(said);
    }

    private Problem problem(Code code, String key, String value, String rule, String remedy) {
        return Problem.of(code, new Place(Row.name(source), Annotations.field(key)), value, new Wording(rule, remedy));
    }

    static Optional<ChargeType> chargeType(String value) {
        return one(ChargeType.values(), value, Function.identity());
    }

    static Optional<Integer> bandwidth(String value) {
        return value.matches("\\d{1,4}")
                ? Optional.of(Integer.valueOf(value)).filter(number -> number >= 1 && number <= 2048)
                : Optional.empty();
    }

    private static Optional<List<String>> securityGroups(String value) {
        if (value.isEmpty()) {
            return Optional.of(List.of());
        }
        List<String> groups = Stream.of(value.split(",", -1)).map(String::strip).toList();
        boolean good = groups.size() <= MOST_GROUPS
                && new HashSet<>(groups).size() == groups.size()
                && groups.stream()
                        .allMatch(group -> SECURITY_GROUP.matcher(group).matches());
        return good ? Optional.of(groups) : Optional.empty();
    }

    private static Optional<Boolean> yesOrNo(String value) {
        return value.equals("true") || value.equals("false") ? Optional.of(Boolean.valueOf(value)) : Optional.empty();
    }

    /** Of an enumeration, by its name, in whatever case. */
    static <E extends Enum<E>, T> Optional<T> one(E[] all, String value, Function<E, T> meaning) {
        return Arrays.stream(all)
                .filter(each -> each.name().equalsIgnoreCase(value))
                .findFirst()
                .map(meaning);
    }
}
