/**
 * What a Service or Ingress may ask for beside its ports and rules, by an annotation or a field, and what is answered where it
 * can't be given. Pure.
 */
@NullMarked
package io.enidirect.operator.annotations;

import org.jspecify.annotations.NullMarked;
