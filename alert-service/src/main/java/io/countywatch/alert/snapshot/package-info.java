/** The counties' figures as metrics-service publishes them, gathered by campaign day. */
package io.countywatch.alert.snapshot;
