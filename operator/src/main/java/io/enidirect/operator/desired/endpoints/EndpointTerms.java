package io.enidirect.operator.desired.endpoints;

import io.enidirect.operator.annotations.PodWeight;
import io.enidirect.operator.annotations.WeightGroups;
import io.enidirect.operator.snapshot.Settings;

/**
 * What the addresses of one source's origins are judged by.
 *
 * @param addressType {@code IPv4} or {@code IPv6}: that of the load balancer
 * @param weights which of a pod's weights counts: Services and Ingresses each have their own
 * @param said the weights that the source gives
 * @param holds what is kept for a time only
 */
record EndpointTerms(Settings settings, String addressType, PodWeight.Of weights, WeightGroups said, Holds holds) {}
