package io.enidirect.operator.kinds.registry;

import io.enidirect.operator.kinds.Kinds;
import io.enidirect.operator.kinds.SourceOptions;
import io.enidirect.operator.kinds.ingress.IngressKind;
import io.enidirect.operator.kinds.service.ServiceKind;
import java.util.List;

/** The kinds of source that the house knows. */
public final class HouseKinds {
    private HouseKinds() {}

    /** All of them. */
    public static Kinds of(SourceOptions options) {
        return new Kinds(List.of(new ServiceKind(options), new IngressKind(options)));
    }
}
