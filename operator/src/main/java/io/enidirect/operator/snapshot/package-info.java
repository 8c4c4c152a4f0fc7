/**
 * What one reconcile sees, as values: the object with its record, its sources, their endpoints, the cloud as last read or
 * written, and what each step remembers. Everything after it is a pure function of it.
 */
@NullMarked
package io.enidirect.operator.snapshot;

import org.jspecify.annotations.NullMarked;
