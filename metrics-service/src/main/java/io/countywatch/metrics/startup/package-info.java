/** What the service checks before it starts: the Kafka clients as they really are, and the clock. */
package io.countywatch.metrics.startup;
