/** What the service checks before it starts (Kafka clients as they really are, the clock), and what keeps timers going. */
package io.countywatch.metrics.startup;
