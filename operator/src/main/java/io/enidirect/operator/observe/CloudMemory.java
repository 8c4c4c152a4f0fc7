package io.enidirect.operator.observe;

import io.enidirect.operator.snapshot.Memory;
import io.enidirect.operator.snapshot.Observed;

/** What is remembered of each load balancer between two reconciles. Both answer at once: nothing is read for them. */
public interface CloudMemory {

    /** What the cloud is known to have; {@link Observed#UNREAD} where nothing is. */
    Observed observed(String loadBalancerName);

    /** What the steps that are not done yet remember; {@link Memory#EMPTY} where there are none. */
    Memory memory(String loadBalancerName);
}
