/**
 * The port to the cloud in the words of the domain: load balancers, listeners, rules, targets, health, tasks, tags and
 * certificates. Knows neither an SDK nor Kubernetes.
 */
@NullMarked
package io.enidirect.cloud;

import org.jspecify.annotations.NullMarked;
