/**
 * Sums of the ledger by time of recording: kept by the publisher's leader, read by whatever asks for figures as of a day and
 * as known at an instant.
 */
package io.countywatch.metrics.sums;
