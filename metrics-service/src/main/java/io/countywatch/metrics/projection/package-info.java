/** From Kafka to committed figures: decode, fence, dedup, fold and store, one transaction a batch (design/3). */
package io.countywatch.metrics.projection;
