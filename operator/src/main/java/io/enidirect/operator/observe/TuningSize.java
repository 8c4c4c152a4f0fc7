package io.enidirect.operator.observe;

import io.enidirect.crd.TkeServiceConfigSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.jspecify.annotations.Nullable;

/** How much there is in a TkeServiceConfig: anybody may make one as large as etcd takes it. */
final class TuningSize {
    /** In characters of JSON; all listeners and rules that there can be, each with all that can be said of it, are half of it. */
    static final int LONGEST = 131_072;

    private TuningSize() {}

    static int of(@Nullable TkeServiceConfigSpec spec) {
        return spec == null ? 0 : Serialization.asJson(spec).length();
    }
}
