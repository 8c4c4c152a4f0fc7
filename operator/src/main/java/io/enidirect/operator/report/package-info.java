/**
 * What users are told: the conditions, addresses and problems of each source, computed from what was seen, what is
 * desired and what is still planned. The one writer of a status writes it together with the record.
 */
@NullMarked
package io.enidirect.operator.report;

import org.jspecify.annotations.NullMarked;
