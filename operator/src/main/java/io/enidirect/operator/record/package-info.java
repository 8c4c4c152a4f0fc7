/**
 * The record: its entries as typed identities, what of the cloud is ours by them, and the one writer of a CloudLoadBalancer's
 * status: record, conditions and what sources are told, always as a whole.
 */
@NullMarked
package io.enidirect.operator.record;

import org.jspecify.annotations.NullMarked;
