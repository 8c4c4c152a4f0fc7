/**
 * The kinds of {@code eni-direct.io/v1alpha1} and TKE's own {@code TkeServiceConfig}. Their YAML is generated from here and
 * lies in the chart; lists that are absent read as empty.
 */
@NullMarked
package io.enidirect.crd;

import org.jspecify.annotations.NullMarked;
