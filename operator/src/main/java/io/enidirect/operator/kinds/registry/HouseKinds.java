package io.enidirect.operator.kinds.registry;

import io.enidirect.operator.kinds.Kinds;
import io.enidirect.operator.kinds.ingress.IngressKind;
import io.enidirect.operator.kinds.service.ServiceKind;
import java.util.List;
import java.util.Set;

/** The kinds of source that the house knows. */
public final class HouseKinds {
    private HouseKinds() {}

    /**
     * All of them.
     *
     * @param ingressClasses option {@code --ingress-classes}
     * @param claimBesideTke option {@code --claim-beside-tke}
     */
    public static Kinds of(Set<String> ingressClasses, boolean claimBesideTke) {
        return new Kinds(List.of(new ServiceKind(claimBesideTke), new IngressKind(ingressClasses)));
    }
}
