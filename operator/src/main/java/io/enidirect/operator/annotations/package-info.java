/**
 * The one table of annotations, and of the fields that are answered: what a Service, Ingress or pod may ask for beside its
 * ports and rules, what becomes of it, and what is answered where it can't be given. Read here, once, into records. Pure.
 */
@NullMarked
package io.enidirect.operator.annotations;

import org.jspecify.annotations.NullMarked;
