/**
 * The pure core of the projection (no framework, no clock, no I/O): events of one subject in, its state, its
 * contribution to the figures and its entries in the ledger out.
 */
package io.countywatch.metrics.fold;
