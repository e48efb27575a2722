/** One event's way through the services, as spans of one trace. */
package io.countywatch.shared.tracing;
