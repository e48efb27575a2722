/** From a full log to committed figures: how fast metrics-service applies events, and what that costs. */
package io.countywatch.bench.projection;
